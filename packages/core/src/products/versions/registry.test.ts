import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { schemeNamed, VERSION_SCHEMES } from './registry.ts';
import type { VersionScheme } from './version-scheme.ts';

const SUITES = join(sharedData, 'matching/versions');

test('a scheme that nobody knows is ordered as makers write', () => {
  expect(schemeNamed('nobody-knows').name).toBe('vendor');
  expect(schemeNamed('NPM').name).toBe('semver');
  expect(schemeNamed('Debian:12').name).toBe('deb'); // as OSV names the ecosystem
  expect(new Set(VERSION_SCHEMES.map(({ name }) => name)).size).toBe(VERSION_SCHEMES.length);
});

/** Cases that we answer otherwise, with why. */
const NOT_OURS: Readonly<Record<string, readonly string[]>> = {
  // A sign between a number and a letter says nothing here: makers write "5 SP1", "5-SP1" and "5SP1" for one release.
  vendor: ['5-a1 < 5a1'],
};

type Case = { readonly a: string; readonly b: string; readonly sign: number };

function linesOf(file: string): readonly Case[] {
  const bytes = readFileSync(join(SUITES, 'osv', file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const found = /^(\S+) ([<=>]) (\S+)$/.exec(line.trim());
      return found === null || line.startsWith('//')
        ? []
        : [{ a: found[1] ?? '', b: found[3] ?? '', sign: found[2] === '<' ? -1 : found[2] === '=' ? 0 : 1 }];
    });
}

function failing(scheme: VersionScheme, cases: readonly Case[]): readonly string[] {
  return cases
    .filter(({ a, b, sign }) => Math.sign(scheme.compare(a, b)) !== sign)
    .map(({ a, b, sign }) => `${a} ${sign < 0 ? '<' : sign > 0 ? '>' : '='} ${b}`)
    .filter((line) => !(NOT_OURS[scheme.name] ?? []).includes(line));
}

test.skipIf(!existsSync(SUITES))('rpm orders as rpmvercmp and as Red Hat’s versions', () => {
  const cases = (JSON.parse(readFileSync(join(SUITES, 'rpmvercmp.json'), 'utf8')) as { a: string; b: string; cmp: number }[]).map(
    ({ a, b, cmp }) => ({ a, b, sign: cmp }),
  );
  expect(failing(schemeNamed('rpm'), [...cases, ...linesOf('redhat-versions.txt')])).toEqual([]);
});

test.skipIf(!existsSync(SUITES))('deb orders as dpkg does', () => {
  expect(failing(schemeNamed('deb'), [...linesOf('debian-versions.txt'), ...linesOf('debian-versions-generated.txt.gz')])).toEqual([]);
});

test.skipIf(!existsSync(SUITES))('semver orders as its specification and as npm', () => {
  const npm = JSON.parse(readFileSync(join(SUITES, 'node-semver.json'), 'utf8')) as Record<string, readonly (readonly unknown[])[]>;
  const versions = (name: string, sign: number) =>
    (npm[name] ?? []).flatMap(([a, b]) => (typeof a === 'string' && typeof b === 'string' ? [{ a, b, sign }] : []));
  expect(
    failing(schemeNamed('semver'), [...linesOf('semver-versions.txt'), ...versions('comparisons', 1), ...versions('equality', 0)]),
  ).toEqual([]);
});

test.skipIf(!existsSync(SUITES))('the generic order agrees with a matcher of the national vulnerability database', () => {
  const cases = (
    JSON.parse(readFileSync(join(SUITES, 'nvdtools-smart-compare.json'), 'utf8')) as { a: string; b: string; cmp: number }[]
  ).map(({ a, b, cmp }) => ({
    a,
    b,
    sign: Math.sign(cmp),
  }));
  expect(failing(schemeNamed('vendor'), cases)).toEqual([]);
});
