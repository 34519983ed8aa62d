import { posix } from 'node:path';

/** Core's rooms in import order (DESIGN §2): a room may import those before it. */
export const CORE_ROOMS = [
  'basics',
  'institutions',
  'notices',
  'sharing',
  'products',
  'advisories',
  'inventories',
  'observations',
  'matters',
  'matching',
  'deliveries',
  'warnings',
  'drills',
  'indicators',
  'incidents',
  'exchange',
  'situation',
] as const;

/** The server's words in theirs. */
export const SERVER_WORDS = CORE_ROOMS.slice(1);

/** The server's edges: an edge may import those before it. */
export const SERVER_EDGES = ['traces', 'database', 'jobs', 'outbound', 'audit', 'sessions', 'http'] as const;

/** Files at the server's root that everything there may import: settings, the machine, the fault. */
const SERVER_GROUND = ['config.ts', 'machine.ts', 'internal-fault.ts', 'whole-file.ts'];
/** Rooms on top: the program itself and the operators' commands. */
const SERVER_TOP = ['main.ts', 'start-server.ts', 'routes.ts', 'schedule.ts', 'test-machine.ts'];

export const PACKAGES = ['core', 'api', 'server', 'web', 'agent', 'fakes'] as const;

/** Where a file lives, as far as who may import whom goes. */
export type Room =
  | { readonly kind: 'core'; readonly room: string }
  | { readonly kind: 'server-word'; readonly room: string }
  | { readonly kind: 'server-edge'; readonly room: string }
  | { readonly kind: 'server-ground' | 'server-top'; readonly room: string }
  | { readonly kind: 'api' | 'web' | 'agent' | 'fakes' | 'outside'; readonly room: string };

export function roomOf(path: string): Room {
  const [top, packageName = '', source, first = '', second] = path.split('/');
  if (top !== 'packages' || source !== 'src') return { kind: 'outside', room: top ?? '' };
  const room = second === undefined ? '' : first;
  switch (packageName) {
    case 'core':
      return { kind: 'core', room };
    case 'server':
      return serverRoom(first, room);
    case 'api':
    case 'web':
    case 'agent':
    case 'fakes':
      return { kind: packageName, room };
    default:
      return { kind: 'outside', room: packageName };
  }
}

function serverRoom(first: string, room: string): Room {
  if (SERVER_GROUND.includes(first)) return { kind: 'server-ground', room: first };
  if (room === 'commands' || SERVER_TOP.includes(first)) return { kind: 'server-top', room: first };
  if ((SERVER_EDGES as readonly string[]).includes(room)) return { kind: 'server-edge', room };
  return { kind: 'server-word', room: room === '' ? first : room };
}

/** The path of the file that an import means; undefined for a package of npm or of Node. */
export function targetOf(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  const own = /^@forewarn\/([a-z]+)\/(.+)$/.exec(specifier);
  return own === null ? undefined : `packages/${own[1]}/src/${own[2]}`;
}

/** The package that a specifier belongs to: `@fastify/swagger`, `csv-parse` of `csv-parse/browser/esm/sync`, `node:fs`. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
