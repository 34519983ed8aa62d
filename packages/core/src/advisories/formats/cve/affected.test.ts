import { expect, test } from 'vitest';
import { readAffected } from './affected.ts';

const container = (path: string, ...affected: readonly object[]) => ({ value: { affected }, at: `/containers/${path}` });
const entry = (more: object) => ({ vendor: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', ...more });
const until = (lessThan: string) => ({ status: 'affected', version: '0', lessThan, versionType: 'semver' });
const shown = ({ products }: ReturnType<typeof readAffected>) =>
  products.map(({ supplier, product, version }) => [supplier, product, version?.text].filter((part) => part !== undefined).join(' · '));

test('each entry is a product, and each span of versions a claim with its place in the record', () => {
  const read = readAffected(container('cna', entry({ versions: [until('4.1'), { status: 'affected', version: '5.0' }] })), []);
  expect(read.products).toMatchObject([
    {
      id: 'cna/affected/0/0',
      supplier: 'Meridiaan Zorgsoftware',
      product: 'Meridiaan EPD',
      version: { text: 'vers:semver/<4.1' },
      at: '/containers/cna/affected/0/versions/0',
    },
    { id: 'cna/affected/0/1', version: { kind: 'exact', text: '5.0' } },
  ]);
  expect(read.status).toEqual({ known_affected: ['cna/affected/0/0', 'cna/affected/0/1'] });
});

test('others speak for the products that the assigner leaves open; their CPE names count for all', () => {
  const cpes = ['cpe:2.3:a:meridiaan_zorgsoftware:meridiaan_epd:4.0:*:*:*:*:*:*:*'];
  const own = container('cna', entry({ versions: [until('4.1')] }), {
    vendor: 'n/a',
    product: 'n/a',
    versions: [{ status: 'affected', version: 'n/a' }],
  });
  const added = container(
    'adp/0',
    { vendor: 'meridiaan_zorgsoftware', product: 'meridiaan_epd', cpes, defaultStatus: 'unknown', versions: [until('9.9')] },
    { vendor: 'meridiaan_zorgsoftware', product: 'meridiaan_portaal', versions: [until('2.0')] },
  );
  const read = readAffected(own, [added]);
  expect(shown(read)).toEqual([
    'Meridiaan Zorgsoftware · Meridiaan EPD · vers:semver/<4.1',
    'meridiaan_zorgsoftware · meridiaan_portaal · vers:semver/<2.0',
  ]);
  expect(read.products[0]?.cpe).toBe('cpe:2.3:a:meridiaan_zorgsoftware:meridiaan_epd:*:*:*:*:*:*:*:*');
});

test('a product of several CPE names is found by each', () => {
  const cpes = ['epd', 'portaal', 'epd'].map((name) => `cpe:2.3:a:meridiaan:${name}:1.0:*:*:*:*:*:*:*`);
  const read = readAffected(container('cna', entry({ cpes, versions: [until('2.0')] })), []);
  expect(read.products.map(({ cpe }) => cpe?.split(':')[4])).toEqual(['epd', 'portaal']);
  expect(new Set(read.products.map(({ id }) => id)).size).toBe(2);
});

test('branches of a product that have an entry each are told from each other; other platforms are left alone', () => {
  const branch = (lessThan: string, more: object = {}) =>
    entry({ versions: [{ status: 'affected', version: 'unspecified', lessThan, versionType: 'custom' }], ...more });
  const statusOf = (...affected: readonly object[]) => {
    const read = readAffected(container('cna', ...affected), []);
    const of = (id: string) => Object.entries(read.status).find(([, ids]) => ids.includes(id))?.[0];
    return read.products.map(({ id, version }) => `${of(id)} ${version?.text}`);
  };
  expect(statusOf(branch('13'), branch('12.6'))).toEqual([
    'under_investigation vers:generic/>=12.6|<13',
    'known_affected vers:generic/<12.6',
  ]);
  expect(statusOf(branch('13', { platforms: ['Windows'] }), branch('12.6'))).toEqual([
    'known_affected vers:generic/<13',
    'known_affected vers:generic/<12.6',
  ]);
});

test('a package of a distribution is the package on it, and the distribution itself has no status', () => {
  const read = readAffected(
    container('cna', {
      vendor: 'Red Hat',
      product: 'Red Hat Enterprise Linux 9',
      packageName: 'sssd',
      collectionURL: 'https://access.redhat.com/downloads/content/package-browser/',
      defaultStatus: 'affected',
      versions: [{ status: 'unaffected', version: '0:2.8.2-5.el9', lessThan: '*', versionType: 'rpm' }],
    }),
    [],
  );
  const claimed = read.products.find(({ id }) => read.status.known_affected?.includes(id) === true);
  expect(claimed).toMatchObject({ product: 'sssd', purls: ['pkg:rpm/redhat/sssd'], version: { text: 'vers:rpm/<0:2.8.2-5.el9' } });
  expect(read.products.find(({ id }) => id === claimed?.relationship?.relatesTo)?.name).toBe('Red Hat Enterprise Linux 9');
  expect(Object.values(read.status).flat()).not.toContain(claimed?.relationship?.relatesTo);
});

test('commits are passed over where the same product has versions, and else leave the versions open', () => {
  const commits = entry({ versions: [{ status: 'affected', version: '1da177e4c3f4', lessThan: 'b7e4aa0c1d2e', versionType: 'git' }] });
  expect(shown(readAffected(container('cna', commits, entry({ versions: [until('4.1')] })), []))).toEqual([
    'Meridiaan Zorgsoftware · Meridiaan EPD · vers:semver/<4.1',
  ]);
  expect(shown(readAffected(container('cna', commits), []))).toEqual(['Meridiaan Zorgsoftware · Meridiaan EPD']);
});

test('a release in the name, confirmed by the CPE name, stands for versions that are not told', () => {
  const read = readAffected(
    container('cna', {
      vendor: 'Meridiaan',
      product: 'Meridiaan Server 2016 Cumulative Update 19',
      cpes: ['cpe:2.3:a:meridiaan:server:2016:cumulative_update_19:*:*:*:*:*:*'],
      versions: [{ status: 'affected', version: '15.01.0', lessThan: 'publication', versionType: 'custom' }],
    }),
    [],
  );
  expect(read.products).toMatchObject([{ product: 'Meridiaan Server', version: { kind: 'exact', text: '2016 Cumulative Update 19' } }]);
});

test('what names neither supplier nor product is no product', () => {
  expect(readAffected(container('cna', { vendor: 'n/a', product: '-' }), []).products).toEqual([]);
});
