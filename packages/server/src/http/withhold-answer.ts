import type { FastifyReply, FastifyRequest } from 'fastify';
import { readerOf } from '@forewarn/core/sharing/reader-of.ts';
import { withhold, WITHHELD } from '@forewarn/core/sharing/withhold.ts';
import type { Machine } from '../machine.ts';
import { principalOf } from './request-principal.ts';

/** Parameters by which a route is searched: what is found by its words must be readable to the letter. */
const SEARCHES = ['text', 'search', 'q'];

/**
 * The answer as far as its labels let this principal see it (core/sharing/withhold.ts). A route has asked the database already, which
 * refuses by label too; this is for what a route or a policy forgets. Where nothing may be seen it reads as if there were nothing.
 */
export function withholdAnswer({ clock }: Pick<Machine, 'clock'>, request: FastifyRequest, reply: FastifyReply, answer: unknown): unknown {
  const query = (request.query ?? {}) as Readonly<Record<string, unknown>>;
  const purpose = SEARCHES.some((name) => query[name] !== undefined) ? 'search-hit' : 'read';
  const shown = withhold(answer, { ...readerOf(principalOf(request)), purpose }, clock.now());
  if (shown !== WITHHELD) return shown;
  reply.status(404).type('application/problem+json');
  return { status: 404, code: 'no-such', title: 'There is nothing here.' };
}
