import type { Facts } from '@forewarn/core/basics/facts.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { PlainKey } from './words.ts';

/** What a call to the server came to, where it did not come to an answer: our stable code, or `offline` where nobody answered, `kept` where it then waits (unsent.ts). */
export type Fault = {
  readonly status: number;
  readonly code: string;
  readonly title?: string;
  readonly hint?: string;
  readonly facts?: Facts;
  readonly problems?: readonly FaultProblem[];
};
/** What is wrong with a part of what was handed in; what is absent was told by a form that has no more. */
export type FaultProblem = Pick<Problem, 'code' | 'facts'> & Partial<Problem>;

/** What a call threw, as a fault. */
export function faultOf(cause: unknown): Fault {
  if (!(cause instanceof Error) || !('status' in cause) || !('code' in cause)) return { status: 0, code: 'offline' };
  return { ...saidIn('body' in cause ? cause.body : undefined), status: Number(cause.status), code: String(cause.code) };
}

/** What the server says of a fault in its problem document, beside its code. */
export function saidIn(body: unknown): Pick<Fault, 'title' | 'hint' | 'facts' | 'problems'> {
  const { title, hint, facts, problems } = typeof body === 'object' && body !== null ? (body as Partial<Fault>) : {};
  return { title, hint, facts, problems };
}

export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

/** It is not with us and goes later by itself: the form that it was written in is done with it. */
export function isKept(fault: unknown): boolean {
  return isFault(fault) && fault.code === 'kept';
}

/** What every page can tell the reader of a fault: what happened, and what to do next. */
export function faultWords(fault: unknown): { readonly what: PlainKey; readonly next: PlainKey } {
  const name = nameOf(fault);
  return { what: `wrong.${name}`, next: `wrong.${name}.next` };
}

/** Codes that every page has words for; the others are in a part of the catalogue of their own (use-fault-words.ts). */
export const PLAIN_CODES = [
  'offline',
  'kept',
  'not-signed-in',
  'no-such',
  'not-allowed',
  'too-many',
  'input-unreadable',
  'sign-in-again',
] as const;

function nameOf(fault: unknown) {
  if (!isFault(fault)) return 'server';
  const known = PLAIN_CODES.find((code) => code === fault.code);
  return known ?? (fault.status === 409 ? 'conflict' : fault.status >= 500 ? 'server' : 'input-unreadable');
}
