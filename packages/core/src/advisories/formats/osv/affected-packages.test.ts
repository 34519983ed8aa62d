import { expect, test } from 'vitest';
import { readAffectedPackages } from './affected-packages.ts';

const read = (...affected: readonly object[]) => readAffectedPackages({ value: { affected }, at: '' });
const claimed = (...affected: readonly object[]) => {
  const { products, affected: ids } = read(...affected);
  return products.filter(({ id }) => ids.includes(id)).map(({ name, purls, version }) => [name, purls[0], version?.text]);
};
const AGENDA = { ecosystem: 'npm', name: '@zorg/agenda' };
const range = (...events: readonly object[]) => ({ type: 'SEMVER', events });

test('a package with a range, by its own package URL or by its name', () => {
  expect(claimed({ package: AGENDA, ranges: [range({ introduced: '0' }, { fixed: '1.2.0' })] })).toEqual([
    ['@zorg/agenda', 'pkg:npm/%40zorg/agenda', 'vers:semver/<1.2.0'],
  ]);
  expect(claimed({ package: { ...AGENDA, purl: 'pkg:npm/%40zorg/agenda@1.0?x=y' } })[0]?.[1]).toBe('pkg:npm/%40zorg/agenda');
  expect(claimed({ package: { ecosystem: 'Alpine:v3.10', name: 'libzorg', purl: 'pkg:alpine/libzorg' } })[0]?.[1]).toBe(
    'pkg:apk/alpine/libzorg',
  );
});

test('versions that are listed count beside the ranges, where these do not have them yet', () => {
  const ranges = [range({ introduced: '1.0.0' }, { fixed: '2.0.0' })];
  expect(claimed({ package: AGENDA, ranges, versions: ['1.1.0', '1.9.0', '3.0.0'] }).map(([, , text]) => text)).toEqual([
    'vers:semver/>=1.0.0|<2.0.0',
    '3.0.0',
  ]);
});

test('a long list of versions is told in pieces that are each read whole', () => {
  const versions = Array.from({ length: 400 }, (_, place) => `1.${place}.0`);
  const texts = claimed({ package: AGENDA, versions }).map(([, , text]) => text ?? '');
  expect(texts.join(', ').split(', ')).toEqual(versions);
  expect(texts.every((text) => text.length <= 1_000)).toBe(true);
});

test('commits alone, and nothing at all, leave the versions open', () => {
  const commits = { type: 'GIT', repo: 'https://code.example/zorg/agenda.git', events: [{ introduced: '0' }, { fixed: '466af814' }] };
  expect(claimed({ ranges: [commits] })).toEqual([['agenda', undefined, undefined]]);
  expect(claimed({ package: AGENDA })).toEqual([['@zorg/agenda', 'pkg:npm/%40zorg/agenda', undefined]]);
});

test('a package of a distribution is one on its release', () => {
  const { products, affected } = read({
    package: { ecosystem: 'AlmaLinux:8', name: 'libzorg' },
    ranges: [range({ introduced: '0' }, { fixed: '1.0-2.el8' })],
  });
  const claim = products.find(({ id }) => affected.includes(id));
  expect(claim).toMatchObject({ product: 'libzorg', name: 'libzorg on AlmaLinux 8', version: { text: 'vers:rpm/<1.0-2.el8' } });
  expect(products.find(({ id }) => id === claim?.relationship?.relatesTo)?.name).toBe('AlmaLinux 8');
});

test('an entry without a package or a repository is about nothing', () => {
  expect(read({ versions: ['1.0'] }).products).toEqual([]);
});
