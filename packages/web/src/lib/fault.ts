import type { PlainKey } from './words.ts';

/** What a call to the server came to, where it did not come to an answer: our stable code, or `offline` where nobody answered. */
export type Fault = { readonly status: number; readonly code: string; readonly title?: string; readonly hint?: string };

export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

/** What to tell the reader: what happened, and what to do next. */
export function faultWords(fault: unknown): { readonly what: PlainKey; readonly next: PlainKey } {
  const name = nameOf(fault);
  return { what: `wrong.${name}`, next: `wrong.${name}.next` };
}

function nameOf(fault: unknown) {
  if (!isFault(fault)) return 'server';
  const known = (['offline', 'not-signed-in', 'no-such', 'not-allowed', 'too-many', 'input-unreadable', 'sign-in-again'] as const).find(
    (code) => code === fault.code,
  );
  return known ?? (fault.status === 409 ? 'conflict' : fault.status >= 500 ? 'server' : 'input-unreadable');
}
