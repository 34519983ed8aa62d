import type { Repository, Violation } from './repository.ts';
import { CORE_ROOMS, PACKAGES, SERVER_EDGES, SERVER_WORDS } from './rooms.ts';

/** Words that name nothing (STYLE §1.6), as the name of a folder or the last word of a file's. */
const EMPTY_WORDS = [
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'manager',
  'service',
  'services',
  'handler',
  'handlers',
  'data',
  'info',
  'misc',
  'shared',
];
/** `sharedData` is a folder of the workplace by that name, not a word for "something". */
const NAMED_SO = ['packages/core/src/basics/shared-data.test-support.ts'];
/** Folders of the server that are neither word nor edge. */
const SERVER_OTHERS = ['commands', 'pages'];

/** Files and folders have names of the field, rooms are those of DESIGN §2, and names are in lower case with hyphens. */
export function checkNames({ files }: Repository): readonly Violation[] {
  return files.flatMap(({ path }) => {
    if (!/^(packages|scripts|e2e|bench)\//.test(path)) return [];
    return [...emptyWord(path), ...badSpelling(path), ...unknownRoom(path)];
  });
}

function emptyWord(path: string): readonly Violation[] {
  const segments = path.split('/');
  const last = (segments.at(-1) ?? '').split('.')[0]?.split('-').at(-1) ?? '';
  const word = [...segments.slice(0, -1), last].find((one) => EMPTY_WORDS.includes(one.toLowerCase()));
  if (word === undefined || NAMED_SO.includes(path)) return [];
  return [
    {
      path,
      what: `"${word}" names nothing.`,
      instead: 'Name the noun, or the verb and the noun, that it is about; if it has none it has no room yet.',
    },
  ];
}

function badSpelling(path: string): readonly Violation[] {
  if (!/\.(ts|tsx|mjs)$/.test(path) || /^[a-z0-9.-]+$/.test(path.split('/').at(-1) ?? '')) return [];
  return [{ path, what: 'its name is not in lower case with hyphens.', instead: 'Files are verb-noun.ts or noun.ts.' }];
}

function unknownRoom(path: string): readonly Violation[] {
  const [top, packageName = '', source, room = '', more] = path.split('/');
  if (top !== 'packages') return [];
  const unknown = (what: string) => [
    { path, what, instead: 'A new package or room needs a decision record, and a line in scripts/tidy/rooms.ts.' },
  ];
  if (!(PACKAGES as readonly string[]).includes(packageName)) return unknown(`${packageName} is no package of the house.`);
  if (source !== 'src' || more === undefined) return [];
  if (packageName === 'core' && !(CORE_ROOMS as readonly string[]).includes(room)) return unknown(`core/${room} is no room of the house.`);
  const serverRooms: readonly string[] = [...SERVER_WORDS, ...SERVER_EDGES, ...SERVER_OTHERS];
  if (packageName === 'server' && !serverRooms.includes(room)) return unknown(`server/${room} is no room of the house.`);
  return [];
}
