import { cleanText } from '../basics/clean-text.ts';
import type { Block, Message } from '../deliveries/message.ts';
import type { Institution, Language } from '../institutions/institution.ts';
import { describeConfirmation } from '../matters/describe-confirmation.ts';
import type { Matter } from '../matters/matter.ts';
import { mayReceive, type Way } from '../sharing/may-receive.ts';
import { isAtMost } from '../sharing/tlp.ts';
import type { Decision } from './decision.ts';
import { describeItems } from './describe-items.ts';
import { describeStep } from './describe-step.ts';
import { markDrillMessage } from './mark-drill-message.ts';
import type { ProductRemedies } from './product-remedies.ts';
import { supplierBlocks } from './supplier-blocks.ts';
import { textFor, type Warning, type WarningText, type WarningVersion } from './warning.ts';
import { whyTold } from './why-told.ts';
import { words, type Words } from './words.ts';

export type ToCompose = {
  readonly warning: Pick<Warning, 'id' | 'reference' | 'matterId' | 'drillId'>;
  readonly version: WarningVersion;
  readonly decision: Decision;
  readonly institution: Pick<Institution, 'id' | 'name' | 'sector' | 'detailsInMail' | 'itProvider'>;
  readonly language: Language;
  readonly cert: { readonly name: string; readonly phone: string; readonly domain: string };
  /** Its source is not said: it may be a member that reported in confidence (DOMAIN §6 S2). */
  readonly matter: Pick<Matter, 'confirmation'>;
  /** Of the matter's advisories. */
  readonly productRemedies?: readonly ProductRemedies[];
};

/** What the parts below share. */
type Composing = ToCompose & { readonly say: Words; readonly text: WarningText };

/**
 * Writes what one institution reads of one version: why it is told, what to do, what its suppliers say, and why this is no phishing.
 * `label` is that of the warning's text; the personal block keeps to the product in words, so no version, count or exposure is in it
 * unless the institution chose so (DESIGN §3.5, decision record 009). Above GREEN a notice comes out: urgency, reference,
 * how to sign in and whom to call. Text of publishers and members in it is bounded and plain; whoever makes markup of it escapes.
 */
export function composeMessage(toCompose: ToCompose): Message {
  const message = compose(toCompose);
  return toCompose.warning.drillId === undefined ? message : markDrillMessage(message);
}

/** Which message it is, without its words: key, thread and language are the same as `composeMessage` gives. */
export function addressMessage({
  warning,
  version,
  institution,
  language,
}: Pick<ToCompose, 'warning' | 'version' | 'language'> & { readonly institution: Pick<Institution, 'id'> }): Pick<
  Message,
  'key' | 'thread' | 'language'
> {
  return {
    key: `${warning.id}/${version.version}/${institution.id}/${language}`,
    thread: `${warning.matterId}/${institution.id}`,
    language,
  };
}

function compose(toCompose: ToCompose): Message {
  const { warning, version, language } = toCompose;
  const say = words(language);
  const composing: Composing = { ...toCompose, say, text: textFor(version.texts, language, toCompose.decision.part) };
  const isOpen = mayTravel(version, 'email');
  const asks = !isClosing(toCompose.decision);
  return {
    ...addressMessage(toCompose),
    label: version.tlp,
    sharedWithItProvider: version.sharedWithItProvider,
    ...(isOpen ? { ...saidOf(composing), subject: subjectOf(composing) } : noticeOf(composing)),
    ...(!isOpen ? { button: { text: say('button.sign-in') } } : asks ? { button: { text: say('button.answer') } } : {}),
    reference: say('reference.line', { reference: warning.reference, version: version.version }),
    closing: closingLines(composing),
  };
}

/** The text itself. */
function saidOf(composing: Composing): Pick<Message, 'opening' | 'blocks'> {
  const { decision, language } = composing;
  return {
    opening: whyTold({ decision, language }),
    blocks: isClosing(decision) ? closingBlocks(composing) : askingBlocks(composing),
  };
}

/**
 * That there is something: no title, no product, no reason. What it is goes with it for readers to whom it can be encrypted, and never
 * otherwise; who else holds a key is not known, so what is RED does not go with it at all.
 */
function noticeOf(composing: Composing): Pick<Message, 'isNotice' | 'full' | 'subject' | 'opening' | 'blocks'> {
  const { say, version, decision, cert, warning } = composing;
  const lines = isClosing(decision)
    ? [say('body.nothing-more'), say('body.notice-over')]
    : [say('body.notice'), say('body.notice-call', { phone: cert.phone, reference: warning.reference })];
  return {
    isNotice: true,
    ...(mayTravel(version, 'encrypted-email') ? { full: { ...saidOf(composing), subject: titledSubject(composing) } } : {}),
    subject: subjectOf(composing),
    opening: say('because.unknown'),
    blocks: lines.map(paragraph),
  };
}

/** To a mailbox, which more than one may read. */
function mayTravel({ tlp: label, sharedWithItProvider }: WarningVersion, channel: Way): boolean {
  return mayReceive({ label, channel, reader: { kind: 'group' }, purpose: 'warn', sharedWithItProvider }).kind === 'yes';
}

/** "[Nu handelen] FortiGate: lek wordt misbruikt (FW-2026-0031)". */
function subjectOf(composing: Composing): string {
  const { say, version, warning } = composing;
  if (mayTravel(version, 'subject')) return titledSubject(composing);
  return say('subject.untitled', { prefix: prefixOf(composing), reference: warning.reference });
}

function titledSubject(composing: Composing): string {
  const { say, version, text, warning } = composing;
  const title = cleanText(text.title, 80);
  return say('subject.line', {
    prefix: prefixOf(composing),
    title: version.kind === 'correction' ? say('subject.correction', { title }) : title,
    reference: warning.reference,
  });
}

function prefixOf({ say, version, decision }: Composing): string {
  if (isClosing(decision)) return say(version.kind === 'withdrawal' ? 'subject.withdrawal' : 'subject.close');
  return say(`urgency.${decision.urgency}`);
}

function isClosing(decision: Decision): boolean {
  return decision.kind === 'close';
}

/** A text that asks something: what changed comes first, then what to do (DOMAIN §5.5). */
function askingBlocks(composing: Composing): readonly Block[] {
  const { say, version, decision, text, matter, language, institution } = composing;
  return [
    ...(version.kind === 'correction' ? [paragraph(say('body.correction'))] : []),
    ...(text.whatChanged === undefined || version.version === 1 ? [] : section(say('heading.what-changed'), paragraphs(text.whatChanged))),
    ...section(say('heading.in-short'), [
      ...paragraphs(text.summary),
      ...(matter.confirmation.kind === 'confirmed'
        ? []
        : [paragraph(say('body.confirmation', { confirmation: describeConfirmation(matter.confirmation, language) }))]),
    ]),
    ...(text.actions.length === 0
      ? []
      : section(say(`heading.do.${decision.urgency}`), [{ kind: 'steps', items: text.actions.map((step) => describeStep(step, say)) }])),
    ...itProviderBlocks(composing),
    ...supplierBlocks({ reasons: decision.reasons, productRemedies: composing.productRemedies ?? [], say }),
    ...(text.abuseCheck === undefined
      ? []
      : section(say('heading.abuse'), [...paragraphs(text.abuseCheck), paragraph(say('body.abuse-apart'))])),
    ...(text.careImpact === undefined ? [] : section(say('heading.care'), paragraphs(text.careImpact))),
    ...(institution.detailsInMail ? section(say('heading.details'), describeItems(decision.reasons, say)) : []),
    ...(text.technical === undefined ? [] : section(say('heading.technical'), paragraphs(text.technical))),
  ];
}

/** The one who does it all for a small practice (DOMAIN §0.12), where the label or the sender lets them forward it. */
function itProviderBlocks({ institution, decision, version, say }: Composing): readonly Block[] {
  const provider = cleanText(institution.itProvider ?? '', 80);
  const mayForward = mayReceive({ ...toProvider(version), channel: 'signed-in', purpose: 'provider' }).kind === 'yes';
  return provider === '' || decision.urgency === 'for-information' || !mayForward ? [] : [paragraph(say('body.it-provider', { provider }))];
}

function toProvider({ tlp, sharedWithItProvider }: WarningVersion) {
  return { label: tlp, sharedWithItProvider, reader: { kind: 'it-provider' } } as const;
}

/** A text that ends it: nothing to do any more, and why. */
function closingBlocks({ say, version, text }: Composing): readonly Block[] {
  const isWithdrawal = version.kind === 'withdrawal';
  const why =
    version.kind === 'update' || version.kind === 'initial' || text.whatChanged === undefined
      ? [paragraph(say('body.not-concerned-any-more'))]
      : paragraphs(text.whatChanged);
  return [
    paragraph(say('body.nothing-more')),
    paragraph(say(isWithdrawal ? 'body.withdrawal' : 'body.close', { title: cleanText(text.title, 80) })),
    ...(version.kind === 'correction' ? [paragraph(say('body.correction'))] : []),
    ...section(say(isWithdrawal ? 'heading.why-withdrawn' : 'heading.why-closed'), why),
  ];
}

function closingLines(composing: Composing): readonly string[] {
  const { say, version, decision } = composing;
  return [
    ...helpLines(composing),
    say('closing.tlp', { label: version.tlp, meaning: say(`tlp.${version.tlp}`) }),
    say('closing.personal', { label: decision.label, meaning: say(`tlp.${decision.label}`) }),
    ...providerLine(composing),
  ];
}

/** An urgent mail with a button looks like phishing: say how to check without it (LOOK, Mails). */
function helpLines({ say, cert, warning }: Composing): readonly string[] {
  const { reference } = warning;
  return [
    say('closing.help', { name: cert.name, phone: cert.phone }),
    say('closing.phishing', { reference }),
    say('closing.look-up', { reference, domain: cert.domain }),
  ];
}

/** The sender's tick stands next to the label (DOMAIN §4.4); of what is RED there is none. */
function providerLine({ say, version }: Composing): readonly string[] {
  if (version.tlp === 'RED') return [];
  if (version.sharedWithItProvider) return [say('closing.it-provider')];
  return isAtMost(version.tlp, 'GREEN') ? [] : [say('closing.not-it-provider')];
}

/** A heading with what stands under it; nothing where nothing does. */
function section(heading: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'heading', text: heading }, ...blocks];
}

function paragraphs(text: string): readonly Block[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(paragraph);
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
