/**
 * What an institution's or the CERT's own sign-in service says of somebody, and what that makes them here. Rules are data of the operator;
 * claims are the provider's, so hostile until they have passed.
 */
export type ClaimRule = {
  /** Names on the way to the claim: `groups`, or `resource_access.forewarn.roles` (a dot goes one deeper; `\.` is a dot in a name). */
  readonly claim: string;
  /** The whole value, or how it begins. Where the claim is a list, one of its values. */
  readonly is: { readonly kind: 'exact' | 'prefix'; readonly value: string };
  readonly roles: readonly string[];
};

const PATH_STEPS_MAX = 8;
const VALUES_MAX = 500;
const VALUE_LENGTH_MAX = 500;

/**
 * The roles that these claims give, in the order of `most`, and never one that is not in it: `most` is what this provider may give at all.
 * Text is compared to the letter; anything that is no text, or longer than 500 characters, says nothing.
 */
export function rolesOfClaims(claims: unknown, rules: readonly ClaimRule[], most: readonly string[]): readonly string[] {
  const given = new Set(
    rules.filter((rule) => valuesAt(claims, rule.claim).some((value) => fits(value, rule.is))).flatMap(({ roles }) => roles),
  );
  return most.filter((role) => given.has(role));
}

/**
 * Whether a person whom a provider names by mail address may be joined with the account of that address: only where the provider says that
 * the address was verified, and is trusted for its domain. Exactly the domain, never one below it.
 */
export function mayLinkByEmail(claims: unknown, trustedDomains: readonly string[]): string | undefined {
  const email = claimAt(claims, ['email']);
  if (typeof email !== 'string' || email.length > 254 || claimAt(claims, ['email_verified']) !== true) return undefined;
  const parts = email.toLowerCase().split('@');
  const [local = '', domain = ''] = parts;
  if (parts.length !== 2 || local === '' || !/^[a-z0-9.-]+$/.test(domain) || /[\s<>,;"\\]/.test(local)) return undefined;
  return trustedDomains.some((trusted) => trusted.toLowerCase() === domain) ? `${local}@${domain}` : undefined;
}

function fits(value: string, { kind, value: wanted }: ClaimRule['is']): boolean {
  if (wanted === '') return false; // every value begins with nothing
  return kind === 'exact' ? value === wanted : value.startsWith(wanted);
}

function valuesAt(claims: unknown, path: string): readonly string[] {
  const steps = path.split(/(?<!\\)\./).map((step) => step.replaceAll('\\.', '.'));
  if (steps.length > PATH_STEPS_MAX) return [];
  const found = claimAt(claims, steps);
  return (Array.isArray(found) ? found.slice(0, VALUES_MAX) : [found]).filter(
    (value): value is string => typeof value === 'string' && value.length <= VALUE_LENGTH_MAX,
  );
}

/** Own names alone: a claim called `constructor` is not found where nobody sent one. */
function claimAt(claims: unknown, steps: readonly string[]): unknown {
  let place: unknown = claims;
  for (const step of steps) {
    if (typeof place !== 'object' || place === null || Array.isArray(place) || !Object.hasOwn(place, step)) return undefined;
    place = (place as Readonly<Record<string, unknown>>)[step];
  }
  return place;
}
