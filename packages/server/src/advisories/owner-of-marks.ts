import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';

/**
 * Whose marks and notes at advisories are: of staff, by account, so that they survive another name; of who has none (a token) by name. Undefined for
 * whoever has none of them.
 */
export function ownerOfMarks(principal: Principal): string | undefined {
  if (principal.kind !== 'cert') return undefined;
  return principal.accountId ?? `name:${principalName(principal)}`;
}
