import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import { buildApp } from '../http/build-app.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';
import { registerMatchingListRoutes } from './matching-list-routes.ts';

const CVE = 'CVE-2026-00001';
let machine: TestMachine;
let world: ExampleWorld;
let app: FastifyInstance;
let ids: readonly InstitutionId[];
let advisories: readonly AdvisoryId[];
let cert: string;
let ofLindemark: string;

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  app = await buildApp(machine);
  registerMatchingListRoutes(app, machine);
  await app.ready();
  ids = await world.institutions({ name: 'Ziekenhuis Lindemark' }, { name: 'GGZ Rietmark' }, { name: 'Huisarts De Beuk' });
  const epd = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD' };
  await world.inventory(ids[0]!, [
    { ...epd, version: '6.2.14' },
    { ...epd, product: 'meridiaan epd', version: '6.2.13' },
    { product: 'Heel iets anders' },
  ]);
  await world.inventory(ids[1]!, [{ ...epd, version: '6.2.9' }]);
  await world.inventory(ids[2]!, [{ ...epd, version: '6.2.15' }]);
  advisories = [await world.advisory(), await world.advisory()];
  await world.rows('update forewarn.advisory_revisions set cves = $1', [[CVE]]);
  for (const id of advisories) await matchAdvisory(machine, id);
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, machine.clock.now());
  ofLindemark = await makeToken(machine.database, { kind: 'institution', name: 'Lindemark', institutionId: ids[0]! }, machine.clock.now());
});
afterAll(async () => {
  await app.close();
  await machine.close();
});

async function call(token: string, method: 'GET' | 'POST', url: string, body?: object) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: response.statusCode, body: response.json() };
}

test('for each product of the inventories the CERT sees how many advisories and institutions, whatever the capitals', async () => {
  const { body } = await call(cert, 'GET', '/api/matching/products');
  expect(body).toMatchObject({
    hasMore: false,
    products: [{ supplier: 'Meridiaan Zorgsoftware', advisories: 2, lines: 3, institutions: 2 }],
  });
  expect((await call(cert, 'GET', '/api/matching/products?text=anders')).body.products).toEqual([]);
  expect((await call(cert, 'GET', '/api/matching/products?text=ZORGSOFTWARE')).body.products).toHaveLength(1);
  expect(
    (await call(cert, 'GET', '/api/matching/products?afterProduct=MERIDIAAN%20EPD&afterSupplier=Meridiaan%20Zorgsoftware')).body.products,
  ).toEqual([]);
});

test('for a product its documents, and for a document its products with what they are in it', async () => {
  const ofProduct = (await call(cert, 'GET', '/api/matching/product-advisories?product=meridiaan%20EPD')).body.advisories;
  expect(ofProduct.map((one: { advisoryId: string }) => one.advisoryId).toSorted()).toEqual([...advisories].toSorted());
  expect(ofProduct[0]).toMatchObject({ lines: 3, institutions: 2 });
  expect((await call(cert, 'GET', '/api/matching/product-advisories?product=meridiaan%20EPD&supplier=ander')).body.advisories).toEqual([]);
  const { products } = (await call(cert, 'GET', `/api/advisories/${advisories[0]}/products`)).body;
  expect(products).toMatchObject([{ lines: 3, institutions: 2 }]);
  expect(products[0].advisoryProductIds.length).toBeGreaterThan(0);
  expect((await call(cert, 'GET', `/api/advisories/${ids[0]}/products`)).status).toBe(404);
});

test('runs by hand for a list of documents and of institutions: each once, all or nothing, and audited', async () => {
  const runs = async () => [...(await world.jobs('match-advisory')), ...(await world.jobs('match-inventory'))];
  const before = (await runs()).length;
  const wanted = { advisoryIds: [...advisories, advisories[0]], institutionIds: [ids[0], ids[1]] };
  expect((await call(cert, 'POST', '/api/matching/runs', { ...wanted, advisoryIds: [advisories[0], ids[0]] })).status).toBe(404);
  expect((await runs()).length).toBe(before);
  for (let again = 0; again < 2; again += 1)
    expect((await call(cert, 'POST', '/api/matching/runs', wanted)).body).toEqual({ advisories: 2, institutions: 2 });
  expect((await runs()).length).toBe(before + 4);
  const asked = await world.rows(
    `select subject_kind, count(*)::int as n from forewarn.audit_log where action = 'matching-asked' group by 1 order by 1`,
  );
  expect(asked).toEqual([
    { subject_kind: 'advisories', n: 2 },
    { subject_kind: 'institution', n: 4 },
  ]);
});

test('statistics: what stands, by certainty and kind of not; what came and went by week; the vulnerabilities that concern most', async () => {
  const { body } = await call(cert, 'GET', '/api/matching/statistics?weeks=3');
  expect(body.now).toEqual({
    advisories: 2,
    matchedAdvisories: 2,
    lines: 3,
    institutions: 2,
    byCertainty: { certain: 3 },
    notConcerned: { fixed: 1 },
  });
  expect(body.weeks).toEqual([
    { begins: '2026-11-09', matched: 0, ended: 0 },
    { begins: '2026-11-16', matched: 0, ended: 0 },
    { begins: '2026-11-23', matched: 6, ended: 0 },
  ]);
  expect(body.vulnerabilities).toEqual([{ cve: CVE, lines: 3, institutions: 2 }]);
});

test('none of it is for institutions', async () => {
  for (const url of ['/api/matching/products', '/api/matching/statistics', `/api/advisories/${advisories[0]}/products`])
    expect((await call(ofLindemark, 'GET', url)).status).toBe(403);
  expect((await call(ofLindemark, 'POST', '/api/matching/runs', { institutionIds: [ids[0]] })).status).toBe(403);
});
