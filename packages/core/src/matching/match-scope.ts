import type { Instant } from '../basics/instant.ts';
import type { Institution } from '../institutions/institution.ts';
import type { Relation } from '../inventories/relation.ts';
import type { Aliases } from '../products/aliases.ts';
import { makerOf } from '../products/maker.ts';
import { identifyProduct, type ProductIdentity } from '../products/product-identity.ts';
import type { ConcernedReason } from './concerned.ts';
import { joinReasons } from './join-reasons.ts';
import type { Certainty, Evidence, Reason } from './match.ts';
import { matchByConnection } from './matchers/connection.ts';
import { matchByName, type NameContext } from './matchers/name.ts';
import { matchByObservation, type Observation, type SeenFromOutside } from './matchers/observed.ts';
import { matchBySector } from './matchers/sector.ts';
import { matchBySupplier } from './matchers/supplier.ts';
import { hostedBy, matchByTenant, type Hosting } from './matchers/tenant.ts';
import type { PreparedItem } from './prepare-item.ts';
import type { PreparedScope } from './prepare-scope.ts';
import { weakenOld } from './weaken-old.ts';
import { weaker } from './weaker.ts';

/** A line with the name of the list that it stands in. */
export type ScopeItem = PreparedItem & { readonly inventory: string; readonly checkedAt?: Instant };
export type ScopeRelation = Relation & { readonly checkedAt?: Instant };

/** All that a scope is asked of: one institution with what it relies on. Lines may be those only that share a key with the scope. */
export type ScopeFacts = Pick<Institution, 'sector' | 'region' | 'itProvider'> & {
  readonly items: readonly ScopeItem[];
  readonly relations?: readonly ScopeRelation[];
  readonly seen?: SeenFromOutside & { readonly observations: readonly Observation[] };
};

/**
 * Why a matter's own scope concerns an institution, without any advisory (DOMAIN §3.4, reasons 3 to 9): products by name, variant or tenant,
 * on a line, in one or in a relation; suppliers, by what is used, what is managed and what runs between; what was seen from outside; sector
 * and region. An empty list where it does not.
 */
export function matchScope(prepared: PreparedScope, facts: ScopeFacts, aliases: Aliases, now: Instant): readonly ConcernedReason[] {
  const relations = facts.relations ?? [];
  return joinReasons([
    ...facts.items.flatMap((item) => itemReason(prepared, item, relations, aliases, now) ?? []),
    ...relations.flatMap((relation) => relationReason(prepared, relation, facts.items, aliases, now) ?? []),
    ...providerReason(prepared, facts.itProvider, aliases),
    ...observedReasons(facts.seen),
    ...sectorReason(prepared, facts),
  ]);
}

const NO_CONTEXT: NameContext = { context: new Set(), mentions: () => new Set() };

function itemReason(
  prepared: PreparedScope,
  item: ScopeItem,
  relations: readonly ScopeRelation[],
  aliases: Aliases,
  now: Instant,
): ConcernedReason | undefined {
  const found = productOfItem(prepared, item, relations, aliases) ?? partOfItem(prepared, item) ?? supplierOfItem(prepared, item, aliases);
  return found === undefined ? undefined : weakenOld(itemReasonOf(item, found), item.checkedAt, now);
}

/** What was found, and by which part of the scope. */
type Found = { readonly reason: Reason; readonly certainty: Certainty; readonly evidence: Evidence };

/** Of several variants and tenants of one product the one that is said to be used; one that only may be, where none is. */
function productOfItem(prepared: PreparedScope, item: ScopeItem, relations: readonly ScopeRelation[], aliases: Aliases): Found | undefined {
  let maybe: Found | undefined;
  for (const [place, { product, identity }] of prepared.products.entries()) {
    const likeness = matchByName(identity, item.identity, NO_CONTEXT);
    if (likeness === undefined) continue;
    const by: Certainty = likeness.grade === 'same' ? 'certain' : likeness.grade === 'likely' ? 'likely' : 'possible';
    const hosted = matchByTenant(product, hostingOfItem(item, relations, aliases));
    if (hosted === 'no') continue;
    const narrowed = product.variant !== undefined || product.tenant !== undefined;
    const reason: Reason = narrowed && hosted === 'yes' ? 'tenant' : likeness.grade === 'maker' ? 'supplier' : 'product-name';
    const evidence = evidenceOf(likeness.identifiedBy, `/scope/products/${place}`, saysOf(product), item.says);
    if (hosted === 'yes') return { reason, certainty: by, evidence };
    maybe ??= { reason, certainty: weaker(by, 'likely'), evidence };
  }
  return maybe;
}

/** What the line says, and the tenants that the institution told of this very product. */
function hostingOfItem({ item, identity }: ScopeItem, relations: readonly ScopeRelation[], aliases: Aliases): Hosting {
  const tenants = relations.flatMap((relation) =>
    relation.kind === 'tenant' && isSame(identifyRelation(relation, aliases), identity) ? [relation.tenant] : [],
  );
  return { hosting: item.hosting, product: item.product, tenants };
}

function identifyRelation(relation: Extract<Relation, { kind: 'tenant' }>, aliases: Aliases): ProductIdentity {
  return identifyProduct({ supplier: relation.supplier, names: [relation.product], identifiers: [] }, aliases);
}

function isSame(a: ProductIdentity, b: ProductIdentity): boolean {
  const grade = matchByName(a, b, NO_CONTEXT)?.grade;
  return grade === 'same' || grade === 'likely';
}

/** A matter about a component ("Log4j"): what is known to be in the product. */
function partOfItem(prepared: PreparedScope, item: ScopeItem): Found | undefined {
  for (const part of item.parts ?? []) {
    for (const [place, { product, identity }] of prepared.products.entries()) {
      const likeness = matchByName(identity, part.identity, NO_CONTEXT);
      if (likeness === undefined || likeness.grade === 'family' || likeness.grade === 'maker') continue;
      const evidence = evidenceOf(likeness.identifiedBy, `/scope/products/${place}`, saysOf(product), item.says);
      return { reason: 'component', certainty: part.certainty, evidence: { ...evidence, through: part.through, source: part.source } };
    }
  }
  return undefined;
}

/** Something of the supplier; or of another, that the supplier runs. */
function supplierOfItem(prepared: PreparedScope, item: ScopeItem, aliases: Aliases): Found | undefined {
  const maker = matchBySupplier(prepared.suppliers, item.identity.maker);
  if (maker !== undefined) {
    const evidence = evidenceOf('name', `/scope/suppliers/${maker}`, prepared.suppliers[maker]?.name ?? '', item.says);
    return { reason: 'supplier', certainty: 'possible', evidence };
  }
  const host = hostedBy(item.item.hosting);
  const place = host === undefined ? undefined : matchBySupplier(prepared.suppliers, makerOf([host], aliases));
  if (host === undefined || place === undefined) return undefined;
  const evidence = evidenceOf(
    'name',
    `/scope/suppliers/${place}`,
    prepared.suppliers[place]?.name ?? '',
    `${item.says} (${item.item.hosting ?? ''})`,
  );
  return { reason: 'tenant', certainty: 'likely', evidence };
}

function relationReason(
  prepared: PreparedScope,
  relation: ScopeRelation,
  items: readonly ScopeItem[],
  aliases: Aliases,
  now: Instant,
): ConcernedReason | undefined {
  const found =
    relation.kind === 'tenant' ? tenantOfRelation(prepared, relation, items, aliases) : supplierOfRelation(prepared, relation, aliases);
  if (found === undefined) return undefined;
  const { reason, certainty, evidence } = found;
  return weakenOld(
    { reason, certainty, product: relation.product, supplier: relation.supplier, evidence: [evidence], remediations: [] },
    relation.checkedAt,
    now,
  );
}

function supplierOfRelation(prepared: PreparedScope, relation: Relation, aliases: Aliases): Found | undefined {
  const connected = matchByConnection(prepared.suppliers, relation, aliases);
  const place =
    connected ?? (relation.supplier === undefined ? undefined : matchBySupplier(prepared.suppliers, makerOf([relation.supplier], aliases)));
  if (place === undefined) return undefined;
  return {
    reason: connected === undefined ? 'supplier' : 'connection',
    certainty: 'possible',
    evidence: relationEvidence(`/scope/suppliers/${place}`, prepared.suppliers[place]?.name ?? '', relation),
  };
}

/** A tenant that no line stands for: the relation itself says that it is used, and which. */
function tenantOfRelation(
  prepared: PreparedScope,
  relation: Extract<ScopeRelation, { kind: 'tenant' }>,
  items: readonly ScopeItem[],
  aliases: Aliases,
): Found | undefined {
  const identity = identifyRelation(relation, aliases);
  for (const [place, { product, identity: asked }] of prepared.products.entries()) {
    const grade = matchByName(asked, identity, NO_CONTEXT)?.grade;
    if (grade !== 'same' && grade !== 'likely') continue;
    if (matchByTenant(product, { tenants: [relation.tenant] }) !== 'yes' || items.some((item) => isSame(identity, item.identity))) continue;
    return {
      reason: 'tenant',
      certainty: grade === 'same' ? 'certain' : 'likely',
      evidence: relationEvidence(`/scope/products/${place}`, saysOf(product), relation),
    };
  }
  return supplierOfRelation(prepared, relation, aliases);
}

/** The one who manages its systems is the supplier that is meant. */
function providerReason(prepared: PreparedScope, provider: string | undefined, aliases: Aliases): readonly ConcernedReason[] {
  if (provider === undefined) return [];
  const place = matchBySupplier(prepared.suppliers, makerOf([provider], aliases));
  if (place === undefined) return [];
  const evidence = evidenceOf('relation', `/scope/suppliers/${place}`, prepared.suppliers[place]?.name ?? '', provider);
  return [
    { reason: 'supplier', certainty: 'possible', supplier: provider, evidence: [{ ...evidence, source: 'managed-by' }], remediations: [] },
  ];
}

function observedReasons(seen: ScopeFacts['seen']): readonly ConcernedReason[] {
  if (seen === undefined) return [];
  return matchByObservation(seen.observations, seen).map(({ domain, seenAt, source }) => ({
    reason: 'observed',
    certainty: 'certain',
    evidence: [{ ...evidenceOf('observation', '/observations', domain, domain), seenAt, source }],
    remediations: [],
  }));
}

function sectorReason(prepared: PreparedScope, { sector, region }: ScopeFacts): readonly ConcernedReason[] {
  if (!matchBySector(prepared.scope, { sector, region })) return [];
  const { sectors, regions } = prepared.scope;
  const says = [sectors.length === 0 ? undefined : sector, regions.length === 0 ? undefined : `ROAZ ${region}`].filter(
    (text) => text !== undefined,
  );
  const evidence = evidenceOf('sector', sectors.length > 0 ? '/scope/sectors' : '/scope/regions', says.join(', '), says.join(', '));
  return [{ reason: 'sector', certainty: prepared.sectorAlone ? 'certain' : 'for-information', evidence: [evidence], remediations: [] }];
}

function saysOf({ supplier, product, variant, tenant }: PreparedScope['products'][number]['product']): string {
  return [supplier, product, variant, tenant].filter((text) => text !== undefined).join(' ');
}

function evidenceOf(identifiedBy: Evidence['identifiedBy'], at: string, scopeSays: string, itSays: string): Evidence {
  return {
    identifiedBy,
    advisoryProductId: '',
    advisoryAt: at,
    advisorySays: scopeSays,
    itemSays: itSays.slice(0, 300),
    version: 'missing-in-advisory',
    vulnerability: '',
    status: '',
  };
}

function relationEvidence(at: string, scopeSays: string, relation: Relation): Evidence {
  const says = [relation.supplier, relation.product, relation.kind === 'tenant' ? `tenant ${relation.tenant}` : undefined]
    .filter((text) => text !== undefined)
    .join(' ');
  return { ...evidenceOf('relation', at, scopeSays, says), source: relation.kind === 'connection' ? relation.connection : relation.kind };
}

function itemReasonOf({ item, inventory }: ScopeItem, { reason, certainty, evidence }: Found): ConcernedReason {
  return {
    reason,
    certainty,
    product: item.product,
    supplier: item.supplier,
    item: {
      inventory,
      key: item.key,
      version: item.version,
      exposure: item.exposure,
      importance: item.importance,
      owner: item.owner,
      quantity: item.quantity,
    },
    evidence: [evidence],
    remediations: [],
  };
}
