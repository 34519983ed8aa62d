import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import underPressure from '@fastify/under-pressure';
import fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { ProblemShape } from '@forewarn/api/problem.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { answerFault, RequestRefused } from './answer-fault.ts';
import { boundedSchema } from './bounded-schema.ts';
import { bsnLikeTexts } from './bsn-like-texts.ts';
import { sendRefusal } from './errors.ts';
import { certificateOfProxy } from './certificate-of-proxy.ts';
import { compileOnFirstUse, type Compilers } from './compile-on-first-use.ts';
import { comesFromElsewhere } from './comes-from-elsewhere.ts';
import { countedAddress } from './counted-address.ts';
import { principalOf, rememberPrincipal } from './request-principal.ts';
import { rememberBrowserToken, rememberNotActing, rememberSession } from './request-session.ts';
import { sendFaultPage } from './send-page.ts';
import { traceRequests } from './trace-requests.ts';
import { unstorableText } from './unstorable-text.ts';
import { whoCounts } from './who-counts.ts';
import { withholdAnswer } from './withhold-answer.ts';
import { fingerprintIn, principalOfCertificate } from '../sessions/client-certificate.ts';
import { actingIn } from '../sessions/acting-in.ts';
import { browserToken } from '../sessions/browser-token.ts';
import { secretInCookie } from '../sessions/secret-cookie.ts';
import { isCsrf, sessionOfSecret, type Session } from '../sessions/session.ts';
import { principalOfToken } from '../sessions/tokens.ts';

/** A JSON body of ours is small; files go through multipart with a limit of their own. */
const BODY_BYTES_MAX = 2 * 1024 * 1024;
export const UPLOAD_BYTES_MAX = 64 * 1024 * 1024;
/** Of one address, with tokens that nobody has. Tokens that somebody has are let through all the same: nobody locks others out. */
const UNKNOWN_TOKENS_PER_MINUTE_MAX = 60;
/** The CERT's own programs load registers of thousands of institutions, one request each; their tokens count by themselves. */
const CERT_REQUESTS_PER_MINUTE_MAX = 60_000;

/** A client that sends slowly holds a connection: so long for all headers, so long for all of a request (64 MiB over a slow line). */
const HEADERS_MS_MAX = 20_000;
const REQUEST_MS_MAX = 10 * 60_000;
/** A connection over which nothing moves, neither to us nor from us: looking for a source may take minutes. */
const IDLE_MS_MAX = 5 * 60_000;
const CONNECTIONS_MAX = 2_000;
const YEAR_SECONDS = 365 * 24 * 3600;

/** As helmet sets them below, for an answer that comes before any hook. */
const SHIELDS_WITHOUT_ROUTE = {
  'content-security-policy': "default-src 'none';form-action 'self';base-uri 'none';frame-ancestors 'none';style-src 'self'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The HTTP server without its routes: who asks, limits, headers, errors in our words, the OpenAPI document. */
export async function buildApp(machine: Machine, compilersFactory = compileOnFirstUse()): Promise<FastifyInstance> {
  const app = openApp(machine, compilersFactory);
  app.addHook('onRoute', (route) => {
    if (route.schema !== undefined) route.schema = boundedSchema(route.schema) as NonNullable<typeof route.schema>;
  });
  await addShields(app);
  traceRequests(app, machine.traces);
  await addWhoAsks(app, machine);
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) };
    machine.metrics.requestSeconds.observe(labels, reply.elapsedTime / 1_000);
  });
  addChecksOfText(app);
  // The last gate of every answer that is JSON: what carries a label is shown as its label allows, whichever route it comes from.
  app.addHook('preSerialization', async (request, reply, answer) => withholdAnswer(machine, request, reply, answer));
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: UPLOAD_BYTES_MAX, files: 1, fields: 20 } });
  await app.register(underPressure, { maxEventLoopDelay: machine.config.busyAfterMs });
  await app.register(swagger, { openapi: OPENAPI });
  addFaults(app, machine);
  return app;
}

function openApp(machine: Machine, compilersFactory: Compilers): FastifyInstance {
  const log: FastifyBaseLogger = machine.log;
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    bodyLimit: BODY_BYTES_MAX,
    logController: new LogController({ disableRequestLogging: true }),
    // The proxy with TLS stands on this machine; what it says of the address is the member's own.
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
    requestTimeout: REQUEST_MS_MAX,
    // An address that is none passes by every hook, so what they would do is done here.
    frameworkErrors: (_fault, request, reply) => {
      reply.headers(SHIELDS_WITHOUT_ROUTE);
      answerFault(
        machine,
        new RequestRefused(400, 'The address cannot be read.') as unknown as FastifyError,
        request,
        reply,
        isPage(request),
      );
    },
    connectionTimeout: IDLE_MS_MAX,
    schemaController: { compilersFactory },
    ajv: {
      customOptions: { strictNumbers: false }, // so that Infinity (1e309) meets its bound
      onCreate: (ajv) => {
        ajv.addFormat('uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i); // not urn:uuid:, which the database does not read
        ajv.addFormat('date-time', (text: string) => readInstant(text) !== undefined);
      },
    },
  });
  app.server.headersTimeout = HEADERS_MS_MAX;
  app.server.maxConnections = CONNECTIONS_MAX;
  return app;
}

async function addShields(app: FastifyInstance): Promise<void> {
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
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' }, // an answer link must not travel on
    strictTransportSecurity: false, // where there is TLS, with who asks
  });
}

/** Who asks and how often, before a route is looked at, so that what is refused or not there is counted too. */
async function addWhoAsks(app: FastifyInstance, machine: Machine): Promise<void> {
  const isSecure = () => machine.publicUrl.startsWith('https:');
  await app.register(rateLimit, { global: false, timeWindow: '1 minute' });
  const countRequest = app.createRateLimit({
    max: (request) => (principalOf(request).kind === 'cert' ? CERT_REQUESTS_PER_MINUTE_MAX : machine.config.requestsPerMinuteMax),
    keyGenerator: whoCounts,
  });
  const countUnknownToken = app.createRateLimit({
    max: UNKNOWN_TOKENS_PER_MINUTE_MAX,
    keyGenerator: (request) => countedAddress(request.ip),
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store'); // what may be kept says so itself
    if (isSecure()) reply.header('strict-transport-security', `max-age=${YEAR_SECONDS}`);
    const { byCookie, isUnknownToken } = await findWhoAsks(machine, request, isSecure());
    const counts = [countRequest(request), ...(isUnknownToken ? [countUnknownToken(request)] : [])];
    const exceeded = (await Promise.all(counts)).find((count) => !count.isAllowed && count.isExceeded);
    if (exceeded !== undefined && !exceeded.isAllowed) {
      reply.header('retry-after', Math.max(1, exceeded.ttlInSeconds));
      throw new RequestRefused(429, 'Too many requests.');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') refuseForgery(machine, request, byCookie);
  });
}

/** What a cookie brought, by which somebody acts without having typed anything. */
type ByCookie = (Pick<Session, 'csrf'> & { readonly path: string }) | undefined;

/** Remembers who makes the request: by token, certificate or cookie. */
async function findWhoAsks(
  machine: Machine,
  request: FastifyRequest,
  isSecure: boolean,
): Promise<{ readonly byCookie: ByCookie; readonly isUnknownToken: boolean }> {
  const token = tokenOf(request);
  const certificate = certificateOfProxy(request, machine.config.mtls);
  if (certificate === 'forged') throw new RequestRefused(403, 'A certificate is handed on by our own proxy alone.');
  const isProgram = token !== undefined || certificate !== undefined;
  const secret = isProgram ? undefined : secretInCookie(request.headers.cookie, 'forewarn_session', isSecure);
  const session = secret === undefined ? undefined : await sessionOfSecret(machine.database, secret, machine.clock.now());
  if (session !== undefined) rememberSession(request, session);
  // Who signed in is that person, whatever token the browser kept before.
  const kept = isProgram || session !== undefined ? undefined : browserToken(request.headers.cookie, isSecure);
  const shown = token ?? kept?.token;
  const known = await knownProgram(machine, request, shown, certificate?.text);
  if (kept !== undefined && known !== undefined) rememberBrowserToken(request, kept);
  const principal = known ?? (await actingPrincipal(machine, request, session));
  // By a cookie: a program that acts for whom it may not is told nothing of its token.
  const isNobodyThere = principal === undefined && (session !== undefined || (await isKeptTokenOfSomebody(machine, request, kept?.token)));
  if (isNobodyThere) rememberNotActing(request);
  rememberPrincipal(request, principal ?? { kind: 'anyone' });
  return {
    byCookie: byCookieOf(session, known === undefined ? undefined : kept),
    isUnknownToken: shown !== undefined && known === undefined && !isNobodyThere,
  };
}

/** Whether the token that a browser keeps counts, whomever the request says to act for. */
async function isKeptTokenOfSomebody(machine: Machine, request: FastifyRequest, token: string | undefined): Promise<boolean> {
  if (token === undefined || actingFor(request) === undefined) return false;
  return (await principalOfToken(machine.database, token, machine.clock.now())) !== undefined;
}

function byCookieOf(session: Session | undefined, kept: { readonly csrf: string } | undefined): ByCookie {
  if (session !== undefined) return { csrf: session.csrf, path: '/api/session' };
  return kept === undefined ? undefined : { csrf: kept.csrf, path: '/api/token-session' };
}

/** A cookie travels by itself: what acts by one must come from our own pages, and say the word that only they know. */
function refuseForgery(machine: Machine, request: FastifyRequest, byCookie: ByCookie): void {
  if (isPage(request) && comesFromElsewhere(request.headers, machine.publicUrl))
    throw new RequestRefused(403, 'This form was sent from another site.');
  if (byCookie === undefined) return;
  if (comesFromElsewhere(request.headers, machine.publicUrl)) throw new RequestRefused(403, 'This was sent from another site.');
  if (!isPage(request) && !isCsrf(byCookie, request.headers['x-forewarn-csrf']))
    throw new RequestRefused(
      403,
      'The word of this session is missing.',
      `Send "csrf" of GET ${byCookie.path} as the header x-forewarn-csrf.`,
    );
}

/** What no text of a form may hold: what the database does not store, and citizens' numbers. */
function addChecksOfText(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    const at = unstorableText({ params: request.params, query: request.query, body: request.body });
    if (at === undefined) return;
    throw new RequestRefused(400, `The text at ${at} holds a NUL byte or half a character.`);
  });
  app.addHook('preHandler', async (request, reply) => {
    const problems = isPage(request) ? [] : bsnLikeTexts(request);
    if (problems.length === 0) return undefined;
    return sendRefusal(reply, {
      ...refuse('input-unreadable', 'A text seems to hold a citizen service number.', undefined, { about: 'bsn-like' }),
      problems,
    });
  });
}

function addFaults(app: FastifyInstance, machine: Machine): void {
  app.setErrorHandler((fault: FastifyError, request, reply) => answerFault(machine, fault, request, reply, isPage(request)));
  app.setNotFoundHandler((request, reply) =>
    isPage(request)
      ? sendFaultPage(reply, machine, 404)
      : reply
          .status(404)
          .type('application/problem+json')
          .send(JSON.stringify({ status: 404, code: 'no-such', title: 'There is nothing here.' })),
  );
}

const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'Forewarn',
    version: '0.1.0',
    description: 'A sector CERT warns every institution concerned, and sees who has acted.',
    license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
  },
  // What every route answers where it does not answer 200, as application/problem+json.
  components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer' } }, schemas: { Problem: ProblemShape } },
};

/** The institution that a provider, or somebody of several, says to act for. What is no id is nobody's, and finds no consent. */
function actingFor(request: FastifyRequest): string | undefined {
  const said = request.headers['x-acting-for'];
  if (said === undefined) return undefined;
  return typeof said === 'string' && UUID.test(said) ? said : NOBODYS_ID;
}
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const NOBODYS_ID = '00000000-0000-0000-0000-000000000000';

/** Whom a token or a certificate speaks for. Who shows both must be the same with both. */
async function knownProgram(
  machine: Machine,
  request: FastifyRequest,
  token: string | undefined,
  certificate: string | undefined,
): Promise<Principal | undefined> {
  const byToken =
    token === undefined ? undefined : await principalOfToken(machine.database, token, machine.clock.now(), actingFor(request));
  if (certificate === undefined) return byToken;
  const sha256 = fingerprintIn(certificate);
  const shown = sha256 === undefined ? undefined : await principalOfCertificate(machine.database, sha256, actingFor(request));
  if (token === undefined) return shown;
  const isSame =
    byToken !== undefined && shown !== undefined && accountOf(byToken) !== undefined && accountOf(byToken) === accountOf(shown);
  return isSame ? byToken : undefined;
}

function accountOf(principal: Principal): string | undefined {
  return 'accountId' in principal ? principal.accountId : undefined;
}

/** Who acts by a session: the account itself, or who it is for the institution that the request names. */
function actingPrincipal(machine: Machine, request: FastifyRequest, session: Session | undefined): Promise<Principal | undefined> {
  const institution = actingFor(request);
  if (session === undefined || institution === undefined) return Promise.resolve(session?.principal);
  return asSystem(machine.database, 'sign-in', (trx) => actingIn(trx, session, institution));
}

/** The token that a request comes with, in the form that ours have. */
function tokenOf(request: FastifyRequest): string | undefined {
  return /^Bearer (fwt_[A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
}

/** By the route that was found: an address may spell `/api/` in other ways. */
function isPage(request: FastifyRequest): boolean {
  return !(request.routeOptions.url ?? request.url).startsWith('/api/');
}
