import { afterAll, beforeAll, expect } from 'vitest';
import { makeToken } from '@forewarn/server/sessions/tokens.ts';
import { attack } from './attack.ts';
import { attackPlace, type AttackPlace } from './attack-place.ts';
import { requestOf } from './request-of-route.ts';

const SECRET = 'GELABELD-GEHEIM';
/** A part of it: what was searched for is in the trail, and is not what was found. */
const SEARCHED = 'GELABELD';

let place: AttackPlace;
let warningId: string;
let link: string;
let administrator: string;
beforeAll(async () => {
  place = await attackPlace();
  [{ id: warningId }] = await place.rows(
    `select w.id from forewarn.warnings w where exists (select 1 from forewarn.concerned_institutions c where c.warning_id = w.id and c.institution_id = $1) limit 1`,
    [place.attacker.id],
  );
  link = await place.world.linkOf(warningId, 'Piket Lindemark');
  administrator = await makeToken(
    place.machine.database,
    { kind: 'cert', name: 'Beheer', roles: ['administrator'] },
    place.machine.clock.now(),
  );
  // As after a mistake of ours: what may not be released yet is, and every text that was told holds the secret.
  await place.rows(`do $$ declare c record; begin for c in select conname from pg_constraint where conrelid = 'forewarn.warning_versions'::regclass and contype = 'c' loop
    execute format('alter table forewarn.warning_versions drop constraint %I', c.conname); end loop; end $$`);
  const texts = JSON.stringify({ nl: { title: SECRET, summary: SECRET, actions: [{ text: SECRET }] } });
  await place.rows('update forewarn.warning_versions set texts = $1 where warning_id = $2', [texts, warningId]);
  await place.rows(
    `update forewarn.messages set message = jsonb_set(jsonb_set(message, '{subject}', to_jsonb($1::text)), '{opening}', to_jsonb($1::text)) where key like $2`,
    [SECRET, `${warningId}/%`],
  );
});
afterAll(() => place?.stop());

async function labelled(label: string): Promise<void> {
  await place.rows('update forewarn.warning_versions set tlp = $1 where warning_id = $2', [label, warningId]);
  await place.rows(
    `update forewarn.messages set label = $1, message = jsonb_set(message, '{label}', to_jsonb($1::text)) where key like $2`,
    [label, `${warningId}/%`],
  );
}

/** Whether the secret comes back from any route that reads, asked with everything of this warning and the attacker's own ids. */
async function comesBack(token: string | undefined): Promise<readonly string[]> {
  const ids = {
    ...place.ids,
    'warnings/:id': warningId,
    'institutions/:id': place.attacker.id,
    'institutions/:institutionId': place.attacker.id,
    'proof/:institutionId': place.attacker.id,
    'a/:token': link.slice('/a/'.length),
  };
  const found: string[] = [];
  for (const route of place.routes.filter(({ method }) => method === 'GET')) {
    for (const withoutQuery of [true, false]) {
      const answer = await place.ask({
        ...requestOf(route, { ids, withoutQuery, byName: (name) => (name === 'text' ? SEARCHED : undefined) }),
        token,
      });
      if (answer.text.includes(SECRET)) found.push(`${route.path}${withoutQuery ? '' : '?…'}`);
    }
  }
  return found;
}

attack('what is RED comes back by no route, to an institution, a link, whoever comes by or an administrator', async ({ saw, held }) => {
  await labelled('RED');
  saw('to nobody in particular, through the link too', await comesBack(undefined), []);
  saw('to the institution that it was told to', await comesBack(place.attacker.token), []);
  saw('to somebody of the CERT who only administers', await comesBack(administrator), []);
  held('the analyst, who wrote it, reads it', (await comesBack(place.tokens.analyst)).length > 0);
});

attack('what is AMBER comes back to who is signed in and never through a link', async ({ saw, held }) => {
  await labelled('AMBER');
  saw('to nobody in particular, through the link too', await comesBack(undefined), []);
  held('to the institution that it was told to', (await comesBack(place.attacker.token)).includes('/api/warnings/:id'));
});

attack('what is GREEN is behind the link: the walk finds what it looks for', async ({ held }) => {
  await labelled('GREEN');
  const found = await comesBack(undefined);
  held(
    `the link shows it (${found.join(' ')})`,
    found.some((path) => path.startsWith('/a/')),
  );
  expect(found.every((path) => path.startsWith('/a/'))).toBe(true);
});
