import { foldName } from '../../products/fold-name.ts';

/** How a product is hosted, as an institution says it: on the line, and in what it told of its tenants. Member-controlled. */
export type Hosting = {
  readonly hosting?: string;
  readonly product?: string;
  /** Tenants that relations tell for this product: "A". */
  readonly tenants?: readonly string[];
};

/** Words for how a product is hosted (DOMAIN §3.3 Variant). */
const HOSTING: readonly (readonly [RegExp, 'on-prem' | 'cloud'])[] = [
  [/\b(?:on ?prem|on premise|on premises|lokaal|eigen server|eigen beheer|apparaat|device|in huis)\b/, 'on-prem'],
  [/\b(?:saas|cloud|tenant|cluster|hosted|gehost|bij leverancier|bij de leverancier|online)\b/, 'cloud'],
];

/**
 * Reason 5: whether the variant or the tenant that is hit is the one that is used (DOMAIN §3.4). What nobody says is `unknown`, never no:
 * the tenant decides who is hit where it is told, and where it is not a person has to look.
 */
export function matchByTenant(asked: { readonly variant?: string; readonly tenant?: string }, told: Hosting): 'yes' | 'no' | 'unknown' {
  if (asked.tenant !== undefined) return isTenant(asked.tenant, told);
  if (asked.variant !== undefined) return isVariant(asked.variant, told);
  return 'yes';
}

function isTenant(tenant: string, told: Hosting): 'yes' | 'no' | 'unknown' {
  if (hostingOf(foldName(told.hosting ?? '')) === 'on-prem') return 'no';
  const wanted = tenantName(tenant);
  const text = foldName([told.hosting, told.product].filter((part) => part !== undefined).join(' '));
  const own = /\b(?:tenant|cluster|omgeving)\s+(\w+)/.exec(text)?.[1];
  if (own !== undefined) return own === wanted ? 'yes' : 'no';
  if (told.tenants !== undefined && told.tenants.length > 0) return told.tenants.some((one) => tenantName(one) === wanted) ? 'yes' : 'no';
  return ` ${text} `.includes(` ${wanted} `) && wanted.length > 1 ? 'yes' : 'unknown';
}

/** "Tenant B", "cluster b" and "B" are one. */
function tenantName(text: string): string {
  return foldName(text).replace(/^(?:tenant|cluster|omgeving)\s+/, '');
}

function isVariant(variant: string, told: Hosting): 'yes' | 'no' | 'unknown' {
  const text = foldName([told.hosting, told.product].filter((part) => part !== undefined).join(' '));
  const wanted = foldName(variant);
  if (` ${text} `.includes(` ${wanted} `)) return 'yes';
  const kind = hostingOf(wanted);
  // Who has a tenant does not run it itself.
  const held = hostingOf(foldName(told.hosting ?? '')) ?? ((told.tenants?.length ?? 0) > 0 ? 'cloud' : undefined);
  if (kind === undefined || held === undefined) return 'unknown';
  return kind === held ? 'yes' : 'no';
}

function hostingOf(folded: string): 'on-prem' | 'cloud' | undefined {
  return HOSTING.find(([pattern]) => pattern.test(folded))?.[1];
}

/** "gehost door Kwartel ICT", "bij Kwartel ICT": who runs it, as the line says it. */
export function hostedBy(hosting: string | undefined): string | undefined {
  const found =
    /\b(?:gehost door|gehost bij|hosted by|hosted at|beheerd door|managed by|draait bij|bij)\s+(?!de leverancier|leverancier)([^,;()]{2,100})/i.exec(
      hosting?.slice(0, 300) ?? '',
    );
  return found?.[1]?.trim();
}
