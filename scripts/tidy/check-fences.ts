import { isTestCode, lineAt, type Repository, type RepositoryFile, type Violation } from './repository.ts';
import { packageOf } from './rooms.ts';

/** What may happen in some places alone (DESIGN §2, fences). Test code is free. */
export function checkFences({ files }: Repository): readonly Violation[] {
  const product = files.filter(({ path }) => /^packages\/(core|api|server)\/src\//.test(path) && !isTestCode(path));
  return product.flatMap((file) => FENCES.flatMap((fence) => breaches(file, fence)));
}

type Fence = {
  /** Where it is allowed. */
  readonly inside: (path: string) => boolean;
  /** Packages whose import (of more than types) breaks it. */
  readonly packages?: (name: string) => boolean;
  /** Also where types alone are imported. */
  readonly alsoTypes?: boolean;
  /** Code that breaks it. */
  readonly code?: RegExp;
  readonly what: string;
  readonly instead: string;
};

const isServer = (path: string) => path.startsWith('packages/server/src/');
const within = (path: string, pattern: RegExp) => isServer(path) && pattern.test(path.slice('packages/server/src/'.length));

const SOCKETS = [
  'undici',
  'node:net',
  'node:tls',
  'node:http',
  'node:https',
  'node:http2',
  'node:dgram',
  'node:dns',
  'node:dns/promises',
  'nodemailer',
];

const FENCES: readonly Fence[] = [
  {
    // Beside the stores: the queue's one statement, and the audit trail, which is an edge with tables of its own.
    inside: (path) => within(path, /-store\.ts$|^database\/|^jobs\/enqueue\.ts$|^audit\//),
    code: /\bsql\s*(?:<[^;`]*?>)?\s*`|\bsql\s*\.\s*(?:raw|join|id|ref|table)\b|\.query\s*(?:<[^()]*>)?\(/,
    what: 'SQL stands outside a store.',
    instead: 'Move the query to the `*-store.ts` of its word, one function a query, and call that.',
  },
  {
    inside: (path) => within(path, /routes\.ts$|^http\/|^start-server\.ts$/),
    packages: (name) => name === 'fastify' || name.startsWith('@fastify/'),
    alsoTypes: true,
    what: 'the HTTP framework is used outside the routes.',
    instead: 'A use case takes and gives plain values; `*-routes.ts` reads the request and sends the reply.',
  },
  {
    // The client of the wire asks the server itself, from a browser or the agent.
    inside: (path) => within(path, /^outbound\/|^deliveries\/channels\//) || path === 'packages/api/src/client.ts',
    packages: (name) => SOCKETS.includes(name),
    code: /(?<![.\w])fetch\(|\bnew WebSocket\(/,
    what: 'a socket is opened outside the two doors.',
    instead: 'Fetch through outbound/fetch-safely.ts, or send from deliveries/channels/: limits and private addresses are guarded there.',
  },
  {
    inside: (path) => within(path, /^config\.ts$/),
    code: /\bprocess\s*\.\s*env\b/,
    what: 'the environment is read outside config.ts.',
    instead: 'Add a typed setting with its default and reason to config.ts, and take it from machine.config.',
  },
  {
    inside: (path) => within(path, /^jobs\/clock\.ts$/),
    code: /\bDate\s*\.\s*now\b|\bnew Date\(\s*\)|\bperformance\s*\.\s*now\b|\bTemporal\s*\.\s*Now\b|\bprocess\s*\.\s*hrtime\b/,
    what: 'it asks what time it is.',
    instead: 'Take `now` as an argument in core; on the server ask machine.clock.now().',
  },
  {
    inside: (path) => isServer(path),
    code: /\bMath\s*\.\s*random\b|\bcrypto\s*\.\s*(?:randomUUID|getRandomValues)\b/,
    what: 'core throws dice.',
    instead: 'Take what must be random as an argument; the server draws it.',
  },
];

function breaches(file: RepositoryFile, fence: Fence): readonly Violation[] {
  if (fence.inside(file.path)) return [];
  const { what, instead } = fence;
  const imported = file.imports
    .filter(({ specifier, typeOnly }) => fence.packages?.(packageOf(specifier)) === true && (fence.alsoTypes === true || !typeOnly))
    .map(({ line, specifier }) => ({ path: file.path, line, what: `${what} (${specifier})`, instead }));
  const found = fence.code?.exec(file.code);
  if (found === null || found === undefined) return imported;
  return [...imported, { path: file.path, line: lineAt(file.code, found.index), what, instead }];
}
