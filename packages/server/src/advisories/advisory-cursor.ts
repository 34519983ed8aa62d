import { ADVISORY_SORTS, type AdvisorySort } from '@forewarn/api/advisories.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { SORTS, type SortKind } from './advisory-sort-store.ts';

export type AdvisoryOrder = { readonly sort: AdvisorySort; readonly isDescending: boolean };
/** Where a page of the list ended: what its last row was sorted by, as the database writes it, and the row. */
export type AdvisoryCursor = AdvisoryOrder & { readonly value: string; readonly id: string };

/** Every kind that the database would refuse is refused here: a cursor comes back from outside. */
const VALUE_OF: Readonly<Record<SortKind, RegExp>> = {
  text: /^[^\0]{0,1000}$/s, // a key of 100 characters, each number in it filled up to ten
  number: /^-?\d{1,4}(\.\d{1,4})?$/,
  moment: /^(-infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/,
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function advisoryCursorOf({ sort, isDescending, value, id }: AdvisoryCursor): string {
  return Buffer.from(JSON.stringify([sort, isDescending, value, id])).toString('base64url');
}

/** Undefined for none, for what is no cursor, and for one of another order: the list then begins at its beginning. */
export function readAdvisoryCursor(text: string | undefined, { sort, isDescending }: AdvisoryOrder): AdvisoryCursor | undefined {
  if (text === undefined) return undefined;
  const found = parsed(Buffer.from(text, 'base64url').toString());
  if (!Array.isArray(found) || found[0] !== sort || found[1] !== isDescending || !ADVISORY_SORTS.includes(sort)) return undefined;
  const [, , value, id] = found as readonly unknown[];
  if (typeof value !== 'string' || typeof id !== 'string' || !UUID.test(id) || !isValue(SORTS[sort].kind, value)) return undefined;
  return { sort, isDescending, value, id };
}

function isValue(kind: SortKind, value: string): boolean {
  if (!VALUE_OF[kind].test(value)) return false;
  return kind !== 'moment' || value === '-infinity' || readInstant(value.replace(/([+-]\d\d)$/, '$1:00')) !== undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
