import { posix } from 'node:path';
import { lineAt, type Repository, type RepositoryFile, type Violation } from './repository.ts';
import { CORE_ROOMS, SERVER_WORDS } from './rooms.ts';

const README_LINES_MAX = 100;
/** Places on somebody's machine, and where somebody's packages come from. Written in parts, so that this file does not hold them. */
const ELSEWHERE = new RegExp(
  [
    '/wo' + 'rk/',
    '/ro' + 'ot/',
    String.raw`/ho` + String.raw`me/[a-z]+/`,
    '/Us' + 'ers/[A-Za-z]+/',
    'registry\\.npm' + 'js\\.org',
    'deb\\.debian' + '\\.org',
  ].join('|'),
);

/** What is written for people is true and whole: links lead somewhere, every room has its word, records are numbered. */
export function checkDocs(repository: Repository): readonly Violation[] {
  return [
    ...repository.files.flatMap((file) => elsewhere(file)),
    ...repository.files.filter(({ path }) => path.endsWith('.md')).flatMap((file) => deadLinks(file, repository)),
    ...longReadme(repository),
    ...glossary(repository),
    ...decisions(repository),
  ];
}

function elsewhere({ path, text }: RepositoryFile): readonly Violation[] {
  const found = ELSEWHERE.exec(text);
  if (found === null) return [];
  return [
    {
      path,
      line: lineAt(text, found.index),
      what: `it names a place on one machine or network (${found[0]}).`,
      instead: 'Say it from the root of the project, or in words.',
    },
  ];
}

function deadLinks({ path, text }: RepositoryFile, { files }: Repository): readonly Violation[] {
  const known = new Set(files.flatMap((file) => [file.path, ...parents(file.path)]));
  return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)/g)].flatMap(({ 1: link = '', index }) => {
    const target = posix.normalize(posix.join(posix.dirname(path), link)).replace(/\/$/, '');
    if (known.has(target)) return [];
    return [{ path, line: lineAt(text, index), what: `the link to ${link} leads nowhere.`, instead: 'Correct it, or write the page.' }];
  });
}

function parents(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, place) => parts.slice(0, place + 1).join('/'));
}

function longReadme({ files }: Repository): readonly Violation[] {
  const lines =
    files
      .find(({ path }) => path === 'README.md')
      ?.text.trimEnd()
      .split('\n').length ?? 0;
  if (lines <= README_LINES_MAX) return [];
  return [{ path: 'README.md', what: `it has ${lines} lines.`, instead: 'Two screens (100 lines) at most: move the rest to docs/.' }];
}

/** One word per thing: the word of every room that there is stands in the glossary. */
function glossary({ files }: Repository): readonly Violation[] {
  const text = files.find(({ path }) => path === 'docs/glossary.md')?.text.toLowerCase();
  const rooms = CORE_ROOMS.filter((room) => room !== 'basics');
  const used = rooms.filter((room) => files.some(({ path }) => path.startsWith(`packages/core/src/${room}/`)));
  const words = SERVER_WORDS.filter((word) => files.some(({ path }) => path.startsWith(`packages/server/src/${word}/`)));
  return [...new Set<string>([...used, ...words])]
    .filter((room) => !text?.includes(`**${singular(room)}**`))
    .map((room) => ({
      path: 'docs/glossary.md',
      what: `the word of the room ${room} is missing.`,
      instead: `Add a row for **${singular(room)}**: the Dutch, what it is, the standard and its section.`,
    }));
}

/** `advisories` → `advisory`, `warnings` → `warning`. */
function singular(room: string): string {
  return room.replace(/ies$/, 'y').replace(/s$/, '');
}

function decisions({ files }: Repository): readonly Violation[] {
  const records = files.filter(({ path }) => /^docs\/decisions\/(?!README)/.test(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return records.flatMap(({ path, text }, place) => {
    const number = /^docs\/decisions\/(\d{3})-[a-z0-9-]+\.md$/.exec(path)?.[1];
    const expected = String(place + 1).padStart(3, '0');
    if (number !== expected) {
      return [
        {
          path,
          what: `it should have the number ${expected}.`,
          instead: 'Records are NNN-words.md, numbered without gaps; a superseded one stays.',
        },
      ];
    }
    if (text.startsWith(`# ${number} · `)) return [];
    return [{ path, line: 1, what: `its heading does not begin with "# ${number} · ".`, instead: 'Give it that heading.' }];
  });
}
