import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { ACCESSES, type RouteShape } from '@forewarn/api/route-shape.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { may, PERMISSIONS } from '@forewarn/core/institutions/permissions.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { fromOrigin } from '../database/origin.ts';
import { InternalFault } from '../internal-fault.ts';
import { SIGN_IN_AGAIN, type Session } from '../sessions/session.ts';
import { sendRefusal } from './errors.ts';
import { principalOf } from './request-principal.ts';
import { isNotActing, sessionOf } from './request-session.ts';
import { whoCounts } from './who-counts.ts';

type Part<Shape extends RouteShape, Name extends 'params' | 'query' | 'body'> = Shape[Name] extends TSchema
  ? Static<Shape[Name]>
  : undefined;

export type Call<Shape extends RouteShape> = {
  readonly principal: Principal;
  readonly params: Part<Shape, 'params'>;
  readonly query: Part<Shape, 'query'>;
  readonly body: Part<Shape, 'body'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** What a handler gives back: the response, a refusal, or the reply itself where it sent a page or a file. */
export type Answer<Shape extends RouteShape> =
  | (Shape['response'] extends TSchema ? Static<Shape['response']> : never)
  | (Refusal & { readonly problems?: readonly Problem[] })
  | FastifyReply;

export type RouteLimits = {
  /** Requests of one address, where the limit of the whole server is too wide: what can be guessed at. */
  readonly perMinuteMax?: number;
  /** Counted for each value of this part of the path instead of for each address: many members sit behind one. */
  readonly countedBy?: string;
  /** Counted for each who asks, and of the CERT not at all: what costs much, and is the daily work of those who are few. */
  readonly ofMembers?: true;
};

/** The portal asks who it is. */
const SIGN_IN_PATH = '/start';

/**
 * Registers one route of the api package: who may use it is checked before anything is read, input by its schema, refusals become
 * problems by the table in errors.ts. Throws at start when a shape has no access.
 */
export function register<const Shape extends RouteShape>(
  app: FastifyInstance,
  shape: Shape,
  handle: (call: Call<Shape>) => Promise<Answer<Shape>> | Answer<Shape>,
  limits: RouteLimits = {},
): void {
  if (!ACCESSES.includes(shape.access)) throw new InternalFault(`${shape.method} ${shape.path} does not state who may use it.`);
  app.route({
    method: shape.method,
    url: shape.path,
    schema: schemaOf(shape),
    ...(limits.perMinuteMax === undefined ? {} : { config: { rateLimit: rateLimitOf(limits) } }),
    onRequest: async (request, reply) => {
      const refusal = mayUse(shape, request) ?? askAgain(shape, sessionOf(request));
      if (refusal === undefined) return undefined;
      // Somebody who opens a page in a browser is shown where to sign in.
      if (refusal.code === 'not-signed-in' && shape.method === 'GET' && !shape.path.startsWith('/api/'))
        return reply.redirect(SIGN_IN_PATH, 303);
      return sendRefusal(reply, refusal);
    },
    handler: async (request, reply) => {
      const call = {
        principal: principalOf(request),
        params: request.params as Part<Shape, 'params'>,
        query: request.query as Part<Shape, 'query'>,
        body: request.body as Part<Shape, 'body'>,
        request,
        reply,
      };
      const answer = await fromOrigin(originOf(shape, request), () => handle(call));
      return isRefusal(answer) ? sendRefusal(reply, answer) : answer;
    },
  });
}

function rateLimitOf({ perMinuteMax, countedBy, ofMembers }: RouteLimits) {
  if (ofMembers === true)
    return {
      max: perMinuteMax,
      timeWindow: '1 minute',
      keyGenerator: whoCounts,
      allowList: (request: FastifyRequest) => principalOf(request).kind === 'cert',
    };
  const keyGenerator = (request: FastifyRequest) =>
    countedBy === undefined ? request.ip : `${countedBy} ${(request.params as Record<string, string>)[countedBy] ?? request.ip}`;
  return { max: perMinuteMax, timeWindow: '1 minute', keyGenerator };
}

function schemaOf(shape: RouteShape): Record<string, unknown> {
  return {
    summary: shape.summary,
    tags: [shape.path.split('/')[2] ?? 'pages'],
    'x-access': shape.access,
    ...(shape.fresh === true ? { 'x-fresh': true } : {}),
    ...(shape.params === undefined ? {} : { params: shape.params }),
    ...(shape.query === undefined ? {} : { querystring: shape.query }),
    ...(shape.body === undefined ? {} : { body: shape.body }),
    ...(shape.response === undefined ? {} : { response: { 200: shape.response } }),
    ...(shape.access === 'anyone' || shape.access === 'link' ? {} : { security: [{ token: [] }] }),
    ...(shape.path.startsWith('/api/') ? {} : { hide: true }),
  };
}

/** The link's own routes look at their token themselves: it is in the path. */
function mayUse(shape: RouteShape, request: FastifyRequest): Refusal | undefined {
  const principal = principalOf(request);
  if (shape.access === 'anyone' || shape.access === 'link') return undefined;
  if (isNotActing(request))
    return refuse('not-allowed', 'You may not act for this institution.', 'Ask the institution to let you act for it.', {
      about: 'not-acting',
    });
  if (principal.kind === 'anyone') return refuse('not-signed-in', 'This needs an API token.', 'Send it as "Authorization: Bearer …".');
  if (may(principal, shape.access)) return undefined;
  return refuse('not-allowed', `Your role may not do this: ${PERMISSIONS[shape.access].label.en.toLowerCase()}.`);
}

/** Programs hold no passkey: a token with the permission does without. */
function askAgain(shape: RouteShape, session: Session | undefined): Refusal | undefined {
  return shape.fresh === true && session !== undefined && !session.fresh ? SIGN_IN_AGAIN : undefined;
}

/** The trail shows where a token did what a person is asked for once more. */
function originOf(shape: RouteShape, request: FastifyRequest): string {
  return shape.fresh === true && sessionOf(request) === undefined ? `${request.ip}, API token` : request.ip;
}
