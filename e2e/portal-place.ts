import type { AddressInfo } from 'node:net';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { buildApp } from '@forewarn/server/http/build-app.ts';
import { registerRoutes } from '@forewarn/server/routes.ts';
import { makeToken, type TokenHolder } from '@forewarn/server/sessions/tokens.ts';
import { testMachine, type TestMachine } from '@forewarn/server/test-machine.ts';

export type PortalPlace = {
  readonly url: string;
  readonly machine: TestMachine;
  readonly tokenFor: (principal: TokenHolder) => Promise<string>;
  readonly clientFor: (principal: TokenHolder) => Promise<Client>;
  readonly stop: () => Promise<void>;
};

export const ANALYST: TokenHolder = { kind: 'cert', name: 'Analist van dienst', roles: ['analyst', 'administrator'] };

/**
 * An empty Forewarn with its routes and the portal, without jobs and deliveries: seconds instead of the demo world's half minute. With `port`
 * it is `localhost`, where browsers offer passkeys, and knows that members reach it there.
 */
export async function portalPlace(environment: Readonly<Record<string, string>> = {}, port?: number): Promise<PortalPlace> {
  const publicUrl = port === undefined ? {} : { publicUrl: `http://localhost:${port}` };
  const machine = { ...(await testMachine(environment)), ...publicUrl };
  const app = await buildApp(machine);
  await registerRoutes(app, machine);
  await app.listen({ host: '127.0.0.1', port: port ?? 0 });
  const url = port === undefined ? `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` : machine.publicUrl;
  const tokenFor = (principal: TokenHolder) => makeToken(machine.database, principal, machine.clock.now());
  return {
    url,
    machine,
    tokenFor,
    clientFor: async (principal) => apiClient(url, await tokenFor(principal)),
    stop: async () => {
      await app.close();
      await machine.close();
    },
  };
}
