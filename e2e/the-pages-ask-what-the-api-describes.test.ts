import { expect, test } from 'vitest';
import { type Seats } from './browser.test-support.ts';
import { undescribed, type Described } from './described-requests.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage((stage) => ({ seats, place } = stage));

test.skipIf(!here)(
  'a page that asks a route outside of the API document is found, and what the portal itself asks is all in it',
  async () => {
    const analyst = await seats.sit(`${place.url}/queue`, { token: await place.tokenFor(ANALYST) });
    await analyst.reads(/0 zaken/);
    expect(await seats.takeUndescribed()).toEqual([]);
    await analyst.page.evaluate(`Promise.all([
    fetch('/api/zomaar'),
    fetch('/api/matters', { method: 'DELETE' }),
    fetch('/api/queue?kleur=rood'),
    fetch('/api/about'),
  ])`);
    expect((await seats.takeUndescribed()).toSorted()).toEqual(['DELETE /api/matters', 'GET /api/queue?kleur', 'GET /api/zomaar']);
  },
);

test('a request is described by its method and path, its query by the names in it; another server is none of ours', () => {
  const described: Described = {
    paths: {
      '/api/a/{id}': { get: { parameters: [{ in: 'query', name: 'day' }] }, delete: {} },
      '/api/a/new': { get: {} },
    },
  };
  const at = (method: string, url: string) => undescribed({ method, url }, 'https://cert.example', described);
  expect(at('GET', 'https://cert.example/api/a/7?day=1')).toBeUndefined();
  expect(at('GET', 'https://cert.example/api/a/new?day=1')).toBe('GET /api/a/new?day');
  expect(at('POST', 'https://cert.example/api/a/7')).toBe('POST /api/a/7');
  expect(at('GET', 'https://cert.example/api/a/7/b')).toBe('GET /api/a/7/b');
  expect(at('GET', 'https://cert.example/queue')).toBeUndefined();
  expect(at('GET', 'https://elders.example/x.js')).toBe('GET https://elders.example: another server');
});
