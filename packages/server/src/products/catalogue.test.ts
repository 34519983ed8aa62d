import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { idOf, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import { containedIn } from '@forewarn/core/products/catalogue/contained-in.ts';
import { resolveName } from '@forewarn/core/products/resolve-name.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { buildApp } from '../http/build-app.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerAliasRoutes } from './alias-routes.ts';
import { registerCatalogueRoutes } from './catalogue-routes.ts';
import { importCatalogue } from './import-catalogue.ts';
import { loadAliases } from './load-aliases.ts';
import { loadNames } from './load-names.ts';
import { readVendorProducts } from './read-vendor-products.ts';
import { seedCatalogue } from './seed-catalogue.ts';

let machine: TestMachine;
let app: FastifyInstance;
let cert: string;
let member: string;
let lindemark: InstitutionId;
let rietmark: InstitutionId;

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerAliasRoutes(app, machine);
  registerCatalogueRoutes(app, machine);
  await app.ready();
  const entry = { locations: [], networks: [], domains: [], contacts: [] };
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [
    { ...entry, name: 'Ziekenhuis Lindemark' },
    { ...entry, name: 'GGZ Rietmark' },
  ]);
  const ids = await rows('select id, name from forewarn.institutions');
  lindemark = idOf<'Institution'>(ids.find(({ name }) => name === 'Ziekenhuis Lindemark')?.['id'] as string);
  rietmark = idOf<'Institution'>(ids.find(({ name }) => name === 'GGZ Rietmark')?.['id'] as string);
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, machine.clock.now());
  member = await makeToken(machine.database, { kind: 'institution', name: 'Lindemark', institutionId: lindemark }, machine.clock.now());
});
afterAll(async () => {
  await app.close();
  await machine.close();
});

async function rows(text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
  return (await machine.database.pool.query(text, [...values])).rows;
}
const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object, token = cert) => {
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
};
const aliases = () => asSystem(machine.database, 'test', loadAliases);
const linked = async (product: string, supplier = '') =>
  resolveName({ supplier, product }, (await asSystem(machine.database, 'test', loadNames)).names).find(({ as }) => as !== 'proposed')
    ?.product.id;

/** Lines as an upload leaves them; only the names matter here. */
async function lines(institution: InstitutionId, ...names: readonly (readonly [supplier: string, product: string])[]): Promise<void> {
  await rows(
    `with v as (insert into forewarn.inventories (id, institution_id, name) values (gen_random_uuid(), $1, gen_random_uuid()::text) returning id)
    insert into forewarn.inventory_items (institution_id, inventory_id, key, supplier, product, key_set_id, checked_at, first_snapshot)
    select $1, v.id, x.s || x.p, nullif(x.s, ''), x.p, forewarn.product_key_set('{}'), now(), 1 from v, json_to_recordset($2::json) as x(s text, p text)`,
    [institution, JSON.stringify(names.map(([s, p]) => ({ s, p })))],
  );
}

test('the shipped catalogue is written once, whoever starts, and is read where it is not written yet', async () => {
  expect(await linked('FortiGate', 'Fortinet')).toBe('fortinet/fortios');
  const both = await Promise.all([seedCatalogue(machine), seedCatalogue(machine)]);
  expect(both.toSorted()).toEqual(['already-there', 'written']);
  const [before] = await rows('select catalogue from forewarn.catalogue_state');
  expect(await seedCatalogue(machine)).toBe('already-there');
  expect((await rows('select catalogue from forewarn.catalogue_state'))[0]).toEqual(before);
  expect(await linked('FortiGate', 'Fortinet')).toBe('fortinet/fortios');
  expect(containedIn((await aliases()).contains!, 'nextgen/mirth-connect').map(({ product }) => product.id)).toContain(
    'kwartelveen-informatica/labstraat',
  );
});

test('names are read once for each state of catalogue and decisions, not once a transaction', async () => {
  const first = await aliases();
  expect(await aliases()).toBe(first);
  await rows(`update forewarn.catalogue_products set category = 'dossier' where id = 'chipsoft/hix'`);
  expect(await aliases()).not.toBe(first);
});

test('an institution reads the catalogue and can not write it; the decisions it does not see', async () => {
  const principal = { kind: 'institution', name: 'Lindemark', institutionId: lindemark } as const;
  await asPrincipal(machine.database, principal, async (trx) => {
    const { sql } = await import('kysely');
    expect((await sql`select 1 from forewarn.catalogue_products`.execute(trx)).rows.length).toBeGreaterThan(100);
    expect((await sql`select 1 from forewarn.catalogue_state`.execute(trx)).rows).toEqual([]);
    expect((await sql`update forewarn.catalogue_products set name = 'x'`.execute(trx)).numAffectedRows).toBe(0n);
  });
  expect((await call('GET', '/api/catalogue/products?text=hix', undefined, member)).body.products[0].name).toBe('HiX');
  expect((await call('GET', '/api/names/unresolved', undefined, member)).status).toBe(403);
});

test.each([
  ['telepsy', 'Embloom'],
  ['Fortigaet', 'FortiOS'],
  ['chipsoft zorgp', 'Zorgportaal'],
  ['citrix/netscaler-adc', 'NetScaler ADC'],
])('a search for "%s" finds %s first', async (text, name) => {
  const found = await call('GET', `/api/catalogue/products?text=${encodeURIComponent(text)}`);
  expect(found.body.products.map((product: { name: string }) => product.name)).toContain(name);
});

describe('the desk of names', () => {
  let decision: string;
  const open = async () => (await call('GET', '/api/names/unresolved?limit=200')).body;
  const openNames = async () => (await open()).names.map((name: { product: string }) => name.product);

  test('shows what means nothing yet, those of the most institutions first, with proposals', async () => {
    await lines(lindemark, ['', 'Beveiligde mail'], ['Fortinet', 'FortiGate'], ['', 'Het groene systeem']);
    await lines(rietmark, ['', 'beveiligde mail']);
    const { names, all } = await open();
    expect(all).toBe(2);
    expect(names[0]).toMatchObject({ institutions: 2, lines: 2, advisories: 0 });
    expect(names[0].proposals.map(({ product, as }: { product: { name: string }; as: string }) => [product.name, as])).toEqual([
      ['ZorgMail', 'proposed'],
      ['SmartLockr', 'proposed'],
      ['ZIVVER', 'proposed'],
    ]);
    expect(names[1]).toMatchObject({ product: 'Het groene systeem', institutions: 1, proposals: [] });
    expect((await call('GET', '/api/names/unresolved?from=1&limit=1')).body.names).toHaveLength(1);
  });

  test('a decision for an entry is remembered, wins, and starts matching of what bears the name', async () => {
    const made = await call('POST', '/api/names/decisions', {
      product: 'beveiligde mail',
      means: { kind: 'entry', catalogueProductId: 'zivver/zivver' },
    });
    expect(made.body).toMatchObject({ aliasProduct: 'beveiligde mail', supplier: 'zivver', product: 'zivver', decidedBy: 'analist' });
    decision = made.body.id;
    expect(await linked('Beveiligde Mail')).toBe('zivver/zivver');
    expect(await openNames()).toEqual(['Het groene systeem']);
    const jobs = await rows(`select j.key from graphile_worker._private_jobs j`);
    expect(jobs.map(({ key }) => key)).toContain(`match-inventory:alias:${decision}`);
  });

  test('another decision about the same name takes its place', async () => {
    const again = await call('POST', '/api/names/decisions', {
      product: 'Beveiligde mail!',
      means: { kind: 'entry', catalogueProductId: 'enovation/zorgmail' },
    });
    expect(again.status).toBe(200);
    decision = again.body.id;
    expect(await linked('beveiligde mail')).toBe('enovation/zorgmail');
    expect((await call('GET', '/api/product-aliases')).body.aliases).toHaveLength(1);
  });

  test('undone, the name is open again; who decided stays on record', async () => {
    expect((await call('DELETE', `/api/names/decisions/${decision}`)).status).toBe(200);
    expect(await openNames()).toHaveLength(2);
    expect(await rows('select 1 from forewarn.product_aliases where undone_by is not null')).toHaveLength(2);
  });

  test('a name may be a product that nobody knew, or none', async () => {
    const added = await call('POST', '/api/names/decisions', {
      product: 'Het groene systeem',
      means: { kind: 'new', supplier: 'Nedap N.V.', name: 'Groen', productKind: 'saas' },
    });
    expect(added.body).toMatchObject({ supplier: 'nedap', product: 'groen' });
    expect(await linked('Groen', 'Nedap')).toBe(added.body.catalogueProductId);
    await call('POST', '/api/names/decisions', { product: 'beveiligde mail', means: { kind: 'not-a-product' } });
    expect(await openNames()).toEqual([]);
    expect((await call('GET', '/api/names/resolve?product=beveiligde%20mail')).body.proposals).toEqual([]);
  });

  test('a name that no catalogue holds is like the name that an advisory has, by the same rules', async () => {
    await rows(`with d as (insert into forewarn.documents values ('\\x01', '{}', 2, now()))
      insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at)
      values ('00000000-0000-4000-8000-000000000001', 'https://x.example', 'X-1', 'X', 'CLEAR', now())`);
    await rows(
      `with r as (insert into forewarn.advisory_revisions
        (id, advisory_id, document_sha256, sequence, tracking_version, title, tlp, normalised, problems, change, product_keys, read_at)
        values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', '\\x01', 1, '1', 'X', 'CLEAR', $1, '[]', '{}', '{}', $2) returning id)
      select id from r`,
      [JSON.stringify({ products: [{ supplier: 'Vlinderstruik B.V.', product: 'Waterlelie Dossier' }] }), machine.clock.now()],
    );
    await rows(`update forewarn.advisories set latest_revision_id = '00000000-0000-4000-8000-000000000002'`);
    await lines(rietmark, ['vlinderstruik', 'Waterlelei dossier']);
    const { names } = await open();
    const line = names.find(({ product }: { product: string }) => product === 'Waterlelei dossier');
    expect(line).toMatchObject({
      institutions: 1,
      proposals: [],
      alike: [{ product: { name: 'Waterlelie Dossier', supplier: 'Vlinderstruik B.V.' } }],
    });
    const advised = names.find(({ product }: { product: string }) => product === 'Waterlelie Dossier');
    expect(advised).toMatchObject({ institutions: 0, advisories: 1, alike: [] });
  });

  test('a decision for an entry that is not there is refused', async () => {
    const refused = await call('POST', '/api/names/decisions', { product: 'x1', means: { kind: 'entry', catalogueProductId: 'no/such' } });
    expect(refused.body.error?.code ?? refused.body.code).toBe('no-such');
  });
});

test('entries are merged, not removed: both names and both ids find the one', async () => {
  const made = await call('POST', '/api/catalogue/products', { supplier: 'Zonneveld ICT', name: 'Zonneplein', productKind: 'software' });
  const other = await call('POST', '/api/catalogue/products', { supplier: 'Zonneveld ICT', name: 'Zonnewijzer', productKind: 'software' });
  await call('POST', '/api/names/decisions', { product: 'de zon', means: { kind: 'entry', catalogueProductId: made.body.id } });
  expect((await call('POST', '/api/catalogue/merges', { id: made.body.id, into: other.body.id })).body).toEqual({
    id: made.body.id,
    mergedInto: other.body.id,
  });
  const found = await call('GET', `/api/catalogue/products?text=${made.body.id}`);
  expect(found.body.products[0].id).toBe(other.body.id);
  expect((await aliases()).products.get('zonneplein')?.[0]).toMatchObject({ product: 'zonnewijzer' });
  expect(await linked('de zon')).toBe(other.body.id);
  expect((await call('POST', '/api/catalogue/merges', { id: other.body.id, into: made.body.id })).status).toBeGreaterThanOrEqual(400);
  await rows(`update forewarn.catalogue_state set shipped_sha256 = null`);
  await seedCatalogue(machine); // a newer program: what people did stays
  expect((await rows('select merged_into from forewarn.catalogue_products where id = $1', [made.body.id]))[0]).toEqual({
    merged_into: other.body.id,
  });
});

const VULN = join(sharedData, 'vuln');
describe.skipIf(!existsSync(VULN))('lists that are imported', () => {
  const kev = join(VULN, 'kev/known_exploited_vulnerabilities.2025-08-25');

  test('known-exploited products are added once; those of the shipped catalogue are known, and the table says the same as the document', async () => {
    const first = await importCatalogue(machine, 'kev', readVendorProducts(`${kev}.json`));
    expect(first).toMatchObject({ read: 1_404 });
    expect(first.added).toBeGreaterThan(100);
    expect(await importCatalogue(machine, 'kev', readVendorProducts(`${kev}.csv`))).toEqual({ read: 1_404, added: 0, known: 1_404 });
    expect(await rows(`select 1 from forewarn.catalogue_products where origin = 'kev' and folded = 'fortinet fortios'`)).toEqual([]);
  });

  test('of the CPE dictionary the renamed product is the one that is there, and each other is found by its CPE name', async () => {
    async function* some() {
      for await (const row of readVendorProducts(join(VULN, 'cpe-dictionary/vendor-product.csv.gz')))
        if (/^(?:citrix|pulsesecure|ivanti|veeam)$/.test(row.supplier)) yield row;
    }
    const first = await importCatalogue(machine, 'cpe-dictionary', some());
    expect(first.added).toBeGreaterThan(50);
    expect((await importCatalogue(machine, 'cpe-dictionary', some())).added).toBe(0);
    const ids = (await rows(`select id from forewarn.catalogue_products where origin = 'cpe-dictionary'`)).map(({ id }) => id);
    expect(ids).not.toContain('cpe:citrix/application_delivery_controller');
    expect(ids).not.toContain('cpe:pulsesecure/pulse_connect_secure');
    expect(ids).toContain('cpe:citrix/xenserver');
    expect(await rows(`select supplier_id from forewarn.catalogue_products where id = 'cpe:citrix/xenserver'`)).toEqual([
      { supplier_id: 'citrix' },
    ]);
    expect(await linked('XenServer', 'Citrix')).toBe('cpe:citrix/xenserver');
  });
});
