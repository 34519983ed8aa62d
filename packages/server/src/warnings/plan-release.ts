import { createHash } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
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
import type { Config } from '../config.ts';
import type { Transaction } from '../database/open-database.ts';
import { openLaterChannels } from '../deliveries/channels/gateway/read-gateways.ts';
import { loadWishes } from '../deliveries/wishes-store.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { findConcernedAmong, prepareMatter, type PreparedMatter } from '../matching/find-concerned.ts';
import { findMatter, type StoredMatter } from '../matters/matter-store.ts';
import { InternalFault } from '../internal-fault.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findEarlierDecisions } from './concerned-store.ts';
import { loadMessageFacts } from './message-facts.ts';
import { findFormats, findMatterAdvisories } from './matter-advisory-store.ts';
import {
  findInstitutionsOf,
  findNextInstitutions,
  findReadingInstitutions,
  findThreadContacts,
  type NextInstitutions,
  type ReadingInstitution,
} from './reader-store.ts';
import type { StoredWarning } from './warning-store.ts';

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

/**
 * What releasing a version would do for some institutions. The preview shows it, the release writes it: they can't differ. All of thousands at once
 * would fill the memory.
 */
export type ReleasePart = {
  /** The institutions that were looked at, concerned or not. */
  readonly among: readonly string[];
  readonly decisions: readonly Decision[];
  readonly told: readonly ToldInstitution[];
  /** Of institutions that stay silent too, for the preview. */
  readonly institutions: ReadonlyMap<InstitutionId, ReadingInstitution>;
  /** Threads in which something was said before. */
  readonly earlierThreads: readonly string[];
};

export type NotPerson = { readonly contactId: string; readonly name?: string; readonly because: NotPersonBecause | 'no-such' };

/** What a release decides from, for whomever; loaded once. */
export type ReleaseFacts = TellingFacts & {
  readonly prepared: PreparedMatter;
  readonly formats: ReadonlyMap<string, Advisory['format']>;
};

export async function loadReleaseFacts(trx: Transaction, warning: StoredWarning, now: Instant): Promise<ReleaseFacts> {
  const facts = await loadTellingFacts(trx, warning);
  return { ...facts, ...(await loadDecidingFacts(trx, facts.matter, now)) };
}

async function loadDecidingFacts(trx: Transaction, matter: StoredMatter, now: Instant) {
  return { prepared: await prepareMatter(trx, matter, now), formats: await findFormats(trx, matter.advisoryIds) };
}

export type ToRelease = { readonly warning: StoredWarning; readonly version: WarningVersion; readonly facts: ReleaseFacts };

/** Institutions that are looked at together. */
const LOOKED_AT_ONCE = 2_000;

/** How many institutions the parts of a release look at. */
export function partSize({ decideAtOnceMax }: Pick<Config, 'decideAtOnceMax'>): number {
  return Math.min(decideAtOnceMax, LOOKED_AT_ONCE);
}

/** What a release would do, part by part in the order of institutions' ids, each from the facts of its moment. `last`: where the next begins. */
export async function* planParts(
  trx: Transaction,
  machine: Pick<Machine, 'config'>,
  toRelease: ToRelease & Partial<NextInstitutions>,
  now: Instant,
): AsyncGenerator<ReleasePart & { readonly last: string | undefined }> {
  for await (const { among, last } of institutionsInParts(trx, machine, toRelease))
    yield { ...(await planPart(trx, machine, toRelease, among, now)), last };
}

/** `last`: where the next part begins; undefined where this is the last. */
async function* institutionsInParts(
  trx: Transaction,
  machine: Pick<Machine, 'config'>,
  { after: begin, through }: Partial<NextInstitutions>,
): AsyncGenerator<{ readonly among: readonly string[]; readonly last: string | undefined }> {
  const limit = partSize(machine.config);
  let after = begin;
  do {
    const among = await findNextInstitutions(trx, { after, through, limit });
    after = among.length < limit ? undefined : among.at(-1);
    yield { among, last: after };
    await pause(); // thousands take seconds; others are answered in between
  } while (after !== undefined);
}

/** Loads the facts and lets core decide who of these institutions hears, what is said and by which ways. Writes nothing. */
export async function planPart(
  trx: Transaction,
  machine: Pick<Machine, 'config'>,
  { warning, version, facts }: ToRelease,
  among: readonly string[],
  now: Instant,
): Promise<ReleasePart> {
  const { decisions, earlier } = await decideAmong(trx, facts, warning.id, version, among, now);
  const institutions = await findReadingInstitutions(
    trx,
    decisions.map((decision) => decision.institutionId),
  );
  const earlierThreads = earlier.filter((decision) => decision.told).map(({ institutionId }) => threadOf(warning, institutionId));
  const told = await planTelling(trx, machine, { warning, version, facts, institutions, decisions, earlierThreads }, now);
  return { among, decisions, told, institutions, earlierThreads };
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

/** What those hear whom a released version decided on and speaks to, as `planPart` plans it, now. */
export async function planDecided(
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

type ToTell = Pick<ReleasePart, 'institutions' | 'decisions' | 'earlierThreads'> & {
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
  if (speaking.length === 0) return [];
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
  return speaking.flatMap(tell);
}

async function matterOf(trx: Transaction, warning: StoredWarning): Promise<StoredMatter> {
  const matter = await findMatter(trx, warning.matterId);
  if (matter === undefined) throw new InternalFault(`Warning ${warning.reference} has no matter.`);
  return matter;
}

function threadOf({ matterId }: StoredWarning, institutionId: InstitutionId): string {
  return `${matterId}/${institutionId}`;
}

/** How many institutions would hear of a version. */
export async function countHearers(
  trx: Transaction,
  machine: Pick<Machine, 'config'>,
  { warning, version, matter }: { readonly warning: StoredWarning; readonly version: WarningVersion; readonly matter: StoredMatter },
  now: Instant,
): Promise<number> {
  const facts = await loadDecidingFacts(trx, matter, now);
  let hearers = 0;
  for await (const { among } of institutionsInParts(trx, machine, {})) {
    const { decisions } = await decideAmong(trx, facts, warning.id, version, among, now);
    hearers += decisions.filter(({ kind }) => kind !== 'stay-silent').length;
  }
  return hearers;
}

/** What a version would mean for each of these institutions, and what was decided for it before. */
async function decideAmong(
  trx: Transaction,
  { prepared, formats }: Pick<ReleaseFacts, 'prepared' | 'formats'>,
  warningId: string,
  version: WarningVersion,
  among: readonly string[],
  now: Instant,
): Promise<{ readonly decisions: readonly Decision[]; readonly earlier: readonly EarlierDecision[] }> {
  const concerned = withoutRepetition(await findConcernedAmong(trx, prepared, among, now), formats);
  const earlier = await findEarlierDecisions(trx, warningId, among);
  const mayHear = version.tlp === 'RED' ? await withPersons(trx, version, concerned) : undefined;
  const answers = asksForAnswers(version.texts.nl.parts) ? await findAnswers(trx, warningId, among) : undefined;
  return { decisions: decideWarnings({ version, concerned, earlier, mayHear, answers }, digestOf), earlier };
}

async function findAnswers(
  trx: Transaction,
  warningId: string,
  among: readonly string[],
): Promise<ReadonlyMap<InstitutionId, readonly Acknowledgement[]>> {
  return Map.groupBy(await listAcknowledgements(trx, warningId, among), ({ institutionId }) => institutionId);
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

/** Of those whom a TLP:RED audience names: who is no person of an institution that is concerned, and why. */
export async function findNotPersons(
  trx: Transaction,
  { warning, version, facts }: ToRelease,
  now: Instant,
): Promise<readonly NotPerson[]> {
  const persons = version.tlp === 'RED' ? (version.audience.persons ?? []) : [];
  if (persons.length === 0) return [];
  const { decisions } = await decideAmong(trx, facts, warning.id, version, await findInstitutionsOf(trx, persons), now);
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
