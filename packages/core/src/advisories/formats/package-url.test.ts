import { expect, test } from 'vitest';
import { purlKey, readPurl } from '../../products/purl.ts';
import { packageUrl } from './package-url.ts';

test.each<[string, string, string | undefined, string]>([
  ['npm', '@zorg/agenda', undefined, 'pkg:npm/%40zorg/agenda'],
  ['maven', 'nl.voorbeeld:epd-kern', undefined, 'pkg:maven/nl.voorbeeld/epd-kern'],
  ['golang', 'voorbeeld.example/epd/kern', undefined, 'pkg:golang/voorbeeld.example/epd/kern'],
  ['composer', 'zorg/agenda', undefined, 'pkg:composer/zorg/agenda'],
  ['rpm', 'epd-kern', 'voorbeeld', 'pkg:rpm/voorbeeld/epd-kern'],
  ['pypi', 'epd kern', undefined, 'pkg:pypi/epd%20kern'],
])('a package of %s, %s, becomes a purl that can be read', (type, name, namespace, purl) => {
  expect(packageUrl(type, name, namespace)).toBe(purl);
  expect(readPurl(purl)).toBeDefined();
});

test('a name of another package gives another key', () => {
  const key = (name: string) => purlKey(readPurl(packageUrl('npm', name))!);
  expect(key('@zorg/agenda')).not.toBe(key('@anders/agenda'));
});
