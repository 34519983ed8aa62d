import { afterAll, beforeAll, expect } from 'vitest';
import { sql } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '@forewarn/server/database/as-principal.ts';
import { atOnce } from './at-once.ts';
import { attack } from './attack.ts';
import { attackPlace, type AttackPlace } from './attack-place.ts';

/** Connections are shared: who asks is a setting of the transaction, and must end with it, whatever ends it. */

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
beforeAll(async () => {
  place = await attackPlace(MANY);
});
afterAll(() => place?.stop());

const principalOf = (id: string): Principal => ({ kind: 'institution', name: id, institutionId: idOf<'Institution'>(id) });

attack('fifty requests at once of two institutions see each its own', async ({ held }) => {
  const sides = [
    { ...place.victim, name: 'rietmark', other: 'lindemark' },
    { ...place.attacker, name: 'lindemark', other: 'rietmark' },
  ];
  const asks = Array.from({ length: 600 }, (_, at) => ({ side: sides[at % 2]!, at }));
  await atOnce(asks, 50, async ({ side, at }) => {
    const of = `/api/institutions/${side.id}`;
    const url = [
      of,
      `${of}/inventories`,
      `${of}/inventories/lijst-${side.name}/items`,
      `${of}/relations`,
      '/api/institutions',
      '/api/warnings',
    ][at % 6]!;
    const response = await fetch(place.url + url, { headers: { authorization: `Bearer ${side.token}` } });
    const text = await response.text();
    held(
      `${url} as ${side.name}: ${response.status} ${text.slice(0, 120)}`,
      response.status === 200 && !text.toLowerCase().includes(side.other),
    );
  });
});

attack('a transaction that fails, is cut short or throws leaves nothing of its principal on the connection', async ({ held }) => {
  const { machine } = place;
  const [{ connections }] = await place.rows(
    'select count(*)::int as connections from pg_stat_activity where datname = current_database()',
  );
  expect(connections).toBeGreaterThan(0);
  const ids = [place.victim.id, place.attacker.id];
  await atOnce(
    Array.from({ length: 300 }, (_, at) => at),
    50,
    async (at) => {
      const id = ids[at % 2]!;
      await asPrincipal(machine.database, principalOf(id), async (trx) => {
        const seen = await sql<{ institution_id: string }>`select institution_id from forewarn.contacts`.execute(trx);
        held(`rows of another in transaction ${at}`, seen.rows.length > 0 && seen.rows.every((row) => row.institution_id === id));
        if (at % 3 === 0) throw new Error('cut short');
        if (at % 3 === 1) await sql`select 1 / 0`.execute(trx);
      }).catch(() => {});
      // Whoever gets a connection next is nobody until it says who it is.
      const { rows } = await machine.database.pool.query(
        `select coalesce(current_setting('app.principal_kind', true), '') as kind, coalesce(current_setting('app.institution_id', true), '') as institution, current_user = session_user as owner`,
      );
      held(`left behind: ${JSON.stringify(rows[0])}`, rows[0].kind === '' && rows[0].institution === '' && rows[0].owner === true);
    },
  );
});
