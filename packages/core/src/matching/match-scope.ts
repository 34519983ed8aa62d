import type { Institution } from '../institutions/institution.ts';
import type { Item } from '../inventories/item.ts';
import type { Aliases } from '../products/aliases.ts';
import { foldName } from '../products/fold-name.ts';
import { makerOf, sameMaker } from '../products/maker.ts';
import type { ConcernedReason } from './concerned.ts';
import type { Certainty, Reason } from './match.ts';
import { matchByName, type NameContext } from './matchers/name.ts';
import type { PreparedItem } from './prepare-item.ts';
import type { PreparedScope } from './prepare-scope.ts';

/** A line with the name of the list that it stands in. */
export type ScopeItem = PreparedItem & { readonly inventory: string };

/**
 * Why a matter's own scope concerns an institution: products by name, variant or tenant; suppliers; sector and region (DOMAIN §3.4, reasons
 * 3, 4, 5 and 9). An empty list where it does not. `items` may be those lines only that share a key with the scope.
 */
export function matchScope(
  prepared: PreparedScope,
  institution: Pick<Institution, 'sector' | 'region' | 'itProvider'>,
  items: readonly ScopeItem[],
  aliases: Aliases,
): readonly ConcernedReason[] {
  const reasons: ConcernedReason[] = [];
  for (const item of items) {
    const reason = productReason(prepared, item) ?? supplierReason(prepared, item);
    if (reason !== undefined) reasons.push(reason);
  }
  const provider = providerReason(prepared, institution.itProvider, aliases);
  if (provider !== undefined) reasons.push(provider);
  if (isInSector(prepared, institution)) reasons.push({ reason: 'sector', certainty: 'for-information', evidence: [], remediations: [] });
  return reasons;
}

const NO_CONTEXT: NameContext = { context: new Set(), mentions: () => new Set() };

function productReason(prepared: PreparedScope, item: ScopeItem): ConcernedReason | undefined {
  for (const [place, { product, identity }] of prepared.products.entries()) {
    const likeness = matchByName(identity, item.identity, NO_CONTEXT);
    if (likeness === undefined) continue;
    const by: Certainty = likeness.grade === 'same' ? 'certain' : likeness.grade === 'likely' ? 'likely' : 'possible';
    const hosted = isHostedSo(product.variant, product.tenant, item.item);
    if (hosted === 'no') continue;
    const narrowed = product.variant !== undefined || product.tenant !== undefined;
    const reason: Reason = narrowed && hosted === 'yes' ? 'tenant' : likeness.grade === 'maker' ? 'supplier' : 'product-name';
    return reasonOf(reason, hosted === 'unknown' ? weaker(by, 'likely') : by, item, {
      identifiedBy: likeness.identifiedBy,
      at: `/scope/products/${place}`,
      says: [product.supplier, product.product, product.variant, product.tenant].filter((text) => text !== undefined).join(' '),
    });
  }
  return undefined;
}

function supplierReason(prepared: PreparedScope, item: ScopeItem): ConcernedReason | undefined {
  const place = prepared.suppliers.findIndex(({ maker }) => sameMaker(maker, item.identity.maker) === 'same');
  const supplier = prepared.suppliers[place];
  if (supplier === undefined) return undefined;
  return reasonOf('supplier', 'possible', item, { identifiedBy: 'name', at: `/scope/suppliers/${place}`, says: supplier.name });
}

/** The one who manages its systems is the supplier that is meant. */
function providerReason(prepared: PreparedScope, provider: string | undefined, aliases: Aliases): ConcernedReason | undefined {
  if (provider === undefined) return undefined;
  const maker = makerOf([provider], aliases);
  const supplier = prepared.suppliers.find((one) => sameMaker(one.maker, maker) === 'same');
  return supplier === undefined
    ? undefined
    : { reason: 'supplier', certainty: 'possible', supplier: provider, evidence: [], remediations: [] };
}

function isInSector({ scope }: PreparedScope, institution: Pick<Institution, 'sector' | 'region'>): boolean {
  if (scope.sectors.length === 0 && scope.regions.length === 0) return false;
  const sector = scope.sectors.length === 0 || scope.sectors.includes(institution.sector);
  const region = scope.regions.length === 0 || (institution.region !== undefined && scope.regions.includes(institution.region));
  return sector && region;
}

type Told = { readonly identifiedBy: 'cpe' | 'purl' | 'name' | 'alias'; readonly at: string; readonly says: string };

function reasonOf(reason: Reason, certainty: Certainty, { item, inventory, says }: ScopeItem, told: Told): ConcernedReason {
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
    evidence: [
      {
        identifiedBy: told.identifiedBy,
        advisoryProductId: '',
        advisoryAt: told.at,
        advisorySays: told.says,
        itemSays: says.slice(0, 300),
        version: 'missing-in-advisory',
        vulnerability: '',
        status: '',
      },
    ],
    remediations: [],
  };
}

/** Words for how a product is hosted (DOMAIN §3.3 Variant). */
const HOSTING: readonly (readonly [RegExp, 'on-prem' | 'cloud'])[] = [
  [/\b(?:on ?prem|on premise|on premises|lokaal|eigen server|eigen beheer|apparaat|device|in huis)\b/, 'on-prem'],
  [/\b(?:saas|cloud|tenant|cluster|hosted|gehost|bij leverancier|bij de leverancier|online)\b/, 'cloud'],
];

/** Whether a line is the variant or of the tenant that is meant. What it does not say is unknown, never no. */
function isHostedSo(variant: string | undefined, tenant: string | undefined, item: Item): 'yes' | 'no' | 'unknown' {
  if (variant === undefined && tenant === undefined) return 'yes';
  const told = foldName([item.hosting, item.product].filter((text) => text !== undefined).join(' '));
  const hosting = hostingOf(foldName(item.hosting ?? ''));
  if (tenant !== undefined) {
    if (hosting === 'on-prem') return 'no';
    const own = /\b(?:tenant|cluster|omgeving)\s+(\w+)/.exec(told)?.[1];
    const wanted = foldName(tenant).replace(/^(?:tenant|cluster|omgeving)\s+/, '');
    if (own !== undefined) return own === wanted ? 'yes' : 'no';
    return ` ${told} `.includes(` ${wanted} `) && wanted.length > 1 ? 'yes' : 'unknown';
  }
  const wanted = foldName(variant ?? '');
  if (` ${told} `.includes(` ${wanted} `)) return 'yes';
  const kind = hostingOf(wanted);
  if (kind === undefined || hosting === undefined) return 'unknown';
  return kind === hosting ? 'yes' : 'no';
}

function hostingOf(folded: string): 'on-prem' | 'cloud' | undefined {
  return HOSTING.find(([pattern]) => pattern.test(folded))?.[1];
}

function weaker(a: Certainty, b: Certainty): Certainty {
  const order: readonly Certainty[] = ['certain', 'likely', 'possible', 'for-information'];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
