import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CERT_ROLES } from '@forewarn/core/institutions/principal.ts';
import { PERMISSIONS, type Grant } from '@forewarn/core/institutions/permissions.ts';
import { attack } from './attack.ts';
import { attackPlace, type Answer, type AttackPlace } from './attack-place.ts';
import { requestOf } from './request-of-route.ts';
import { asksWho, type RegisteredRoute } from './route-table.ts';
import { digestOfTables } from './whole-database.ts';

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
beforeAll(async () => {
  place = await attackPlace(MANY);
});
afterAll(() => place?.stop());

const nameOf = ({ method, path }: RegisteredRoute) => `${method} ${path}`;
/** Six minutes: one more than a sign-in counts as fresh. */
const OLD_MS = 6 * 60_000;

/** What asks once more whatever its route is called: accounts, consents, providers that may act again, the trail and proofs. */
const ALWAYS: readonly string[] = ['change-accounts', 'change-consents', 'suspend-providers', 'export-audit', 'read-proof'];

/** A session of somebody who may use this route, begun so long ago. */
async function sessionFor(route: RegisteredRoute, agoMs: number): Promise<string> {
  const grant: Grant = asksWho(route.access) ? PERMISSIONS[route.access] : { label: { nl: '', en: '' } };
  const isCert = grant.cert !== undefined;
  const [account, secret] = [randomUUID(), randomBytes(32).toString('base64url')];
  const provedAt = new Date(Date.parse(place.machine.clock.now()) - agoMs).toISOString();
  await place.rows(
    `insert into forewarn.accounts (id, kind, name, email, roles, institution_id, created_at) values ($1, $2, 'Wie', $3, $4, $5, $6)`,
    [
      account,
      isCert ? 'cert' : 'institution',
      `${account}@x.example`,
      isCert ? CERT_ROLES : ['ciso'],
      isCert ? null : place.victim.id,
      provedAt,
    ],
  );
  await place.rows(
    `insert into forewarn.sessions (id, token_sha256, account_id, rights_version, assurance, begun_at, used_at, proved_at, network, device)
     values ($1, $2, $3, 1, 'passkey', $4, $4, $4, '192.0.2.1', 'x')`,
    [randomUUID(), createHash('sha256').update(secret).digest(), account, provedAt],
  );
  return secret;
}

async function askAs(route: RegisteredRoute, secret: string): Promise<Answer> {
  const cookie = `forewarn_session=${secret}`;
  const shown = await place.ask({ method: 'GET', url: '/api/session', headers: { cookie } });
  const { csrf } = JSON.parse(shown.text);
  const asked = requestOf(route, { ids: place.ids });
  return place.ask({ ...asked, headers: { ...asked.headers, cookie, 'x-forewarn-csrf': csrf, 'sec-fetch-site': 'same-origin' } });
}

test('what changes rights, what exports and what goes out to everybody asks once more who it is', () => {
  const asking = place.routes.filter(({ fresh }) => fresh).map(nameOf);
  const silent = place.routes
    .filter(({ access, fresh, method }) => ALWAYS.includes(access ?? '') && method !== 'HEAD' && !fresh)
    .map(nameOf);
  expect(silent).toEqual([]);
  expect(asking).toEqual(expect.arrayContaining(['POST /api/warnings/:id/release', 'DELETE /api/passkeys/:id', 'GET /api/audit/export']));
});

attack(
  'a session that was proved six minutes ago releases, exports and changes rights no more until its holder signs in again',
  async ({ held }) => {
    for (const route of place.routes.filter(({ fresh, method }) => fresh && method !== 'HEAD')) {
      const old = await sessionFor(route, OLD_MS);
      const before = await digestOfTables(place.rows);
      const refused = await askAs(route, old);
      const after = await digestOfTables(place.rows);
      const isRefused = refused.status === 409 && JSON.parse(refused.text).code === 'sign-in-again';
      held(`${nameOf(route)} for an old sign-in: ${refused.status} ${refused.text.slice(0, 100)}`, isRefused);
      const { sessions: _, ...unmoved } = after;
      held(
        `${nameOf(route)} changed something`,
        Object.entries(unmoved).every(([table, digest]) => before[table] === digest),
      );
      const fresh = await askAs(route, await sessionFor(route, 0));
      held(`${nameOf(route)} asks again of who just signed in`, !fresh.text.includes('sign-in-again') && fresh.status !== 403);
    }
  },
);

attack('a token does without, and the trail says that it was one', async ({ held }) => {
  const now = place.machine.clock.now();
  const answer = await place.ask({ token: place.tokens.administrator, method: 'GET', url: '/api/audit/export', from: '192.0.2.44' });
  held(`${answer.status}`, answer.status === 200);
  const told = await place.rows(`select origin from forewarn.audit_log where action = 'audit-exported' and at >= $1`, [now]);
  held(
    JSON.stringify(told),
    told.some(({ origin }) => origin === '192.0.2.44, API token'),
  );
});
