import type { FastifyReply } from 'fastify';
import type { Refusal } from '@forewarn/core/basics/refusal.ts';
import { boundedIn, type Facts } from '@forewarn/core/basics/facts.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';

/** Refusals whose status is not 409 (the state forbids it). */
const STATUS_OF: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'not-yours': 404, // the same answer as "no such": existence is not told
  'no-such': 404,
  'not-allowed': 403,
  'input-unreadable': 422,
  'too-large': 413,
  'too-many': 429,
  'too-costly': 422,
  'link-ended': 410,
};

export type ErrorBody = { status: number; code: string; title: string; hint?: string; facts?: Facts; problems?: readonly Problem[] };

export function statusOf(refusal: Refusal): number {
  return STATUS_OF[refusal.code] ?? 409;
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal & { problems?: readonly Problem[] }): FastifyReply {
  const status = statusOf(refusal);
  const body: ErrorBody = { status, code: refusal.code, title: refusal.message, ...boundedIn(refusal) };
  if (refusal.hint !== undefined) body.hint = refusal.hint;
  if (refusal.problems !== undefined) body.problems = refusal.problems.map((problem) => ({ ...problem, ...boundedIn(problem) }));
  return reply.status(status).type('application/problem+json').send(JSON.stringify(body));
}
