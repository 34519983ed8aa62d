import type { AdvisoryId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { boundedIn } from '@forewarn/core/basics/facts.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { askWhetherUsed } from '@forewarn/core/warnings/ask-whether-used.ts';
import type { Decision } from '@forewarn/core/warnings/decision.ts';
import { productNames } from '@forewarn/core/warnings/draft-from-advisory.ts';
import { embargoOf, mayRelease } from '@forewarn/core/warnings/release.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import type { StoredMatter } from '../matters/matter-store.ts';
import { findNotKnown } from '../matching/find-not-known.ts';
import { lookWithTwo } from './look-with-two.ts';
import { findMatterAdvisories } from './matter-advisory-store.ts';
import { personalReasons } from './personal-reasons.ts';
import {
  findNotPersons,
  loadReleaseFacts,
  planPart,
  planParts,
  type ReleaseFacts,
  type ReleasePart,
  type ToldInstitution,
  type ToRelease,
} from './plan-release.ts';
import { beginDigest } from './preview-digest.ts';
import { countReaders, previewReaders, type ReadersCounted } from './preview-readers.ts';
import { findNamedInstitutions } from './reader-store.ts';
import { inWords } from './release-warning.ts';
import { stateEntered } from './state-entered.ts';
import { findDraft, findWarning, type PlannedRelease, type StoredVersion } from './warning-store.ts';

/** A list names at most this many; the counts are of all. */
export const LISTED_MAX = 2_000;

/**
 * What releasing the draft would do, to the letter; writes nothing. Worked out part by part and counted, so that it takes no more memory where there are
 * more institutions: listed are the first `limit` that hear of it and the first that do not, and `unlisted` says how many are not (`listPreviewed`). Refusals: `no-such`, `no-draft`.
 */
export async function previewRelease(machine: Machine, principal: Principal, id: string, limit = LISTED_MAX) {
  return asPrincipal(machine.database, principal, async (trx) => {
    const now = machine.clock.now();
    const toRelease = await findToRelease(trx, id, now);
    if (isRefusal(toRelease)) return toRelease;
    const { warning, version: draft, facts } = toRelease;
    const tally = beginTally(draft, facts.matter);
    const [hearing, silent]: [Listed[], Listed[]] = [[], []];
    for await (const part of planParts(trx, machine, toRelease, now)) {
      tally.add(part, await findNotKnownOf(trx, facts, part, now));
      if (hearing.length + silent.length === 2 * limit) continue;
      const rows = institutionsOf(part);
      hearing.push(...rows.filter(({ decision }) => decision !== 'stay-silent').slice(0, limit - hearing.length));
      silent.push(...rows.filter(({ decision }) => decision === 'stay-silent').slice(0, limit - silent.length));
    }
    const institutions = [...hearing, ...silent];
    const unlisted = Object.values(tally.counts.byDecision).reduce((sum, count) => sum + count, -institutions.length);
    const { counts, hears, unreachable, notKnown, readers, examples } = tally;
    const products = notKnown.length === 0 ? [] : await productsOf(trx, facts.matter.advisoryIds);
    const notPersons = await findNotPersons(trx, toRelease, now);
    const asked = {
      warning,
      version: draft,
      by: 'analyst',
      hears: hears(),
      entered: stateEntered(warning),
      notPersons: notPersons.map(inWords),
      matterEmbargoUntil: facts.matter.embargoUntil,
    } as const;
    const refusal = mayRelease(asked, now);
    return {
      warningId: id,
      version: draft.version,
      digest: tally.digest(),
      fourEyes: await lookWithTwo(trx, principal, id, draft),
      mayRelease: refusal === undefined,
      problems: refusal === undefined ? [] : [problemOf(refusal)],
      tlp: draft.tlp,
      sharedWithItProvider: draft.sharedWithItProvider,
      embargoUntil: embargoOf(asked),
      plannedRelease: plannedShape(draft.planned),
      notPersons: [...notPersons],
      counts,
      institutions,
      unlisted: unlisted > 0 ? unlisted : undefined,
      unreachable,
      notKnown: notKnown.map(({ institutionId, because, member }) => ({
        institutionId,
        institution: member.name,
        because,
        question: askWhetherUsed({ urgency: draft.urgency, scope: facts.matter.scope, products }, member.language),
      })),
      readers: previewReaders(readers, { ...draft, embargoUntil: embargoOf(asked) }, now),
      examples: [...examples.values()].map(exampleShape),
    };
  });
}

/** The institutions of a preview, by id; or those whose name has this in it. Refusals as above. */
export async function listPreviewed(
  machine: Machine,
  principal: Principal,
  id: string,
  page: { readonly after?: string; readonly name?: string; readonly limit: number },
) {
  return asPrincipal(machine.database, principal, async (trx) => {
    const now = machine.clock.now();
    const toRelease = await findToRelease(trx, id, now);
    if (isRefusal(toRelease)) return toRelease;
    const { after, name, limit } = page;
    if (name !== undefined) {
      const named = await findNamedInstitutions(trx, { after, name, limit });
      const part = await planPart(trx, machine, toRelease, named, now);
      return { institutions: institutionsOf(part), next: named.length < limit ? undefined : named.at(-1) };
    }
    const listed: Listed[] = [];
    for await (const part of planParts(trx, machine, { ...toRelease, after }, now)) {
      listed.push(...institutionsOf(part));
      if (listed.length > limit) break;
    }
    return { institutions: listed.slice(0, limit), next: listed.length > limit ? listed[limit - 1]?.institutionId : undefined };
  });
}

async function findToRelease(
  trx: Transaction,
  id: string,
  now: Instant,
): Promise<(ToRelease & { readonly version: StoredVersion }) | Refusal> {
  const warning = await findWarning(trx, id);
  if (warning === undefined) return refuse('no-such', 'There is no such warning.');
  const version = await findDraft(trx, id);
  if (version === undefined)
    return refuse('no-draft', `${warning.reference} has no draft.`, 'Draft the next version first.', { reference: warning.reference });
  return { warning, version, facts: await loadReleaseFacts(trx, warning, now) };
}

type NotKnownMember = Awaited<ReturnType<typeof findNotKnown>>[number];

function findNotKnownOf(
  trx: Transaction,
  { matter }: ReleaseFacts,
  { decisions, among }: ReleasePart,
  now: Instant,
): Promise<readonly NotKnownMember[]> {
  const concerned = decisions.filter((decision) => decision.reasons.length > 0);
  return findNotKnown(trx, matter, concerned, now, among);
}

/** What is kept of all parts: counts, and the first of each list. */
function beginTally(draft: StoredVersion, matter: StoredMatter) {
  const counts = {
    told: 0,
    byDecision: {} as Counts,
    bySilence: {} as Counts,
    byUrgency: {} as Counts,
    byCertainty: {} as Counts,
    byReason: {} as Counts,
    byPart: {} as Counts,
    messages: 0,
    byChannel: {} as Counts,
    woken: 0,
    unreachable: 0,
    notKnown: 0,
  };
  const digest = beginDigest(draft, matter);
  const unreachable: { institutionId: string; institution: string; because: string }[] = [];
  const notKnown: NotKnownMember[] = [];
  const readers: ReadersCounted = new Map();
  const examples = new Map<string, Example>();
  return {
    counts,
    unreachable,
    notKnown,
    readers,
    examples,
    digest: () => digest.end(),
    hears: () => (counts.byDecision['warn'] ?? 0) + (counts.byDecision['update'] ?? 0) > 0,
    add: (part: ReleasePart, unknown: readonly NotKnownMember[]) => {
      digest.add(part);
      countPart(counts, part);
      counts.notKnown += unknown.length;
      notKnown.push(...unknown.slice(0, LISTED_MAX - notKnown.length));
      for (const { institution, unreachable: because } of part.told)
        if (because !== undefined && unreachable.length < LISTED_MAX)
          unreachable.push({ institutionId: institution.id, institution: institution.name, because });
      countReaders(readers, part.told);
      addExamples(examples, part.told);
    },
  };
}

type Counts = Record<string, number>;

function countPart(counts: ReturnType<typeof beginTally>['counts'], { decisions, told }: ReleasePart): void {
  counts.told += told.length;
  for (const decision of decisions) {
    countIn(counts.byDecision, decision.kind);
    if (decision.kind === 'stay-silent') countIn(counts.bySilence, decision.because);
  }
  for (const { decision, deliveries, unreachable } of told) {
    countIn(counts.byUrgency, decision.urgency);
    countIn(counts.byCertainty, decision.certainty);
    for (const reason of new Set(decision.reasons.map((one) => one.reason))) countIn(counts.byReason, reason);
    if (decision.kind !== 'close') countIn(counts.byPart, decision.part ?? '');
    counts.messages += deliveries.length;
    for (const { channel } of deliveries) countIn(counts.byChannel, channel);
    if (decision.urgency === 'act-now' && decision.kind !== 'close')
      counts.woken += new Set(deliveries.map(({ contactId }) => contactId)).size;
    if (unreachable !== undefined) counts.unreachable += 1;
  }
}

function countIn(counts: Counts, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** What the advisories are about, by name. */
async function productsOf(trx: Transaction, advisoryIds: readonly AdvisoryId[]): Promise<readonly string[]> {
  return (await findMatterAdvisories(trx, advisoryIds)).flatMap(({ advisory }) => productNames(advisory));
}

export function plannedShape(planned: PlannedRelease | undefined) {
  return planned === undefined ? undefined : { at: planned.at, by: planned.by };
}

function problemOf({ code, message, hint, facts, problems }: Refusal & { readonly problems?: readonly Problem[] }) {
  const parts = problems?.map((problem) => ({ ...problem, ...boundedIn(problem) }));
  return { code, message, hint, ...boundedIn({ facts }), problems: parts };
}

type Listed = ReturnType<typeof institutionsOf>[number];

function institutionsOf({ decisions, told: all, institutions }: ReleasePart) {
  const told = new Map(all.map((one) => [one.institution.id, one]));
  const byId = decisions.toSorted((a, b) => (a.institutionId < b.institutionId ? -1 : 1));
  return byId.map((decision) => ({
    institutionId: decision.institutionId,
    institution: institutions.get(decision.institutionId)?.name ?? '',
    decision: decision.kind,
    because: silenceOf(decision),
    urgency: decision.urgency,
    certainty: decision.certainty,
    part: decision.part,
    reasons: personalReasons(decision.reasons),
    contacts: contactsOf(told.get(decision.institutionId)),
  }));
}

export function silenceOf(decision: Decision): string | undefined {
  return decision.kind === 'stay-silent' ? decision.because : undefined;
}

function contactsOf(told: ToldInstitution | undefined) {
  if (told === undefined) return [];
  return told.contacts.flatMap((contact) => {
    const its = told.deliveries.filter((delivery) => delivery.contactId === contact.id);
    const held = its.find(({ heldBecause }) => heldBecause !== undefined);
    const waits = held === undefined ? {} : { heldUntil: held.notBefore, heldBecause: held.heldBecause };
    return its.length === 0 ? [] : [{ name: contact.name, role: contact.role, channels: its.map(({ channel }) => channel), ...waits }];
  });
}

type Example = { readonly message: Message; readonly part?: string };

/** One for each language and each part of the text, as the first of its readers gets it. */
function addExamples(examples: Map<string, Example>, told: readonly ToldInstitution[]): void {
  for (const { addressed, compose, deliveries, decision } of told) {
    for (const { key: messageKey, language } of addressed) {
      const key = JSON.stringify([language, decision.part]);
      if (!examples.has(key) && deliveries.some((delivery) => delivery.messageKey === messageKey))
        examples.set(key, { message: compose(language), part: decision.part });
    }
  }
}

function exampleShape({ message, part }: Example) {
  return {
    language: message.language,
    part,
    label: message.label,
    isNotice: message.isNotice,
    subject: message.subject,
    opening: message.opening,
    blocks: message.blocks.map((block) =>
      'text' in block ? { kind: block.kind, text: block.text } : { kind: block.kind, items: [...block.items] },
    ),
    button: message.button?.text,
    reference: message.reference,
    closing: [...message.closing],
  };
}
