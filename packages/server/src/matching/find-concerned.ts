import { idOf, type AdvisoryId, type DrillId, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Concerned, ConcernedReason } from '@forewarn/core/matching/concerned.ts';
import { joinReasons } from '@forewarn/core/matching/join-reasons.ts';
import { keysOfContainers } from '@forewarn/core/matching/keys-of-containers.ts';
import type { Evidence } from '@forewarn/core/matching/match.ts';
import { matchScope, type ScopeItem } from '@forewarn/core/matching/match-scope.ts';
import { prepareItem } from '@forewarn/core/matching/prepare-item.ts';
import { prepareScope, type PreparedScope } from '@forewarn/core/matching/prepare-scope.ts';
import { weakenOld } from '@forewarn/core/matching/weaken-old.ts';
import type { Containments } from '@forewarn/core/matching/containments.ts';
import type { Component } from '@forewarn/core/inventories/relation.ts';
import type { Scope } from '@forewarn/core/matters/matter.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { withoutMakers } from '@forewarn/core/products/product-key.ts';
import type { Transaction } from '../database/open-database.ts';
import { componentsOfInstitutions, componentsWithKeys } from '../inventories/component-store.ts';
import { relationsOfInstitutions, relationsWithKeys, type StoredRelation } from '../inventories/relation-store.ts';
import { loadAliases } from '../products/load-aliases.ts';
import { findChangedSince } from './changed-since-store.ts';
import { componentsByLine } from './components-by-line.ts';
import { findHostedLineIds, findLineIds, findLineIdsOf, findOwners, loadLines } from './line-store.ts';
import { loadContainments } from './load-containments.ts';
import { findConcernedLines, type StoredMatch } from './match-store.ts';
import { listMembers, listParticipants } from './member-store.ts';

const LINES_AT_ONCE = 5_000;
/** What is written by somebody whose clock is behind, or whose transaction takes long, is not here yet when a matter is prepared. */
const UNSEEN_S = 600;

/** What may concern somebody. */
type Concerning = { readonly advisoryIds: readonly AdvisoryId[]; readonly scope: Scope; readonly drillId?: DrillId };

/** A matter with what is looked up for its scope once, whoever of the members is asked about. */
export type PreparedMatter = {
  readonly matter: Concerning;
  readonly scope?: {
    readonly prepared: PreparedScope;
    readonly aliases: Aliases;
    readonly containments: readonly Containments[];
    readonly components: ReadonlyMap<number, readonly Component[]>;
    /** Lines that share a key with the scope, have something in them that does, or may be run by one of its suppliers; by institution. */
    readonly lines: ReadonlyMap<string, readonly number[]>;
    readonly relations: ReadonlyMap<string, readonly StoredRelation[]>;
    /** Whose lists or relations changed since is asked for all of them again. */
    readonly since: Instant;
  };
};

/**
 * The members that a matter concerns: by the stored matches of its advisories, and by its own scope, asked now. Every reason of one
 * institution stands with it, strongest first; what rests on a line that nobody looked at for a year is one step less sure. In the order of
 * institutions' ids. An exercise concerns those who take part, and nobody else. For staff.
 */
export async function findConcerned(trx: Transaction, matter: Concerning, now: Instant): Promise<readonly Concerned[]> {
  return findConcernedAmong(trx, await prepareMatter(trx, matter, now), undefined, now);
}

/** For `findConcernedAmong`, as often as it is asked, in this transaction or later ones. `now`: from which moment changes are looked for. */
export async function prepareMatter(trx: Transaction, matter: Concerning, now: Instant): Promise<PreparedMatter> {
  if (matter.drillId !== undefined || isEmpty(matter.scope)) return { matter };
  const aliases = await loadAliases(trx);
  const prepared = prepareScope(matter.scope, aliases, matter.advisoryIds);
  const { keys, suppliers } = prepared;
  const containments = loadContainments(aliases);
  const components = componentsByLine(await componentsWithKeys(trx, withoutMakers(keys)));
  const byKey = await findLineIds(trx, [...keys, ...keysOfContainers(withoutMakers(keys), containments)]);
  const hosted = suppliers.length === 0 ? [] : await findHostedLineIds(trx);
  const lines = await findOwners(trx, [...new Set([...byKey, ...components.keys(), ...hosted])]);
  const relations = Map.groupBy(await relationsWithKeys(trx, keys), ({ institutionId }) => institutionId);
  const since = secondsLater(now, -UNSEEN_S);
  return { matter, scope: { prepared, aliases, containments, components, lines, relations, since } };
}

/** Of these institutions (undefined: of all) the members that it concerns, as `findConcerned` finds them. */
export async function findConcernedAmong(
  trx: Transaction,
  { matter, scope }: PreparedMatter,
  among: readonly string[] | undefined,
  now: Instant,
): Promise<readonly Concerned[]> {
  if (matter.drillId !== undefined) return (await listParticipants(trx, matter.drillId, among)).map(takingPart);
  const found = new Map<InstitutionId, ConcernedReason[]>();
  const add = (institutionId: InstitutionId, reasons: readonly ConcernedReason[]) => {
    const there = found.get(institutionId);
    if (there === undefined) found.set(institutionId, [...reasons]);
    else there.push(...reasons);
  };
  for (const match of await findConcernedLines(trx, matter.advisoryIds, among))
    add(idOf<'Institution'>(match.institutionId), [reasonOf(match, now)]);
  if (scope !== undefined) await addScope(trx, scope, among, now, add);
  return [...found]
    .map(([institutionId, reasons]) => ({ institutionId, reasons: joinReasons(reasons) }))
    .sort((a, b) => (a.institutionId < b.institutionId ? -1 : 1));
}

const TAKES_PART: Evidence = {
  identifiedBy: 'drill',
  advisoryProductId: '',
  advisoryAt: '',
  advisorySays: '',
  itemSays: '',
  version: 'every-version',
  vulnerability: '',
  status: '',
};

/** They know that they do: nothing about it is uncertain. */
function takingPart(institutionId: InstitutionId): Concerned {
  return { institutionId, reasons: [{ reason: 'sector', certainty: 'certain', evidence: [TAKES_PART], remediations: [] }] };
}

function isEmpty(scope: Scope): boolean {
  return scope.products.length + scope.suppliers.length + scope.sectors.length + scope.regions.length === 0;
}

type Scoped = NonNullable<PreparedMatter['scope']>;
/** By institution its lines and relations, by line what is in it. */
type LookedUp = Pick<Scoped, 'lines' | 'components' | 'relations'>;

async function addScope(
  trx: Transaction,
  scope: Scoped,
  among: readonly string[] | undefined,
  now: Instant,
  add: (id: InstitutionId, reasons: readonly ConcernedReason[]) => void,
): Promise<void> {
  const changes = among === undefined ? undefined : await findChanges(trx, scope.since, among);
  const ids = among === undefined ? [...scope.lines.values()] : among.map((id) => changes?.lines.get(id) ?? scope.lines.get(id) ?? []);
  const items = await loadItems(trx, scope, ids.flat(), (line) => changes?.components.get(line) ?? scope.components.get(line));
  for (const member of await listMembers(trx, among)) {
    const stated = changes?.relations.get(member.id) ?? scope.relations.get(member.id) ?? [];
    const its = stated.map(({ relation, checkedAt }) => ({ ...relation, checkedAt }));
    const asked = { ...member, items: items.get(member.id) ?? [], relations: its };
    const reasons = matchScope(scope.prepared, asked, scope.aliases, now);
    if (reasons.length > 0) add(member.id, reasons);
  }
}

/** Of those among these who changed theirs since a moment all that they have now: a line that is sent anew has another id. */
async function findChanges(trx: Transaction, since: Instant, among: readonly string[]): Promise<LookedUp | undefined> {
  const changed = await findChangedSince(trx, among, since);
  if (changed.length === 0) return undefined;
  const lines = await findLineIdsOf(trx, changed);
  const stated = (await relationsOfInstitutions(trx, changed)).filter(({ id }) => id !== undefined);
  const relations = Map.groupBy(stated, ({ institutionId }) => institutionId);
  return {
    lines: new Map(changed.map((id) => [id, lines.get(id) ?? []])),
    components: componentsByLine(await componentsOfInstitutions(trx, changed)),
    relations: new Map(changed.map((id) => [id, relations.get(id) ?? []])),
  };
}

async function loadItems(
  trx: Transaction,
  { aliases, containments }: Pick<Scoped, 'aliases' | 'containments'>,
  lineIds: readonly number[],
  componentsOf: (line: number) => readonly Component[] | undefined,
): Promise<ReadonlyMap<string, readonly ScopeItem[]>> {
  const ids = lineIds.toSorted((a, b) => a - b);
  const items = new Map<string, ScopeItem[]>();
  for (let from = 0; from < ids.length; from += LINES_AT_ONCE) {
    for (const line of await loadLines(trx, ids.slice(from, from + LINES_AT_ONCE))) {
      const { inventory, checkedAt } = line;
      const item = { ...prepareItem(line.item, aliases, containments, componentsOf(line.id)), inventory, checkedAt };
      const there = items.get(line.institutionId);
      if (there === undefined) items.set(line.institutionId, [item]);
      else there.push(item);
    }
  }
  return items;
}

/** A match as a reason, as sure as it is now. */
export function reasonOf(
  match: Pick<StoredMatch, 'advisoryId' | 'inventory' | 'item' | 'certainty' | 'reason' | 'evidence' | 'remediations' | 'checkedAt'>,
  now: Instant,
): ConcernedReason {
  const { item } = match;
  const reason: ConcernedReason = {
    reason: match.reason,
    certainty: match.certainty ?? 'possible',
    product: item.product,
    supplier: item.supplier,
    item: {
      inventory: match.inventory,
      key: item.key,
      version: item.version,
      exposure: item.exposure,
      importance: item.importance,
      owner: item.owner,
      quantity: item.quantity,
    },
    advisoryId: idOf<'Advisory'>(match.advisoryId),
    evidence: match.evidence,
    remediations: match.remediations,
  };
  return weakenOld(reason, match.checkedAt, now);
}
