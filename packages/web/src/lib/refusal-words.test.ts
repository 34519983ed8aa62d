import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PLAIN_CODES } from './fault.ts';
import { numberWords } from './number-words.ts';
import { placeWords, problemWords, refusalWords, saidFault, type Lookup } from './refusal-words.ts';
import { givenIn } from './said-facts.test-support.ts';
import { refusalTexts as english } from './refusal-texts.en.ts';
import { refusalTexts as dutch } from './refusal-texts.nl.ts';

const PACKAGES = join(import.meta.dirname, '../../..');
const LOOKUPS = {
  nl: {
    textOf: (key: string) => (dutch as Readonly<Record<string, string>>)[key],
    moment: (at: string) => `<${at}>`,
    numbered: (value: number) => numberWords(value, 'nl'),
  },
  en: {
    textOf: (key: string) => (english as Readonly<Record<string, string>>)[key],
    moment: (at: string) => `<${at}>`,
    numbered: (value: number) => numberWords(value, 'en'),
  },
} as const satisfies Readonly<Record<string, Lookup>>;

/** Refusals that nobody reads in the portal, and why. */
const NO_PAGE_REFUSES: Readonly<Record<string, string>> = {
  ambiguous: 'a program asks for an advisory by its tracking id; pages have its id',
  'backup-damaged': 'forewarn restore, in a terminal',
  'backup-differs': 'forewarn restore, in a terminal',
  'backup-newer': 'forewarn restore, in a terminal',
  'file-exists': 'forewarn backup and forewarn audit, in a terminal',
  'in-use': 'forewarn restore, in a terminal',
  'list-shrank': 'the daily EPSS file comes of its source, or through forewarn import',
  'not-a-backup': 'forewarn restore, in a terminal',
  'not-empty': 'forewarn restore, in a terminal',
};

/** What `warning-${state}` can be. */
const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  'warning-${state}': ['warning-draft', 'warning-open', 'warning-closed', 'warning-withdrawn'],
  'warning-${warning.state}': ['warning-draft', 'warning-open', 'warning-closed', 'warning-withdrawn'],
};

/** Rooms whose problems nobody reads in the portal, and why. */
const NO_PAGE_SHOWS: Readonly<Record<string, string>> = {
  'core/src/advisories/priority-rules.ts': 'rules that are told in words of their own',
  'core/src/institutions/sign-in-providers.ts': 'a setting, told when Forewarn starts',
  'core/src/products/catalogue/catalogue-file.ts': 'a file of the operator, told when Forewarn starts',
  'core/src/situation/check-readability.ts': 'advice on a text, told by the editor in words of its own',
  'core/src/warnings/desk-fault.ts': 'has its words in both languages beside it',
  'core/src/products/read-vers.ts': 'an advisory keeps a range that it cannot read as it is written, without these',
  'server/src/advisories/check-source.ts':
    'forewarn sources add, in a terminal; a source in trouble is told by core/advisories/source-trouble.ts',
  'server/src/advisories/poll-': 'trouble of a source, told by core/advisories/source-trouble.ts',
  'server/src/advisories/read-source-key.ts': 'trouble of a source, told by core/advisories/source-trouble.ts',
  'server/src/advisories/record-survey.ts': 'trouble of a source, told by core/advisories/source-trouble.ts',
  'server/src/advisories/sources/': 'trouble of a source, told by core/advisories/source-trouble.ts',
  'server/src/audit/': 'forewarn audit verify, in a terminal',
  'server/src/commands/': 'in a terminal',
  'server/src/warnings/answer-routes.ts': 'the page of an answer link is the server’s own, in both languages',
  'server/src/warnings/ask-service-desk.ts': 'has its words in both languages in core/warnings/desk-fault.ts',
};

const sources = globSync('{core,server}/src/**/*.ts', { cwd: PACKAGES })
  .filter((path) => !/\.test(?:-support)?\.ts$|\.test-support\./.test(path))
  .map((path) => ({ path, text: readFileSync(join(PACKAGES, path), 'utf8') }));

/** A local function of that name makes problems (core/products/read-vers.ts). */
const refusals = sources
  .filter(({ text }) => /import \{[^}]*\brefuse\b[^}]*\}/.test(text))
  .flatMap(({ path, text }) => [...text.matchAll(/\brefuse\(\s*(['`])([^'`]+)\1/g)].map(([, , code = '']) => ({ path, code })));
const calls = sources
  .filter(({ text }) => /import \{[^}]*\brefuse\b[^}]*\}/.test(text))
  .flatMap(({ text }) => [...text.matchAll(/\brefuse\(/g)]);
const atTheDoor = [...readSource('server/src/http/answer-fault.ts').matchAll(/\bcode: '([a-z-]+)', title/g)].map(([, code = '']) => code);
const given = new Set([...refusals.flatMap(({ code }) => COMPUTED[code] ?? [code]), ...atTheDoor]);

/** Codes of problems: written out, of a template that one word fills in, or handed to a function of the file that makes them. */
const problems = sources
  .filter(({ path }) => !Object.keys(NO_PAGE_SHOWS).some((begin) => path.startsWith(begin)))
  .flatMap(({ path, text }) => {
    const written = [...text.matchAll(/\bcode: '([a-z0-9-]+)',/g)].map(([, code = '']) => code);
    const handed = [...text.matchAll(/\b(?:problem|say)\(\s*'([a-z]+(?:-[a-z]+)+)',/g)].map(([, code = '']) => code);
    return [...written, ...handed].map((code) => ({ path, code }));
  });

test('every refusal is one that the walk understands', () => {
  expect(refusals.length).toBeGreaterThan(300);
  expect(refusals).toHaveLength(calls.length);
  expect([...given].filter((code) => !/^[a-z-]+$/.test(code))).toEqual([]);
});

test('every refusal that can reach a page has words in both languages, or it is said why it reaches none', () => {
  const plain: readonly string[] = PLAIN_CODES;
  for (const lookup of Object.values(LOOKUPS)) {
    const wordless = [...given].filter((code) => !plain.includes(code) && refusalWords({ code }, lookup) === undefined);
    expect(wordless.toSorted()).toEqual(Object.keys(NO_PAGE_REFUSES));
  }
});

test('every case of a code that a refusal tells apart has words of its own', () => {
  const cases = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/\brefuse\(\s*'([a-z-]+)'(?:(?!\brefuse\()[\s\S])*?\{ about: '([a-z-]+)'/g)].map(
      ([, code = '', about = '']) => `${path}: ${code}.${about}`,
    ),
  );
  expect(cases.length).toBeGreaterThan(60);
  expect(cases.filter((one) => LOOKUPS.nl.textOf(`refused.${one.split(': ')[1] ?? ''}`) === undefined)).toEqual([]);
});

test('every problem that can reach a page has words in both languages', () => {
  expect(problems.length).toBeGreaterThan(100);
  for (const lookup of Object.values(LOOKUPS))
    expect(problems.filter(({ code }) => !isNoProblem(code) && problemWords({ code }, lookup) === undefined)).toEqual([]);
});

test('every test of CSAF has words in both languages, and one of a later edition those of its kind', () => {
  const tests = [...readSource('core/src/advisories/formats/csaf/mandatory-tests.ts').matchAll(/^ {2}'(6\.1\.[\d.]+)': \{/gm)];
  expect(tests.length).toBeGreaterThan(45);
  for (const lookup of Object.values(LOOKUPS)) {
    for (const [, number = ''] of tests) expect(lookup.textOf(`problem.csaf-${number.replaceAll('.', '-')}`), number).toBeDefined();
    expect(problemWords({ code: 'csaf-6-2-99', facts: { finding: 'x' } }, lookup)).toContain('x');
  }
});

test('no words are kept for what nobody says any more', () => {
  const codes = [...given];
  const refused = Object.keys(dutch).flatMap((key) => (/^refused\.(?!.*\.next$)([a-z-]+)/.exec(key)?.[1] ?? []) as string);
  expect(refused.filter((code) => !codes.includes(code))).toEqual([]);
  const all = sources.map(({ text }) => text).join('\n');
  const told = Object.keys(dutch).flatMap((key) => (/^problem\.([a-z0-9-]+)/.exec(key)?.[1] ?? []) as string);
  expect(told.filter((code) => !all.includes(`'${code}'`) && !templated(code, all))).toEqual([]);
  const abouts = Object.keys(dutch).flatMap(
    (key) => (/^(?:refused|problem)\.[a-z-]+\.(?!next$)([a-z-]+)(?:\.next)?$/.exec(key)?.[1] ?? []) as string,
  );
  expect([...new Set(abouts)].filter((about) => !all.includes(`'${about}'`))).toEqual([]);
});

test('what happened is followed by what to do, and its first sentence needs nothing to be filled in', () => {
  for (const texts of [dutch, english])
    for (const [key, text] of Object.entries<string>(texts)) {
      if (key.startsWith('place.')) continue;
      expect(text.split(/(?<=[.!?])\s/)[0], key).not.toContain('{{');
      expect(text, key).toMatch(/[.!?]$/);
      if (key.startsWith('refused.') && !key.endsWith('.next')) expect(Object.keys(texts), key).toContain(`${key}.next`);
    }
});

test('both languages fill in the same', () => {
  const names = (text: string) => namesIn(text).toSorted();
  for (const [key, text] of Object.entries(dutch)) expect(names(LOOKUPS.en.textOf(key) ?? ''), key).toEqual(names(text));
});

/** Facts that no page says, and why; a program that asks may. */
const UNSAID: Readonly<Record<string, string>> = {
  reference: 'of a warning: the page that is refused is its page, and says it at the top',
};

const importing = new Set(refusals.map(({ path }) => path));
const facts = sources
  .flatMap(({ path, text }) => givenIn(path, text, (written) => COMPUTED[written] ?? ['']).map((one) => ({ path, ...one })))
  .filter(({ path, kind }) => kind === 'problem' || importing.has(path));

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
}

test('the walk for facts finds every refusal', () => {
  expect(new Set(facts.flatMap(({ kind, code }) => (kind === 'refused' && code !== '' ? code : [])))).toEqual(
    new Set(refusals.flatMap(({ code }) => COMPUTED[code] ?? [code])),
  );
  expect(facts.filter(({ names = [] }) => names.length > 0).length).toBeGreaterThan(80);
});

test('every name that words fill in is given with that code somewhere', () => {
  const ofCsaf = facts
    .filter(({ path, code }) => code === '' && path.endsWith('csaf/mandatory-tests.ts'))
    .flatMap(({ names = [] }) => names);
  const unfilled = Object.entries<string>(dutch).flatMap(([key, text]) => {
    const [kind, code = '', about] = key.replace(/\.next$/, '').split('.');
    const given = facts.filter((one) => one.kind === kind && one.code === code && (about === undefined || (one.about ?? about) === about));
    if (given.some(({ names }) => names === undefined)) return [];
    const filled = new Set([...given.flatMap(({ names = [] }) => names), ...(code.startsWith('csaf-6-') ? ofCsaf : [])]);
    return namesIn(text).flatMap((name) => (filled.has(name) ? [] : `${key}: ${name}`));
  });
  expect(unfilled).toEqual([]);
});

test('every fact that the server gives is said, or it is said why it is not', () => {
  const textOf = (key: string) => LOOKUPS.nl.textOf(key);
  const unsaid = facts.flatMap(({ path, kind, code, about, names = [] }) => {
    const key = [`${kind}.${code}.${about ?? ''}`, `${kind}.${code}`].find((one) => textOf(one) !== undefined);
    const said = key === undefined ? names : namesIn(`${textOf(key) ?? ''} ${textOf(`${key}.next`) ?? ''}`);
    return names.flatMap((name) => (said.includes(name) || UNSAID[name] !== undefined ? [] : `${path}, ${code}: ${name}`));
  });
  expect(unsaid).toEqual([]);
});

test('a refusal says who was first and when, in the reader’s language', () => {
  const fault = { code: 'draft-changed', facts: { by: 'A. Analist', at: '2026-11-26T06:12:00.000Z' } };
  expect(refusalWords(fault, LOOKUPS.nl)).toEqual({
    what: 'Iemand wijzigde dit concept intussen. A. Analist bewaarde het op <2026-11-26T06:12:00.000Z>.',
    next: 'Lees wat er veranderd is en bewaar daarna opnieuw.',
  });
});

test('no sentence of the server is shown for a code that we know; one of a newer server is shown as it is', () => {
  const said = { status: 409, title: 'Somebody else was first.', hint: 'Look again.' };
  for (const code of [...given, ...PLAIN_CODES])
    if (NO_PAGE_REFUSES[code] === undefined) expect(saidFault({ ...said, code }, LOOKUPS.nl).exact, code).toBeUndefined();
  expect(saidFault({ ...said, code: 'never-heard-of' }, LOOKUPS.nl).exact).toBe('Somebody else was first. Look again.');
});

test('what is wrong with what was handed in is said at its place in the file, and of a form without the place', () => {
  const problems = [
    { code: 'version-is-date', at: 'line 4, column "versie"', message: 'English.' },
    { code: 'name-missing', at: 'body/name', message: 'English.' },
  ];
  const said = saidFault({ status: 422, code: 'input-unreadable', problems }, LOOKUPS.nl);
  expect(said.problems.map(({ at, words, exact }) => [at, words?.split('.')[0], exact])).toEqual([
    ['regel 4, kolom "versie"', 'Uw werkblad heeft hier een datum van gemaakt', undefined],
    ['', 'De naam ontbreekt', undefined],
  ]);
});

test('a field that the server cannot read is named, for nothing else says which it is', () => {
  const problems = [{ code: 'schema', at: 'body/contacts/2/phone', message: 'must be string' }];
  const [said] = saidFault({ status: 400, code: 'input-unreadable', problems }, LOOKUPS.nl).problems;
  expect([said?.at, said?.words?.split('.')[0]]).toEqual(['body/contacts/2/phone', 'Een veld is niet goed ingevuld']);
});

test('of many problems the first are told, and how many more there are', () => {
  const problems = Array.from({ length: 8 }, (_, place) => ({ code: 'name-missing', at: `line ${place + 2}`, message: 'English.' }));
  const toldOf = (count: number) =>
    saidFault({ status: 422, code: 'input-unreadable', problems: problems.slice(0, count) }, LOOKUPS.nl).problems;
  expect(toldOf(5).map(({ at }) => at)).toEqual(['regel 2', 'regel 3', 'regel 4', 'regel 5', 'regel 6']);
  expect(toldOf(8)).toHaveLength(6);
  expect(toldOf(8).at(-1)?.words).toBe('Er is meer van hetzelfde. Nog 3 keer.');
});

test('where no words could be loaded the server’s own are told', () => {
  const none: Lookup = { textOf: () => undefined, moment: String, numbered: String };
  const fault = {
    status: 409,
    code: 'text-incomplete',
    title: 'Not complete.',
    problems: [{ code: 'name-missing', message: 'A name is missing.' }],
  };
  const { what, exact, problems } = saidFault(fault, none);
  expect([what, exact, problems[0]?.exact]).toEqual([undefined, 'Not complete.', 'A name is missing.']);
});

test('a sentence whose facts were not given is left out', () => {
  expect(refusalWords({ code: 'draft-changed', facts: { by: 'A. Analist' } }, LOOKUPS.en)?.what).toBe(
    'Somebody changed this draft meanwhile.',
  );
});

test('a case without words of its own is told in those of its code', () => {
  expect(refusalWords({ code: 'name-taken', facts: { about: 'something-new' } }, LOOKUPS.en)?.what).toBe('This name exists already.');
  expect(problemWords({ code: 'format-unknown', facts: { about: 'pdf' } }, LOOKUPS.nl)).toContain('PDF');
  expect(refusalWords({ code: 'never-heard-of' }, LOOKUPS.nl)).toBeUndefined();
});

test('the place in a table is told in the reader’s language, what stands in quotation marks as it is', () => {
  expect(placeWords('line 12, column "versie"', LOOKUPS.nl)).toBe('regel 12, kolom "versie"');
  expect(placeWords('/components/3/name', LOOKUPS.nl)).toBe('/components/3/name');
  expect(placeWords('line 12, column "a, row 3", row 4', LOOKUPS.nl)).toBe('regel 12, kolom "a, row 3", rij 4');
  expect(placeWords('column "19" rack, line 2", line 3', LOOKUPS.nl)).toBe('kolom "19" rack, line 2", regel 3');
});

function readSource(path: string): string {
  return readFileSync(join(PACKAGES, path), 'utf8');
}

/** What has a `code` and is no problem: a refusal of the door, a notice, a fault of fetching. */
function isNoProblem(code: string): boolean {
  return given.has(code);
}

/** `${what}-unreadable` and its like, whose words are given beside. */
function templated(code: string, all: string): boolean {
  if (/^csaf-6-\d/.test(code)) return /^csaf-6-[123]$/.test(code) || all.includes(`'${code.slice(5).replaceAll('-', '.')}': {`);
  const [, what = '', end = ''] = /^([a-z]+)-([a-z-]+)$/.exec(code) ?? [];
  return all.includes(`\`\${what}-${end}\``) && all.includes(`'${what}'`);
}

test('a number is written as its reader writes it', () => {
  const tooMany = { code: 'too-many-lines', facts: { most: 300_000 } };
  expect(problemWords(tooMany, LOOKUPS.nl)).toContain('300.000');
  expect(problemWords(tooMany, LOOKUPS.en)).toContain('300,000');
});
