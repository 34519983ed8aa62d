import type { FastifyInstance } from 'fastify';
import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Sector } from '@forewarn/core/institutions/institution.ts';
import { buildApp } from '../http/build-app.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine } from '../test-machine.ts';
import { registerInventoryRoutes } from './inventory-routes.ts';

export type InventoryApp = Awaited<ReturnType<typeof inventoryApp>>;

/** The routes of inventories over a real database, with GGZ Rietmark (large ggz) and GGD Wilgenoord (public health). */
export async function inventoryApp() {
  const machine = await testMachine();
  const app: FastifyInstance = await buildApp(machine);
  registerInventoryRoutes(app, machine);
  await app.ready();
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [
    entry('GGZ Rietmark', 'ggz', 2300),
    entry('GGD Wilgenoord', 'public-health'),
  ]);
  const rows = async (query: string) => (await machine.database.pool.query(query)).rows;
  const ids = new Map((await rows('select id, name from forewarn.institutions')).map((row) => [row.name, row.id]));
  const rietmark = ids.get('GGZ Rietmark');
  const now = machine.clock.now();
  return {
    machine,
    rietmark: rietmark as string,
    wilgenoord: ids.get('GGD Wilgenoord') as string,
    cert: await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, now),
    ofRietmark: await makeToken(machine.database, { kind: 'institution', name: 'Rietmark', institutionId: rietmark }, now),
    rows,
    /** Calls a route; text goes as CSV, an object as JSON. */
    call: async (token: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object | string) => {
      const type = typeof body === 'string' ? 'text/csv' : 'application/json';
      const response = await app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: response.statusCode, body: response.json() };
    },
    close: async () => {
      await app.close();
      await machine.close();
    },
  };
}

function entry(name: string, sector: Sector, staff?: number): InstitutionEntry {
  return { name, sector, ...(staff === undefined ? {} : { staff }), locations: [], networks: [], domains: [], contacts: [] };
}
