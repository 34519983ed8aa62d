import type { PlainKey } from './words.ts';

/** What a call to the server came to, where it did not come to an answer: our stable code, or `offline` where nobody answered, `kept` where it then waits (unsent.ts). */
export type Fault = { readonly status: number; readonly code: string; readonly title?: string; readonly hint?: string };

/** What a call threw, as a fault. */
export function faultOf(cause: unknown): Fault {
  if (!(cause instanceof Error) || !('status' in cause) || !('code' in cause)) return { status: 0, code: 'offline' };
  const body = 'body' in cause && typeof cause.body === 'object' && cause.body !== null ? (cause.body as Partial<Fault>) : {};
  return { status: Number(cause.status), code: String(cause.code), title: body.title, hint: body.hint };
}

export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

/** It is not with us and goes later by itself: the form that it was written in is done with it. */
export function isKept(fault: unknown): boolean {
  return isFault(fault) && fault.code === 'kept';
}

/** What to tell the reader: what happened, and what to do next. */
export function faultWords(fault: unknown): { readonly what: PlainKey; readonly next: PlainKey } {
  const name = nameOf(fault);
  return { what: `wrong.${name}`, next: `wrong.${name}.next` };
}

function nameOf(fault: unknown) {
  if (!isFault(fault)) return 'server';
  const known = (
    ['offline', 'kept', 'not-signed-in', 'no-such', 'not-allowed', 'too-many', 'input-unreadable', 'sign-in-again'] as const
  ).find((code) => code === fault.code);
  return known ?? (fault.status === 409 ? 'conflict' : fault.status >= 500 ? 'server' : 'input-unreadable');
}
