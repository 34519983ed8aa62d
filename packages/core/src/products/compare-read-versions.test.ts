import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareReadVersions } from './compare-read-versions.ts';
import { readVersion } from './read-version.ts';
import { schemeNamed, VERSION_SCHEMES } from './versions/registry.ts';
import { versionTexts } from './versions/version-laws.test-support.ts';

const signIn = (scheme: string, a: string, b: string) => Math.sign(compareReadVersions(readVersion(a), readVersion(b), scheme));

test('each scheme has its own order, whatever was asked before', () => {
  const [older, newer] = [readVersion('1.0a1'), readVersion('1.0')];
  expect(Math.sign(compareReadVersions(older, newer, 'pypi'))).toBe(-1);
  expect(Math.sign(compareReadVersions(older, newer, 'openssl'))).toBe(1);
  expect(Math.sign(compareReadVersions(older, newer, 'pypi'))).toBe(-1);
  expect(Math.sign(compareReadVersions(older, newer, 'vendor'))).toBe(1);
});

test('what is no version of the scheme is ordered as makers write', () => {
  expect(signIn('intdot', '7.2 SP1', '7.2')).toBe(1);
  expect(signIn('intdot', '7.2', '7.10')).toBe(-1);
});

test('a marked build counts only where the other side has one too', () => {
  expect(signIn('vendor', '7.4.4 build2662', '7.4.4')).toBe(0);
  expect(signIn('vendor', '7.4.4 build2662', '7.4.4 build2700')).toBe(-1);
});

test('versions of a scheme are in the order of that scheme', () => {
  const schemes = fc.constantFrom(...VERSION_SCHEMES.map(({ name }) => name));
  fc.assert(
    fc.property(schemes, versionTexts, versionTexts, (name, a, b) => {
      const scheme = schemeNamed(name);
      const [one, other] = [readVersion(a), readVersion(b)];
      fc.pre(name !== 'vendor' && scheme.isVersion(one.text) && scheme.isVersion(other.text));
      expect(Math.sign(compareReadVersions(one, other, name))).toBe(Math.sign(scheme.compare(one.text, other.text)));
    }),
    { numRuns: 2_000 },
  );
});
