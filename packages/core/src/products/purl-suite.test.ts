import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { purlText, readPurl } from './purl.ts';

/** The official suite of package URLs: the specification's own cases, and what is built and comes back for each type. */
const SUITE = join(sharedData, 'matching/purl');
type Parts = {
  readonly type: string | null;
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: Readonly<Record<string, string>> | null;
  readonly subpath: string | null;
};
type Case = {
  readonly test_type: 'parse' | 'build' | 'validate';
  readonly input: string | Parts;
  readonly expected_output: string | Parts | null;
  readonly expected_failure: boolean;
};

const casesOf = (file: string) => (JSON.parse(readFileSync(join(SUITE, file), 'utf8')) as { tests: readonly Case[] }).tests;
const files = existsSync(SUITE)
  ? [
      'spec/specification-test.json',
      ...readdirSync(join(SUITE, 'types'))
        .filter((file) => file.endsWith('-test.json'))
        .map((file) => `types/${file}`),
    ]
  : [];

/** Types whose own rules the library does not know yet, with what they are: no inventory of care holds them, and a name that nobody has matches nothing. */
const OUT_OF_SCOPE: ReadonlySet<string> = new Set([
  'brew', // names in small letters
  'chrome-extension', // names are 32 letters from a to p
  'git', // a name may have a slash in it
  'julia', // a uuid is required
  'otp', // no namespace
  'vcpkg', // no namespace
  'vscode-extension', // a namespace is required
]);

/** Cases that the specification refuses and real publishers write: better read than lost. */
const WRITTEN_ALL_THE_SAME: readonly string[] = [
  // modules in the place of distributions, as CSAF of CPAN has them
  'parse pkg:cpan/LWP::UserAgent@6.7.6',
  'parse pkg:cpan/URI::PackageURL',
  'build cpan/GDT/URI::PackageURL',
  // qualifiers in capitals
  'parse pkg:gem/jruby-launcher@1.1.2?Platform=java',
  'parse pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25',
];

test.skipIf(files.length === 0)('the suite of package URLs is there', () => expect(files.length).toBeGreaterThan(1));

test.each(files.filter((file) => !OUT_OF_SCOPE.has(/([a-z-]+)-test\.json$/.exec(file)?.[1] ?? '')))(
  '%s is read, built and written as it says',
  (file) => {
    const failing = casesOf(file).filter(({ test_type, input, expected_output, expected_failure }) => {
      if (test_type === 'parse') {
        const found = readPurl(input as string);
        return expected_failure
          ? found !== undefined
          : JSON.stringify(partsOf(found)) !== JSON.stringify(partsOf(expected_output as Parts));
      }
      const purl = typeof input === 'string' ? readPurl(input) : given(input);
      const text = purl === undefined ? undefined : purlText(purl);
      return expected_failure ? text !== undefined : text !== expected_output;
    });
    const texts = failing.map(
      ({ test_type, input }) => `${test_type} ${typeof input === 'string' ? input : `${input.type}/${input.namespace}/${input.name}`}`,
    );
    expect(texts.filter((text) => !WRITTEN_ALL_THE_SAME.includes(text))).toEqual([]);
  },
);

function given({ type, namespace, name, version, qualifiers, subpath }: Parts) {
  return {
    type: type ?? '',
    name,
    qualifiers: qualifiers ?? {},
    ...(namespace && { namespace }),
    ...(version && { version }),
    ...(subpath && { subpath }),
  };
}

/** Nothing is one thing, however it is said. */
function partsOf(purl: Partial<Parts> | undefined) {
  if (purl === undefined) return undefined;
  const qualifiers = Object.entries(purl.qualifiers ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [purl.type, purl.namespace ?? null, purl.name, purl.version ?? null, qualifiers, purl.subpath ?? null];
}
