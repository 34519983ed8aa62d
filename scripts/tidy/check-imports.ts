import { isTestCode, type Repository, type RepositoryFile, type Violation } from './repository.ts';
import { CORE_ROOMS, packageOf, roomOf, SERVER_EDGES, SERVER_WORDS, targetOf, type Room } from './rooms.ts';

/** Pure packages that core may use, by decision record 003. */
const CORE_PACKAGES = ['packageurl-js', 'semver', 'csv-parse', 'i18next', 'ae-cvss-calculator', 'read-excel-file'];
/**
 * The rooms of core that edges know beside basics: who acts, what they may, how long their session lasts, who may recover an account (signing
 * in and asking at the door are edges, and their rules are core's), and what the CERT must know of them (a trail that was changed).
 */
const ROOMS_OF_EDGES: readonly string[] = ['institutions', 'notices'];

/** Who may import whom: the table of DESIGN §2. Tests stay within their package and the fakes, and may look at any room of it. */
export function checkImports({ files }: Repository): readonly Violation[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier, line }) => {
      const target = targetOf(file.path, specifier);
      const refused = target === undefined ? refusePackage(file, specifier) : refuseFile(file, target);
      return refused === undefined ? [] : [{ path: file.path, line, ...refused }];
    }),
  );
}

type Refused = Pick<Violation, 'what' | 'instead'> | undefined;

function refusePackage(file: RepositoryFile, specifier: string): Refused {
  const { kind } = roomOf(file.path);
  if (isTestCode(file.path)) return undefined;
  const name = packageOf(specifier);
  if (kind === 'core' && !CORE_PACKAGES.includes(name)) {
    const instead = name.startsWith('node:')
      ? 'Core is pure: take what you need as an argument, and let the server load it.'
      : 'A pure package comes into core by a decision record (see 003); anything else belongs on the server.';
    return { what: `core imports ${name}.`, instead };
  }
  if ((kind === 'api' || kind === 'web') && name.startsWith('node:')) {
    return {
      what: `${kind} imports ${name}.`,
      instead: 'This also runs in a browser: do it on the server, or with what browsers have too.',
    };
  }
  return undefined;
}

function refuseFile(file: RepositoryFile, target: string): Refused {
  const from = roomOf(file.path);
  const to = roomOf(target);
  if (from.kind === 'outside') return undefined;
  if (to.kind === 'outside')
    return { what: `it imports ${target}.`, instead: 'Packages import packages alone; move what is shared into one.' };
  const isTest = isTestCode(file.path);
  if (!isTest && isTestCode(target))
    return { what: `it imports ${target}, which is for tests.`, instead: 'Move what both need into a file of its own.' };
  switch (from.kind) {
    case 'core':
      return fromCore(from.room, to, isTest);
    case 'api':
      return only(to, ['core', 'api'], 'api', 'The wire knows core alone; the server builds on the wire.');
    case 'fakes':
      return only(to, ['core', 'api', 'fakes'], 'fakes', 'A fake imitates the outside world from its standards, not from our own code.');
    case 'agent':
      return only(to, ['core', 'api', 'agent', ...(isTest ? ['fakes'] : [])], 'agent', 'The agent asks the server through api.');
    case 'web':
      return fromWeb(from.room, to, file.path, target);
    default:
      return fromServer(from, to, target, isTest);
  }
}

function fromCore(room: string, to: Room, isTest: boolean): Refused {
  if (to.kind !== 'core')
    return {
      what: `core imports ${to.kind}.`,
      instead: 'Core decides on facts that it is handed; import core from there, not the other way.',
    };
  if (isTest || room === '' || to.room === '') return undefined;
  const rooms: readonly string[] = CORE_ROOMS;
  if (rooms.indexOf(to.room) <= rooms.indexOf(room)) return undefined;
  return {
    what: `core/${room} imports the later room core/${to.room}.`,
    instead: `Move the type to core/${room} or an earlier room, or take it as an argument of a shape of its own.`,
  };
}

function fromWeb(room: string, to: Room, path: string, target: string): Refused {
  // The one catalogue is joined of every word's own texts.
  if (/^packages\/web\/src\/lib\/catalogue-[a-z]+\.(nl|en)\.ts$/.test(path) && /\/([a-z]+-)?texts\.(nl|en)\.ts$/.test(target))
    return undefined;
  if (to.kind === 'web' && room === '') return undefined; // main.tsx
  if (to.kind === 'web' && (to.room === room || ['components', 'lib', ''].includes(to.room) || room === 'app')) return undefined;
  if (to.kind === 'core' || to.kind === 'api') return undefined;
  return {
    what: `web/${room} imports ${to.kind}/${to.room}.`,
    instead: 'Words are composed in web/app alone; shared parts go to web/components or web/lib.',
  };
}

function fromServer(from: Room, to: Room, target: string, isTest: boolean): Refused {
  if (to.kind === 'fakes') {
    return isTest
      ? undefined
      : { what: 'the product imports fakes.', instead: 'Fakes are for tests, e2e, demo and bench; the product never runs them.' };
  }
  if (to.kind === 'web' || to.kind === 'agent')
    return { what: `server imports ${to.kind}.`, instead: 'What both need belongs in core or api.' };
  if (isTest || from.kind === 'server-top' || from.kind === 'server-ground') return undefined;
  if (to.kind === 'server-top') {
    return { what: `it imports ${target}, which stands on top of it.`, instead: 'Take what you need as an argument.' };
  }
  return from.kind === 'server-edge' ? fromEdge(from.room, to) : fromWord(from.room, to);
}

function fromEdge(room: string, to: Room): Refused {
  const edges: readonly string[] = SERVER_EDGES;
  if (to.kind === 'server-word') {
    return {
      what: `the edge ${room} imports the word ${to.room}.`,
      instead: 'An edge knows no word: let the word call the edge and hand it what it needs.',
    };
  }
  if (to.kind === 'server-edge' && edges.indexOf(to.room) > edges.indexOf(room)) {
    return {
      what: `the edge ${room} imports the later edge ${to.room}.`,
      instead: `Edges in order: ${edges.join(', ')}. Hand it in as an argument.`,
    };
  }
  if (to.kind === 'api' && room !== 'http') return { what: `the edge ${room} imports api.`, instead: 'Only http knows the wire.' };
  // Every answer passes the gate of labels (decision 022).
  if (to.kind === 'core' && to.room === 'sharing' && room === 'http') return undefined;
  if (to.kind === 'core' && to.room !== 'basics' && !ROOMS_OF_EDGES.includes(to.room)) {
    return {
      what: `the edge ${room} imports core/${to.room}.`,
      instead:
        'Edges know core/basics, who acts (core/institutions) and what the CERT is told (core/notices) alone; the word that uses the edge knows the rest.',
    };
  }
  return undefined;
}

function fromWord(room: string, to: Room): Refused {
  if (to.kind !== 'server-word' || to.room === room) return undefined;
  const words: readonly string[] = SERVER_WORDS;
  if (words.indexOf(to.room) < words.indexOf(room)) return undefined;
  return {
    what: `${room} imports the later word ${to.room}.`,
    instead: `Start ${to.room} by the name of its job: enqueue(transaction, '…', …). Words in order: ${words.join(', ')}.`,
  };
}

function only(to: Room, kinds: readonly string[], from: string, instead: string): Refused {
  return kinds.includes(to.kind) ? undefined : { what: `${from} imports ${to.kind}.`, instead };
}
