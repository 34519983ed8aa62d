import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import underPressure from '@fastify/under-pressure';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../machine.ts';
import { principalOf, rememberPrincipal } from './request-principal.ts';
import { sendFaultPage } from './send-page.ts';
import { tokenInCookie } from '../sessions/page-cookie.ts';
import { principalOfToken } from '../sessions/tokens.ts';

/** A JSON body of ours is small; files go through multipart with a limit of their own. */
const BODY_BYTES_MAX = 2 * 1024 * 1024;
export const UPLOAD_BYTES_MAX = 64 * 1024 * 1024;
const REQUESTS_PER_MINUTE_MAX = 1_200;
/** The CERT's own programs load registers of thousands of institutions, one request each; their tokens count by themselves. */
const CERT_REQUESTS_PER_MINUTE_MAX = 60_000;

/** The HTTP server without its routes: who asks, limits, headers, errors in our words, the OpenAPI document. */
export async function buildApp(machine: Machine): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    loggerInstance: machine.log as FastifyBaseLogger,
    bodyLimit: BODY_BYTES_MAX,
    logController: new LogController({ disableRequestLogging: true }),
    // The proxy with TLS stands on this machine; what it says of the address is the member's own.
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
  });
  app.addHook('onRequest', async (request) => {
    rememberPrincipal(request, await whoAsks(machine, request));
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' }, // an answer link must not travel on
  });
  await app.register(rateLimit, {
    timeWindow: '1 minute',
    max: (request) => (principalOf(request).kind === 'cert' ? CERT_REQUESTS_PER_MINUTE_MAX : REQUESTS_PER_MINUTE_MAX),
    keyGenerator: (request) => (principalOf(request).kind === 'cert' ? `cert ${principalName(principalOf(request))}` : request.ip),
  });
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: UPLOAD_BYTES_MAX, files: 1, fields: 20 } });
  await app.register(underPressure, { maxEventLoopDelay: 2_000 });
  await app.register(swagger, { openapi: OPENAPI });
  app.setErrorHandler((fault: FastifyError, request, reply) => answerFault(machine, fault, request, reply));
  app.setNotFoundHandler((request, reply) =>
    isPage(request)
      ? sendFaultPage(reply, machine, 404)
      : reply
          .status(404)
          .type('application/problem+json')
          .send(JSON.stringify({ status: 404, code: 'no-such', title: 'There is nothing here.' })),
  );
  return app;
}

const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'Forewarn',
    version: '0.1.0',
    description: 'A sector CERT warns every institution concerned, and sees who has acted.',
    license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
  },
  components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer' } } },
};

async function whoAsks(machine: Machine, request: FastifyRequest): Promise<Principal> {
  const inHeader = /^Bearer (fwt_[A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  // A cookie travels by itself, so it only ever reads pages: what acts asks for the header.
  const readsPage = request.method === 'GET' && isPage(request);
  const token = inHeader ?? (readsPage ? tokenInCookie(request.headers.cookie) : undefined);
  if (token === undefined) return { kind: 'anyone' };
  return (await principalOfToken(machine.database, token, machine.clock.now())) ?? { kind: 'anyone' };
}

function isPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/');
}

/** Outsiders read our sentence, never an exception's text; the operator finds the cause in the log. */
function answerFault(machine: Machine, fault: FastifyError, request: FastifyRequest, reply: FastifyReply): unknown {
  const status = fault.statusCode ?? 500;
  // The route and not the address: an answer link's address is its key.
  if (status >= 500) machine.log.error({ err: fault, route: request.routeOptions.url }, 'request failed');
  if (isPage(request)) return sendFaultPage(reply, machine, status);
  const body =
    fault.validation === undefined
      ? {
          status,
          code: status >= 500 ? 'internal-fault' : status === 429 ? 'too-many' : 'input-unreadable',
          title: status >= 500 ? 'Something went wrong on our side. Nothing was changed.' : fault.message,
        }
      : {
          status,
          code: 'input-unreadable',
          title: 'The request does not have the form that this route asks for.',
          hint: 'The form is described in /api/openapi.json.',
          problems: fault.validation.map((found) => ({
            code: 'schema',
            at: `${fault.validationContext ?? ''}${found.instancePath}`,
            message: found.message ?? 'is not right',
          })),
        };
  return reply.status(status).type('application/problem+json').send(JSON.stringify(body));
}
