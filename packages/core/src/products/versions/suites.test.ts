import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { schemeNamed } from './registry.ts';

/** Other people's suites of version order: OSV's corpora, the official `vers` comparisons, OpenSSL's releases. */
const OSV = join(sharedData, 'matching/versions/osv');
const VERS = join(sharedData, 'matching/vers');
const OPENSSL = join(sharedData, 'matching/versions/openssl-sorted.json');

/** Schemes of what no inventory of care holds; `schemeNamed` orders them as makers write. */
const OUT_OF_SCOPE: Readonly<Record<string, string>> = {
  alpm: 'Arch Linux packages',
  gentoo: 'Gentoo packages',
  conan: 'C and C++ sources that are built in',
  cran: 'packages of the language R',
  hackage: 'packages of the language Haskell',
  pub: 'packages of the language Dart',
};

const isOutOfScope = (file: string) => (/^[a-z]+/.exec(file)?.[0] ?? '') in OUT_OF_SCOPE;

/** Cases that are wrong, with why. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  maven: [
    // Maven goes round in a circle: 1.0.0.RC7-3 < 1.0.0 < 1.0.0-gradle-rework-beta3, and 2.9.0.RC1 < 2.9.0 < 2.9.0-1.
    '1.0.0-gradle-rework-beta3 < 1.0.0.RC7-3',
    '2.9.0-1 < 2.9.0.RC1',
  ],
  composer: [
    // PHP knows "beta" in small letters alone and has all other words equal; Composer reads it in any case.
    'v1.9.0-BETA.1 < v1.9.0-ALPHA.2',
    'v1.9.0-ALPHA.2 = v1.9.0-BETA.2',
  ],
};

const SCHEME_OF_CORPUS: Readonly<Record<string, string>> = {
  alpine: 'apk',
  debian: 'deb',
  maven: 'maven',
  nuget: 'nuget',
  packagist: 'composer',
  pypi: 'pypi',
  redhat: 'rpm',
  rubygems: 'gem',
  semver: 'semver',
};

function textOf(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

const corpora = existsSync(OSV) ? readdirSync(OSV).filter((file) => !isOutOfScope(file)) : [];

test.each(corpora)('%s is in our order', (file) => {
  const scheme = schemeNamed(SCHEME_OF_CORPUS[file.split('-')[0] ?? ''] ?? '');
  const lines = textOf(join(OSV, file))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'));
  const failing = lines.filter((line) => {
    const [, a = '', sign = '', b = ''] = /^(\S+) ([<=>]) (\S+)$/.exec(line) ?? [];
    return Math.sign(scheme.compare(a, b)) !== ['<', '=', '>'].indexOf(sign) - 1 && !WRONG[scheme.name]?.includes(line);
  });
  expect(scheme.name).not.toBe('vendor');
  expect(lines.length).toBeGreaterThan(10);
  expect(failing).toEqual([]);
});

type Case = {
  readonly test_type: 'comparison' | 'equality';
  readonly input: { readonly input_scheme: string; readonly versions: readonly string[] };
  readonly expected_output: boolean | readonly string[];
};

const comparisons = existsSync(VERS) ? readdirSync(VERS).filter((file) => /_cmp|lexicographic/.test(file) && !isOutOfScope(file)) : [];

test.each(comparisons)('%s is in our order', (file) => {
  const { tests } = JSON.parse(textOf(join(VERS, file))) as { tests: readonly Case[] };
  const failing = tests.filter(({ input: { input_scheme, versions }, expected_output }) => {
    const scheme = schemeNamed(input_scheme);
    expect(scheme.name).toBe(input_scheme);
    if (typeof expected_output === 'boolean') return (scheme.compare(versions[0] ?? '', versions[1] ?? '') === 0) !== expected_output;
    // Some expected texts are normalised: "1.0.0-BETA" comes back as "1.0.0-beta".
    return versions.toSorted(scheme.compare).some((version, place) => scheme.compare(version, expected_output[place] ?? '') !== 0);
  });
  expect(failing).toEqual([]);
});

test.skipIf(!existsSync(OPENSSL))('releases of OpenSSL are in our order', () => {
  const releases = (JSON.parse(textOf(OPENSSL)) as readonly { string: string }[]).map(({ string }) => string);
  const openssl = schemeNamed('openssl');
  expect(releases.filter((release, place) => place > 0 && openssl.compare(releases[place - 1] ?? '', release) >= 0)).toEqual([]);
  expect(releases.every((release) => openssl.isVersion(release))).toBe(true);
});

test('what is out of scope is ordered all the same, as makers write', () => {
  for (const scheme of Object.keys(OUT_OF_SCOPE)) expect(schemeNamed(scheme).name).toBe('vendor');
});
