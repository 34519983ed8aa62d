import type { Facts } from './facts.ts';
import type { Problem } from './problem.ts';

/**
 * A request that is understood and not granted. It names the state that forbids it ("closed warnings cannot be
 * answered (closed on 3 May by …)"). Routes turn it into 409 or 403 by the table in `server/http/errors.ts`.
 */
export type Refusal<Code extends string = string> = {
  readonly kind: 'refusal';
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  readonly facts?: Facts;
};

export function refuse<Code extends string>(code: Code, message: string, hint?: string, facts?: Facts): Refusal<Code> {
  return { kind: 'refusal', code, message, ...(hint === undefined ? {} : { hint }), ...(facts === undefined ? {} : { facts }) };
}

/** What was handed in and could not be read, a file or a form, in the words of what is first wrong with it, and all that is. */
export function refuseUnreadable(problems: readonly Problem[]): Refusal<'input-unreadable'> & { readonly problems: readonly Problem[] } {
  const [first] = problems;
  return { ...refuse('input-unreadable', first?.message ?? 'This file could not be read.', first?.hint), problems };
}

export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && (outcome as { kind?: unknown }).kind === 'refusal';
}
