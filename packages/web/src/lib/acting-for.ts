import { pathFor } from '@forewarn/api/portal.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * For which institution this address is: an IT provider's links say it (`?for=ID`), so that they keep it. It holds as long as the page is open;
 * another institution is another page (`openFor`), so that nothing of one is left when the other is shown.
 */
export const addressedFor: string | undefined = readFor(new URLSearchParams(location.search).get('for'));

/** The `for` of an address; undefined where it says none. What is no id is nobody's. */
export function readFor(said: unknown): string | undefined {
  if (said === undefined || said === null || said === '') return undefined;
  return typeof said === 'string' && UUID.test(said) ? said : NOBODYS_ID;
}
const NOBODYS_ID = '00000000-0000-0000-0000-000000000000';

/** Opens the beginning of the portal for this institution; undefined: for oneself. */
export function openFor(institutionId: string | undefined): void {
  location.assign(institutionId === undefined ? '/start' : pathFor(institutionId, '/start'));
}
