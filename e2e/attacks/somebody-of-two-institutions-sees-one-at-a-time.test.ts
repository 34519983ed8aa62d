import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { csrfOf } from '@forewarn/server/sessions/session.ts';
import { attack } from './attack.ts';
import { attackPlace, type Answer, type AttackPlace } from './attack-place.ts';
import { requestOf } from './request-of-route.ts';
import { isOfMembers, type RegisteredRoute } from './route-table.ts';
import { digestOfTables } from './whole-database.ts';

/** Somebody with an account of two institutions, which one sign-in opens (decision 036): the session is one at a time, and nothing of the other. */

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
const SECRET = randomBytes(32).toString('base64url');
let place: AttackPlace;
beforeAll(async () => {
  place = await attackPlace(MANY);
  await signIn('passkey');
});
afterAll(() => place?.stop());

/** Wil, of the attacker's institution and of the victim's. */
async function signIn(assurance: 'passkey' | 'oidc', secret = SECRET): Promise<void> {
  const { rows, machine, attacker, victim } = place;
  const now = machine.clock.now();
  const [home, there] = [randomUUID(), randomUUID()];
  await rows(
    `insert into forewarn.accounts (id, kind, name, email, roles, institution_id, created_at)
     values ($1, 'institution', 'Wil', $4, '{ciso}', $2, $3)`,
    [home, attacker.id, now, `wil-${assurance}@maatschap.example`],
  );
  await rows(
    `insert into forewarn.accounts (id, kind, name, signs_in_as, invited_email, roles, institution_id, created_at)
     values ($1, 'institution', 'Wil', $2, 'wil@maatschap.example', '{ciso}', $3, $4)`,
    [there, home, victim.id, now],
  );
  await rows(
    `insert into forewarn.sessions (id, token_sha256, account_id, rights_version, assurance, begun_at, used_at, proved_at, network, device)
     values ($1, $2, $3, 1, $4, $5, $5, $5, '192.0.2.1', 'Browser van Wil')`,
    [randomUUID(), createHash('sha256').update(secret).digest(), home, assurance, now],
  );
}

const session = (secret = SECRET, actingFor?: string) => ({
  cookie: `forewarn_session=${secret}`,
  'sec-fetch-site': 'same-origin',
  'x-forewarn-csrf': csrfOf(secret),
  ...(actingFor === undefined ? {} : { 'x-acting-for': actingFor }),
});
/** What members may ask, but for what ends one's own session or says of oneself where one belongs. */
const askable = () => place.routes.filter(({ access, path }) => isOfMembers(access) && access !== 'keep-sign-in' && path !== '/api/me');
const name = ({ method, path }: RegisteredRoute) => `${method} ${path}`;

/** Ids and names that are one institution's alone, as they might stand in an answer. */
async function secretsOf(institutionId: string, letters: readonly string[]): Promise<readonly string[]> {
  const ids = await place.rows(
    `select $1::uuid::text as id union select id::text from forewarn.contacts where institution_id = $1::uuid union select id::text from forewarn.accounts
     where institution_id = $1::uuid union select id::text from forewarn.acknowledgements where institution_id = $1::uuid union select id::text from forewarn.feeds
     where institution_id = $1::uuid union select id::text from forewarn.deliveries where institution_id = $1::uuid`,
    [institutionId],
  );
  return [...ids.map(({ id }) => String(id)), ...letters];
}

async function tryAll(
  as: { readonly actingFor?: string },
  of: Readonly<Record<string, string>>,
  secrets: readonly string[],
  held: (what: string, holds: boolean) => void,
) {
  let answered = 0;
  for (const route of askable()) {
    const request = requestOf(route, { ids: of });
    const answer: Answer = await place.ask({ ...request, headers: { ...request.headers, ...session(SECRET, as.actingFor) } });
    if (answer.status === 200) answered += 1;
    const asked = `${request.url} ${String(request.body)}`;
    const said = answer.text + JSON.stringify(answer.headers);
    const leaked = secrets.filter((secret) => said.includes(secret) && !asked.includes(secret));
    held(`${name(route)}: ${answer.status} shows ${leaked.join(', ')}`, leaked.length === 0);
    held(`${name(route)} is refused as a stranger's`, answer.status !== 401 && !answer.text.includes('not-acting'));
  }
  return answered;
}

attack('signed in for the one, nothing of the other is read or changed, by any route and with any id', async ({ held }) => {
  const secrets = await secretsOf(place.victim.id, ['ietmark', 'IETMARK']);
  const before = await digestOfTables(place.rows, place.victim.id);
  expect(await tryAll({}, place.ids, secrets, held)).toBeGreaterThan(20);
  expect(await digestOfTables(place.rows, place.victim.id)).toEqual(before);
});

attack('acting for the other, nothing of the first is read or changed', async ({ held }) => {
  const [contact] = await place.rows('select id from forewarn.contacts where institution_id = $1 limit 1', [place.attacker.id]);
  const secrets = await secretsOf(place.attacker.id, ['indemark', 'INDEMARK']);
  const before = await digestOfTables(place.rows, place.attacker.id);
  const theirs = { ...place.ids, 'institutions/:id': place.attacker.id, 'contacts/:contactId': String(contact.id) };
  expect(await tryAll({ actingFor: place.victim.id }, theirs, secrets, held)).toBeGreaterThan(20);
  expect(await digestOfTables(place.rows, place.attacker.id)).toEqual(before);
});

attack('who is let in by the one institution’s own service is nobody at the other, and a third is nobody’s', async ({ saw }) => {
  const byService = randomBytes(32).toString('base64url');
  await signIn('oidc', byService);
  const ask = async (secret: string, actingFor?: string) =>
    (await place.ask({ method: 'GET', url: '/api/warnings', headers: session(secret, actingFor) })).status;
  saw('at home by the service', await ask(byService), 200);
  saw('elsewhere by the service', await ask(byService, place.victim.id), 403);
  saw('elsewhere by passkey', await ask(SECRET, place.victim.id), 200);
  const third = place.world.ids['Praktijk Elzenbocht'] ?? randomUUID();
  saw('at a third', await ask(SECRET, third), 403);
  saw('at what is no id', await ask(SECRET, `${place.victim.id}' or true --`), 403);
  await place.rows('update forewarn.accounts set disabled_at = now() where signs_in_as is not null');
  saw('after its end', await ask(SECRET, place.victim.id), 403);
});
