import { createHash } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import { planDeliveries, type UnreachableBecause } from '@forewarn/core/deliveries/plan-deliveries.ts';
import type { PlannedDelivery } from '@forewarn/core/deliveries/planned-delivery.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { addressMessage, composeMessage } from '@forewarn/core/warnings/compose-message.ts';
import { decideWarnings } from '@forewarn/core/warnings/decide-warnings.ts';
import type { Decision, EarlierDecision } from '@forewarn/core/warnings/decision.ts';
import { mayBeTold } from '@forewarn/core/warnings/may-be-told.ts';
import { notPersonBecause, type NotPersonBecause } from '@forewarn/core/warnings/not-person-because.ts';
import { productRemedies, type ProductRemedies } from '@forewarn/core/warnings/product-remedies.ts';
import { asksForAnswers } from '@forewarn/core/warnings/text-part.ts';
import { withoutRepetition } from '@forewarn/core/warnings/without-repetition.ts';
import type { WarningVersion } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';
import { openLaterChannels } from '../deliveries/channels/gateway/read-gateways.ts';
import { loadWishes } from '../deliveries/wishes-store.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { findConcerned } from '../matching/find-concerned.ts';
import { findMatter, type StoredMatter } from '../matters/matter-store.ts';
import { InternalFault } from '../internal-fault.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findEarlierDecisions } from './concerned-store.ts';
import { loadMessageFacts } from './message-facts.ts';
import { findFormats, findMatterAdvisories } from './matter-advisory-store.ts';
import { findReadingInstitutions, findThreadContacts, type ReadingInstitution } from './reader-store.ts';
import type { StoredWarning } from './warning-store.ts';

const PLANNED_AT_ONCE = 1_000;

export type Addressed = Pick<Message, 'key' | 'thread' | 'language'>;

/** An institution that hears of the version, with what is said and by which ways. */
export type ToldInstitution = {
  readonly decision: Decision;
  readonly institution: ReadingInstitution;
  readonly contacts: readonly Contact[];
  /** One for each language of its contacts, the institution's own first: which they are. */
  readonly addressed: readonly [Addressed, ...Addressed[]];
  /** The words of one. Made when they are needed: those of thousands at once would fill the memory. */
  readonly compose: (language: Language) => Message;
  readonly deliveries: readonly PlannedDelivery[];
  readonly unreachable?: UnreachableBecause | 'label';
};

/** All that releasing a version would do. The preview shows it, the release writes it: they can't differ. */
export type ReleasePlan = {
  readonly matter: StoredMatter;
  readonly decisions: readonly Decision[];
  readonly told: readonly ToldInstitution[];
  /** Of institutions that stay silent too, for the preview. */
  readonly institutions: ReadonlyMap<InstitutionId, ReadingInstitution>;
  /** Threads in which something was said before. */
  readonly earlierThreads: readonly string[];
  /** Of those whom a TLP:RED audience names: who is no person of an institution that is concerned, and why. */
  readonly notPersons: readonly NotPerson[];
};

export type NotPerson = { readonly contactId: string; readonly name?: string; readonly because: NotPersonBecause | 'no-such' };

/** Loads the facts and lets core decide who hears, what is said and by which ways. Writes nothing. */
export async function planRelease(
  trx: Transaction,
  machine: Pick<Machine, 'config'>,
  warning: StoredWarning,
  version: WarningVersion,
  now: Instant,
): Promise<ReleasePlan> {
  const facts = await loadTellingFacts(trx, warning);
  const { matter } = facts;
  const { decisions, earlier } = await decideVersion(trx, matter, warning.id, version, now);
  const institutions = await findReadingInstitutions(
    trx,
    decisions.map((decision) => decision.institutionId),
  );
  const earlierThreads = earlier.filter((decision) => decision.told).map(({ institutionId }) => threadOf(warning, institutionId));
  const told = await planTelling(trx, machine, { warning, version, facts, institutions, decisions, earlierThreads }, now);
  return { matter, decisions, told, institutions, earlierThreads, notPersons: await findNotPersons(trx, version, decisions) };
}

/** What all who are told of a version are told from; loaded once, so that a document that changes meanwhile tells nobody something else. */
export type TellingFacts = {
  readonly matter: StoredMatter;
  readonly severities: readonly (number | undefined)[];
  readonly remedies: readonly ProductRemedies[];
};

export async function loadTellingFacts(trx: Transaction, warning: StoredWarning): Promise<TellingFacts> {
  const matter = await matterOf(trx, warning);
  const advisories = await findMatterAdvisories(trx, matter.advisoryIds);
  const remedies = advisories.flatMap((one) => productRemedies(one.id, one.advisory));
  return { matter, severities: advisories.map(({ severity }) => severity), remedies };
}

/** Some of those whom a released version speaks to, as `planRelease` plans them, now. */
export async function planPart(
  trx: Transaction,
  machine: Pick<Machine, 'config'>,
  { warning, version, facts }: Pick<ToTell, 'warning' | 'version' | 'facts'>,
  decisions: readonly Decision[],
  now: Instant,
): Promise<readonly ToldInstitution[]> {
  const institutions = await findReadingInstitutions(
    trx,
    decisions.map((decision) => decision.institutionId),
  );
  // Who is warned was not told before; everybody else was.
  const earlier = decisions.filter(({ kind }) => kind === 'update' || kind === 'close');
  const earlierThreads = earlier.map(({ institutionId }) => threadOf(warning, institutionId));
  return planTelling(trx, machine, { warning, version, facts, institutions, decisions, earlierThreads }, now);
}

type ToTell = Pick<ReleasePlan, 'institutions' | 'decisions' | 'earlierThreads'> & {
  readonly facts: TellingFacts;
  readonly warning: StoredWarning;
  readonly version: WarningVersion;
};

async function planTelling(
  trx: Transaction,
  machine: Pick<Machine, 'config'>,
  toTell: ToTell,
  now: Instant,
): Promise<readonly ToldInstitution[]> {
  const { warning, version, institutions, earlierThreads } = toTell;
  const { matter, remedies, severities } = toTell.facts;
  const speaking = toTell.decisions.filter((decision) => decision.kind !== 'stay-silent');
  const contacts = byInstitution(
    await findContacts(
      trx,
      speaking.map((decision) => decision.institutionId),
    ),
  );
  const threadContacts = await findThreadContacts(trx, earlierThreads);
  const wishes = await loadWishes(
    trx,
    speaking.map((decision) => decision.institutionId),
  );
  const factsOf = await loadMessageFacts(trx, {
    matter,
    kind: version.kind,
    severities,
    reasons: speaking.flatMap(({ reasons }) => reasons),
    withKinds: [...contacts.values()].some((list) => list.some((contact) => (wishes(contact).topics?.kinds.length ?? 0) > 0)),
  });
  const open = openLaterChannels(machine.config);
  const { cert } = machine.config;
  const tell = (decision: Decision): readonly ToldInstitution[] => {
    const institution = institutions.get(decision.institutionId);
    if (institution === undefined) return []; // left between the match and now
    const known = contacts.get(decision.institutionId) ?? [];
    const itsContacts = mayBeTold(known, version);
    const [first, ...others] = languagesOf(institution, itsContacts).map((language) =>
      addressMessage({ warning, version, institution, language }),
    );
    if (first === undefined) return [];
    const addressed: [Addressed, ...Addressed[]] = [first, ...others];
    const plan = planDeliveries(
      {
        messages: addressed,
        urgency: decision.urgency,
        contacts: itsContacts,
        earlierThreadContacts: threadContacts.get(first.thread),
        open,
        wishes,
        about: factsOf(decision.reasons),
      },
      now,
    );
    return [
      {
        decision,
        institution,
        contacts: itsContacts,
        addressed,
        compose: (language) =>
          composeMessage({ warning, version, decision, institution, language, cert, matter, productRemedies: remedies }),
        deliveries: plan.deliveries,
        unreachable: known.length > 0 && itsContacts.length === 0 ? 'label' : plan.unreachable?.because,
      },
    ];
  };
  const told: ToldInstitution[] = [];
  for (const [place, decision] of speaking.entries()) {
    told.push(...tell(decision));
    // Thousands take seconds to plan; others are answered in between.
    if (place % PLANNED_AT_ONCE === PLANNED_AT_ONCE - 1) await pause();
  }
  return told;
}

async function matterOf(trx: Transaction, warning: StoredWarning): Promise<StoredMatter> {
  const matter = await findMatter(trx, warning.matterId);
  if (matter === undefined) throw new InternalFault(`Warning ${warning.reference} has no matter.`);
  return matter;
}

function threadOf({ matterId }: StoredWarning, institutionId: InstitutionId): string {
  return `${matterId}/${institutionId}`;
}

/** What a version would mean for each institution, and what was decided for it before. */
export async function decideVersion(
  trx: Transaction,
  matter: Pick<StoredMatter, 'advisoryIds' | 'scope' | 'drillId'>,
  warningId: string,
  version: WarningVersion,
  now: Instant,
): Promise<{ readonly decisions: readonly Decision[]; readonly earlier: readonly EarlierDecision[] }> {
  const formats = await findFormats(trx, matter.advisoryIds);
  const concerned = withoutRepetition(await findConcerned(trx, matter, now), formats);
  const earlier = await findEarlierDecisions(trx, warningId);
  const mayHear = version.tlp === 'RED' ? await withPersons(trx, version, concerned) : undefined;
  const answers = asksForAnswers(version.texts.nl.parts) ? await findAnswers(trx, warningId) : undefined;
  return { decisions: decideWarnings({ version, concerned, earlier, mayHear, answers }, digestOf), earlier };
}

async function findAnswers(trx: Transaction, warningId: string): Promise<ReadonlyMap<InstitutionId, readonly Acknowledgement[]>> {
  return Map.groupBy(await listAcknowledgements(trx, warningId), ({ institutionId }) => institutionId);
}

/** What is TLP:RED is for persons by name: only institutions of which it names one hear of it. */
async function withPersons(
  trx: Transaction,
  version: WarningVersion,
  concerned: readonly { readonly institutionId: InstitutionId }[],
): Promise<(institutionId: InstitutionId) => boolean> {
  const ids = concerned.map(({ institutionId }) => institutionId);
  const contacts = byInstitution(await findContacts(trx, ids));
  return (institutionId) => mayBeTold(contacts.get(institutionId) ?? [], version).length > 0;
}

async function findNotPersons(trx: Transaction, version: WarningVersion, decisions: readonly Decision[]): Promise<readonly NotPerson[]> {
  const persons = version.tlp === 'RED' ? (version.audience.persons ?? []) : [];
  if (persons.length === 0) return [];
  const ids = decisions.map(({ institutionId }) => institutionId);
  const contacts = await findContacts(trx, ids);
  return persons.flatMap((contactId): readonly NotPerson[] => {
    const contact = contacts.find(({ id }) => id === contactId);
    if (contact === undefined) return [{ contactId, because: 'no-such' }];
    const colleagues = contacts.filter(({ institutionId }) => institutionId === contact.institutionId);
    const because = notPersonBecause(contact, colleagues);
    return because === undefined ? [] : [{ contactId, name: contact.name, because }];
  });
}

/** Core compares digests of what an institution has to do; which digest it is, is ours. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function byInstitution(contacts: readonly Contact[]): ReadonlyMap<InstitutionId, readonly Contact[]> {
  const grouped = new Map<InstitutionId, Contact[]>();
  for (const contact of contacts) {
    const group = grouped.get(contact.institutionId);
    if (group === undefined) grouped.set(contact.institutionId, [contact]);
    else group.push(contact);
  }
  return grouped;
}

function languagesOf(institution: ReadingInstitution, contacts: readonly Contact[]): [Language, ...Language[]] {
  const others = new Set(contacts.map((contact) => contact.language));
  others.delete(institution.language);
  return [institution.language, ...others];
}
