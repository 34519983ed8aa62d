import { describeMoment } from '../institutions/describe-moment.ts';
import type { Language } from '../institutions/institution.ts';
import type { DoneAboutIt, NoticeKind, NoticeOf, PreviewedPart, WhyDraftWaits, WhyToReview } from './notice.ts';

type Sentences = { readonly [Kind in NoticeKind]: (notice: NoticeOf<Kind>) => string };

/** What a notice says to the analyst, and what to do about it: one or two sentences. Texts of outside in it are as they came. */
export function noticeText<Kind extends NoticeKind>(notice: NoticeOf<Kind>, language: Language): string {
  const sentences: Sentences = SENTENCES[language];
  return sentences[notice.kind](notice).trim();
}

/** Whether it was stored by a version of Forewarn that knew this kind. */
export function isNoticeKind(kind: string): kind is NoticeKind {
  return Object.hasOwn(SENTENCES.nl, kind);
}

const CVES_NAMED_MAX = 3;
const URLS_NAMED_MAX = 3;

const SENTENCES: Readonly<Record<Language, Sentences>> = {
  nl: {
    'source-silent': ({ source, lastHeardAt, fault = '' }) =>
      `Van ${source} komt niets. ${lastHeardAt === undefined ? 'De bron is nog nooit gehoord.' : `Het laatst gehoord: ${describeMoment(lastHeardAt, 'nl')}.`} ${fault}`,
    'documents-withdrawn': ({ source, count, urls, elsewhere }) =>
      `${source} noemt ${many(count, 'document', 'documenten')} niet meer (${someOf(urls, count)}). ${elsewhere ? 'Een andere bron noemt elk van die advisories nog wel.' : 'Kijk of een waarschuwing daarover moet worden ingetrokken.'}`,
    'source-keys-changed': ({ publisher, added, removed }) =>
      `${publisher} tekent met andere sleutels dan eerst (nieuw: ${added.join(', ') || 'geen'}; weg: ${removed.join(', ') || 'geen'}). Vraag het na bij de uitgever, niet via de site.`,
    'mailbox-unreadable': ({ mailbox, fault }) => `De mailbox ${mailbox} is niet te lezen: ${fault} Bounces en antwoorden wachten daar.`,
    'mail-set-aside': ({ mailbox, uid, because }) => `Mail ${uid} van ${mailbox} is niet te lezen (${because}). Bekijk hem daar.`,
    'mail-complaint': ({ institution, contact }) =>
      `${institution}: bij ${contact} is een bericht van ons als ongewenst gemeld. Vraag of dit het juiste adres is.`,
    'contact-to-repair': ({ institution, contact, address, why }) =>
      `${institution}: ${contact} is niet te bereiken op ${address}. ${why.nl} Bel de instelling en herstel het adres.`,
    'delivery-failed': ({ institution, contact, reference, channel, why }) =>
      `${institution}: ${reference ?? 'een bericht'} kwam ${by(channel, 'nl')} niet aan bij ${contact}. ${why.nl}`,
    'channel-silent': ({ channel, missing }) =>
      `De provider nam ${missing} berichten ${by(channel, 'nl')} aan, en voor zover wij weten kwam er geen een aan. Kijk bij uw account daar.`,
    'channel-down': ({ channel, why, response }) =>
      `Er gaat niets weg ${by(channel, 'nl')}: ${why.nl}${response === undefined ? '' : ` (${response})`}. Wij proberen het vanzelf opnieuw.`,
    'sms-not-understood': ({ number, text }) => `${number} stuurde een sms die wij niet als antwoord kunnen lezen: "${text}". Bel terug.`,
    'contact-key': ({ institution, contact, keys }) => `${institution}, ${contact}: ${keys.nl}`,
    'contact-says-wrong': ({ contact }) => `${contact} zegt dat er iets aan de eigen gegevens niet klopt. Bel de instelling en herstel ze.`,
    'joined-already': ({ institution, branch, contact }) =>
      `${institution} zei ja op de aanmelding door ${branch} en deed al mee. Kijk of ${contact} als contact erbij moet.`,
    'nominations-wait': ({ by }) => `${by} meldt leden aan. Neem ze aan of weiger ze, bij Aanmeldingen.`,
    'audit-broken': ({ at, sequence }) =>
      `Het logboek is niet wat op ${describeMoment(at, 'nl')} bij regel ${sequence} is ondertekend: iemand heeft regels veranderd of verwijderd, of een oude kopie van de database teruggezet. Voer uit: forewarn audit verify`,
    'draft-waits': ({ reference, by, version, because }) =>
      `${reference}: ${draftWaits(because, 'nl')} sinds ${by} aan het concept van versie ${version} begon. Het concept is niet veranderd.`,
    'warning-to-review': ({ reference, because }) => `${reference}: ${toReview(because, 'nl')}. Kijk ernaar.`,
    'exploited-now': ({ about, cves, sayers, done }) =>
      `${about}: ${cvesIn(cves, 'nl')} wordt nu misbruikt volgens ${sayers.nl}; ${doneAboutIt(done, 'nl')}.`,
    'to-call': ({ reference }) => `${reference}: instellingen die niet hebben geantwoord staan op de bellijst.`,
    'used-after-all': ({ reference, institution }) =>
      `${institution} zegt te gebruiken waar ${reference} over gaat, en is niet gewaarschuwd. Kijk of dat moet.`,
    'warning-outdated': ({ reference, version, until }) =>
      `${reference} versie ${version} gold tot ${describeMoment(until, 'nl')}. Geldt zij nog? Sluit de waarschuwing, of geef een nieuwe versie uit.`,
    'institutions-unreachable': ({ reference, institutions, others }) =>
      `${reference} bereikt niemand bij ${institutions.join(', ')}${others > 0 ? ` en ${others} andere` : ''}. Bel hen en herstel hun contactgegevens.`,
    'telling-stuck': ({ reference, institutions, others }) =>
      `${reference}: voor ${institutions.join(', ')}${others > 0 ? ` en ${others} andere` : ''} is door een fout in Forewarn nog niets verstuurd. Bel hen. Wij proberen het vanzelf opnieuw; waarom het misging staat in het log.`,
    'answer-proposed': ({ reference }) => `${reference}: een reactie per mail lijkt een antwoord. Neem het over of niet.`,
    'reply-received': ({ reference, from, contact }) =>
      `${reference}: ${from} reageerde per mail op het bericht aan ${contact}. Lees het in de mailbox.`,
    'release-differs': ({ reference, version, plannedBy, changed, told }) =>
      `${reference} versie ${version} is weggegaan in opdracht van ${plannedBy}. Sinds de voorvertoning is veranderd: ${partsIn(changed, 'nl')}. Zij ging naar ${many(told, 'instelling', 'instellingen')}.`,
    'release-not-made': ({ reference, version, because }) =>
      `${reference} versie ${version} is op het geplande uur niet weggegaan. ${because}`,
    'end-of-week': ({ week, sent }) =>
      `Het weekbericht van ${week} gaat naar ${many(sent, 'instelling', 'instellingen')}. Dat van het CERT zelf staat als concept bij de rapporten.`,
  },
  en: {
    'source-silent': ({ source, lastHeardAt, fault = '' }) =>
      `Nothing is heard from ${source}. ${lastHeardAt === undefined ? 'It was never heard.' : `It was last heard on ${describeMoment(lastHeardAt, 'en')}.`} ${fault}`,
    'documents-withdrawn': ({ source, count, urls, elsewhere }) =>
      `${source} no longer lists ${many(count, 'document', 'documents')} (${someOf(urls, count)}). ${elsewhere ? 'Each of its advisories is still listed elsewhere.' : 'Look whether warnings about it must be withdrawn.'}`,
    'source-keys-changed': ({ publisher, added, removed }) =>
      `${publisher} signs with other keys than before (new: ${added.join(', ') || 'none'}; gone: ${removed.join(', ') || 'none'}). Check this with the publisher by another way than its site.`,
    'mailbox-unreadable': ({ mailbox, fault }) => `The mailbox ${mailbox} can't be read: ${fault} Bounces and replies wait there.`,
    'mail-set-aside': ({ mailbox, uid, because }) => `Mail ${uid} of ${mailbox} could not be read (${because}). Look at it there.`,
    'mail-complaint': ({ institution, contact }) =>
      `${institution}: somebody at ${contact} marked a message of ours as unwanted. Ask whether this is the right address.`,
    'contact-to-repair': ({ institution, contact, address, why }) =>
      `${institution}: ${contact} can't be reached at ${address}. ${why.en} Telephone the institution and repair the address.`,
    'delivery-failed': ({ institution, contact, reference, channel, why }) =>
      `${institution}: ${reference ?? 'a message'} did not reach ${contact} ${by(channel, 'en')}. ${why.en}`,
    'channel-silent': ({ channel, missing }) =>
      `${missing} messages ${by(channel, 'en')} were taken by the gateway and none of them arrived, as far as it tells. Look at the account there.`,
    'channel-down': ({ channel, why, response }) =>
      `Nothing goes out ${by(channel, 'en')}: ${why.en}${response === undefined ? '' : ` (${response})`}. It is tried again by itself.`,
    'sms-not-understood': ({ number, text }) =>
      `${number} answered by text message what could not be taken as an answer: "${text}". Call back.`,
    'contact-key': ({ institution, contact, keys }) => `${institution}, ${contact}: ${keys.en}`,
    'contact-says-wrong': ({ contact }) =>
      `${contact} says that something is wrong with its details. Telephone the institution and repair them.`,
    'joined-already': ({ institution, branch, contact }) =>
      `${institution} said yes to being brought by ${branch}, and was a member already. Look whether ${contact} must be added as a contact.`,
    'nominations-wait': ({ by }) => `${by} brings members. Accept or refuse them, under Joining.`,
    'audit-broken': ({ at, sequence }) =>
      `The audit trail is not what was signed on ${describeMoment(at, 'en')} for entry ${sequence}: somebody changed or removed entries, or put back an older copy of the database. Run: forewarn audit verify`,
    'draft-waits': ({ reference, by, version, because }) =>
      `${reference}: ${draftWaits(because, 'en')} since ${by} began the draft of version ${version}. The draft was left as it is.`,
    'warning-to-review': ({ reference, because }) => `${reference}: ${toReview(because, 'en')}. Look at it.`,
    'exploited-now': ({ about, cves, sayers, done }) =>
      `${about}: ${cvesIn(cves, 'en')} is now exploited according to ${sayers.en}; ${doneAboutIt(done, 'en')}.`,
    'to-call': ({ reference }) => `${reference}: institutions that have not answered are on the call list.`,
    'used-after-all': ({ reference, institution }) =>
      `${institution} says that it uses what ${reference} is about. It was not told; look whether it should be.`,
    'warning-outdated': ({ reference, version, until }) =>
      `${reference} version ${version} was valid until ${describeMoment(until, 'en')}. Does it still hold? Close it, or release a new version.`,
    'institutions-unreachable': ({ reference, institutions, others }) =>
      `${reference} reaches nobody at ${institutions.join(', ')}${others > 0 ? ` and ${others} others` : ''}. Telephone them and repair their contacts.`,
    'telling-stuck': ({ reference, institutions, others }) =>
      `${reference}: by a fault in Forewarn nothing was sent yet to ${institutions.join(', ')}${others > 0 ? ` and ${others} others` : ''}. Telephone them. It is tried again by itself; why it failed stands in the log.`,
    'answer-proposed': ({ reference }) => `${reference}: a reply by mail seems to be an answer. Take it or not.`,
    'reply-received': ({ reference, from, contact }) =>
      `${reference}: ${from} replied by mail to ${contact}'s message. Read it in the mailbox.`,
    'release-differs': ({ reference, version, plannedBy, changed, told }) =>
      `${reference} version ${version} went out as ${plannedBy} decided. Since the preview this has changed: ${partsIn(changed, 'en')}. It went to ${many(told, 'institution', 'institutions')}.`,
    'release-not-made': ({ reference, version, because }) => `${reference} version ${version} did not go out at its hour. ${because}`,
    'end-of-week': ({ week, sent }) =>
      `End-of-Week of ${week} goes to ${many(sent, 'institution', 'institutions')}. The CERT's own is drafted under reports.`,
  },
};

/** Ways out, by their names in core/deliveries. */
const BY: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  nl: {
    email: 'per mail',
    webhook: 'per webhook',
    teams: 'via Teams',
    push: 'als melding op een toestel',
    sms: 'per sms',
    voice: 'per telefoon',
  },
  en: { email: 'by mail', webhook: 'by webhook', teams: 'by Teams', push: 'by push', sms: 'by text message', voice: 'by telephone' },
};

const PARTS: Readonly<Record<Language, Readonly<Record<PreviewedPart, string>>>> = {
  nl: { draft: 'wat het concept zegt', audience: 'wie het krijgt en waarom', doors: 'contacten en kanalen' },
  en: { draft: 'what the draft says', audience: 'who hears of it and why', doors: 'contacts and channels' },
};

/** Which parts of a preview are others now, as one list in words. */
export function partsIn(changed: readonly PreviewedPart[], language: Language): string {
  return changed.map((part) => PARTS[language][part]).join('; ');
}

function by(channel: string, language: Language): string {
  return BY[language][channel] ?? channel;
}

function draftWaits(because: WhyDraftWaits, language: Language): string {
  const isDutch = language === 'nl';
  switch (because.kind) {
    case 'withdrawn-by-publisher':
      return isDutch ? 'de uitgever trok de advisory in' : 'the publisher took the advisory back';
    case 'put-away':
      return isDutch ? 'de advisory is door het CERT weggelegd' : 'the advisory was put away at the CERT';
    case 'advisory-changed':
      return isDutch ? `advisory ${because.advisory} is veranderd` : `advisory ${because.advisory} was changed`;
    case 'would-hear':
      return isDutch
        ? `er is nieuws voor ${many(because.institutions, 'instelling', 'instellingen')}`
        : `there is news for ${many(because.institutions, 'institution', 'institutions')}`;
  }
}

function toReview(because: WhyToReview, language: Language): string {
  const isDutch = language === 'nl';
  switch (because.kind) {
    case 'withdrawal-drafted':
      return isDutch
        ? 'de uitgever trok de advisory in; een intrekking staat klaar als concept'
        : 'its publisher took the advisory back; a withdrawal is drafted';
    case 'taken-back':
      return isDutch
        ? 'de uitgever trok de advisory in voordat wij iets uitgaven'
        : 'its publisher took the advisory back before it was released';
    case 'other-draft-waits':
      return isDutch
        ? `er is nieuws terwijl er van een regel nog een concept wacht (${because.draft})`
        : `there is news while a draft ${because.draft} of a rule waits`;
    case 'closed-and-exploited':
      return isDutch
        ? `zij is gesloten, en ${cvesIn(because.cves, 'nl')} wordt sindsdien misbruikt`
        : `it is closed, and ${cvesIn(because.cves, 'en')} is exploited since`;
    case 'closed-and-changed':
      return isDutch
        ? `zij is gesloten, en advisory ${because.advisory} is sindsdien veranderd`
        : `it is closed, and advisory ${because.advisory} was changed since`;
  }
}

function doneAboutIt(done: DoneAboutIt, language: Language): string {
  const isDutch = language === 'nl';
  switch (done.kind) {
    case 'stays-the-same':
      return isDutch
        ? 'wat instellingen moeten doen blijft gelijk, dus er is geen concept gemaakt'
        : 'what institutions have to do stays the same, so nothing is drafted';
    case 'drafted':
      return isDutch ? `versie ${done.version} staat klaar als concept` : `version ${done.version} is drafted`;
    case 'written-anew':
      return isDutch ? `het concept van versie ${done.version} is opnieuw gemaakt` : `the draft of version ${done.version} is written anew`;
    case 'left-alone':
      return isDutch
        ? `het concept van versie ${done.version} door ${done.by} is niet veranderd`
        : `the draft of version ${done.version} by ${done.by} was left as it is`;
    case 'not-drafted':
      return isDutch
        ? `het raakt ${many(done.concerned, 'instelling', 'instellingen')}, en er is geen concept gemaakt`
        : `it concerns ${many(done.concerned, 'institution', 'institutions')}, and no warning is drafted`;
  }
}

function cvesIn(cves: readonly string[], language: Language): string {
  const others = cves.length - CVES_NAMED_MAX;
  const more = others > 0 ? (language === 'nl' ? ` en ${others} andere` : ` and ${others} others`) : '';
  return `${cves.slice(0, CVES_NAMED_MAX).join(', ')}${more}`;
}

function someOf(urls: readonly string[], count: number): string {
  const named = urls.slice(0, URLS_NAMED_MAX);
  return `${named.join(', ')}${count > named.length ? ', …' : ''}`;
}

function many(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
