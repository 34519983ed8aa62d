import { createHash } from 'node:crypto';
import type pg from 'pg';
import { knownMigrations, makeSchema } from '@forewarn/server/database/migrate.ts';

/** What a database of an earlier release holds, by id. `token` is of its administrator. */
export const OLD = {
  token: `fwt_${'o'.repeat(43)}`,
  told: '00000000-0000-7000-8000-0000000000a1',
  waiting: '00000000-0000-7000-8000-0000000000a2',
  warning: '00000000-0000-7000-8000-0000000000d1',
  sent: '00000000-0000-7000-8000-0000000000e1',
  planned: '00000000-0000-7000-8000-0000000000e2',
  link: '00000000-0000-7000-8000-0000000000f2',
  address: 'piket@waarde.example',
} as const;

const MATTER = '00000000-0000-7000-8000-0000000000d0';

/** The schema as it was after so many migrations, made of the migration files, with a warning under way in it. Nothing else is there then. */
export async function fillOldRelease(pool: pg.Pool, lastMigration: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const migrations = (await knownMigrations()).filter(({ number }) => number <= lastMigration);
    await makeSchema(client, migrations);
    // An earlier release did not say of its migrations whether they break older ones.
    await client.query('alter table forewarn.migrations drop column breaks_older');
    await client.query(ROWS);
    await client.query((await hasKeysInLine(client)) ? LINE : LINE_WITH_KEY_SET);
    await client.query(
      'insert into forewarn.api_tokens (id, token_sha256, name, kind, roles, created_at) values (gen_random_uuid(), $1, $2, $3, $4, now())',
      [createHash('sha256').update(OLD.token).digest(), 'Beheerder van toen', 'cert', ['analyst', 'administrator']],
    );
    await client.query('commit');
  } finally {
    client.release(true);
  }
}

async function hasKeysInLine(client: pg.ClientBase): Promise<boolean> {
  const found = await client.query(
    `select 1 from pg_attribute where attrelid = 'forewarn.inventory_items'::regclass and attname = 'product_keys' and not attisdropped`,
  );
  return found.rowCount === 1;
}

const ITEM = `institution_id, inventory_id, key, supplier, product, version, checked_at, first_snapshot`;
const ITEM_VALUES = `'${OLD.told}', '00000000-0000-7000-8000-0000000000b1', 'portaal', 'Voorbeeld Software', 'Voorbeeld Portaal', '1.0', now(), 1`;
const LINE = `insert into forewarn.inventory_items (${ITEM}, product_keys) values (${ITEM_VALUES}, array['name:voorbeeld-software/voorbeeld-portaal'])`;
const LINE_WITH_KEY_SET = `insert into forewarn.inventory_items (${ITEM}, key_set_id)
  values (${ITEM_VALUES}, forewarn.product_key_set(array['name:voorbeeld-software/voorbeeld-portaal']))`;

/** Columns of the first migration alone. Two institutions were warned; one mail has gone and was answered, one is still planned. */
const ROWS = `
insert into forewarn.institutions (id, name, sector, joined_at) values
  ('${OLD.told}', 'Gemeld Huis', 'ggz', now()), ('${OLD.waiting}', 'Wachtend Huis', 'ggz', now());
insert into forewarn.contacts (id, institution_id, name, role, email) values
  ('00000000-0000-7000-8000-0000000000c1', '${OLD.told}', 'Piket', '24-7', 'piket@gemeld.example'),
  ('00000000-0000-7000-8000-0000000000c2', '${OLD.waiting}', 'Piket', '24-7', '${OLD.address}');
insert into forewarn.inventories (id, institution_id, name) values ('00000000-0000-7000-8000-0000000000b1', '${OLD.told}', 'inventory');
insert into forewarn.inventory_snapshots (id, inventory_id, institution_id, sequence, received_at, content_sha256, item_count, added, changed, removed, received_from)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000000b1', '${OLD.told}', 1, now(), '\\x00', 1, 1, 0, 0, 'Beheerder van toen');
insert into forewarn.matters (id, kind, title, source, confirmation, scope, opened_at, opened_by)
  values ('${MATTER}', 'report', 'Lek van toen', 'telefoon', 'confirmed', '{"products":[],"suppliers":[],"sectors":["ggz"],"regions":[]}', now(), 'Analist van toen');
insert into forewarn.reference_counters (year, last) values (2026, 1);
insert into forewarn.warnings (id, reference, matter_id, state, opened_at, released_version)
  values ('${OLD.warning}', 'FW-2026-0001', '${MATTER}', 'open', now(), 1);
insert into forewarn.warning_versions (id, warning_id, version, kind, state, urgency, tlp, texts, audience, drafted_at, drafted_by, released_at, released_by)
  values (gen_random_uuid(), '${OLD.warning}', 1, 'initial', 'released', 'this-week', 'GREEN',
    '{"nl":{"title":"Lek van toen","summary":"Er is een lek.","actions":[{"text":"Werk bij."}]}}', '{}', now(), 'Analist van toen', now(), 'Analist van toen');
insert into forewarn.concerned_institutions (warning_id, version, institution_id, decision, urgency, certainty, reasons, label, action_digest, asked_in_version)
  select '${OLD.warning}', 1, id, 'warn', 'this-week', 'certain', '[]', 'GREEN', 'digest', 1 from forewarn.institutions;
insert into forewarn.messages (key, institution_id, thread, label, message)
  select '${OLD.warning}/1/' || id || '/nl', id, '${MATTER}/' || id, 'GREEN', jsonb_build_object('key', '${OLD.warning}/1/' || id || '/nl', 'thread', '${MATTER}/' || id,
    'label', 'GREEN', 'language', 'nl', 'subject', 'Deze week: Lek van toen', 'opening', 'U krijgt dit omdat u in de ggz werkt.',
    'blocks', '[{"kind":"paragraph","text":"Er is een lek."}]'::jsonb, 'button', '{"text":"Geef antwoord"}'::jsonb, 'reference', 'FW-2026-0001, versie 1',
    'closing', '["CERT"]'::jsonb) from forewarn.institutions;
insert into forewarn.answer_links (id, warning_id, institution_id, contact_id, made_at, expires_at) values
  ('00000000-0000-7000-8000-0000000000f1', '${OLD.warning}', '${OLD.told}', '00000000-0000-7000-8000-0000000000c1', now(), now() + interval '90 days'),
  ('${OLD.link}', '${OLD.warning}', '${OLD.waiting}', '00000000-0000-7000-8000-0000000000c2', now(), now() + interval '90 days');
insert into forewarn.deliveries (id, message_key, thread, institution_id, contact_id, channel, address, link_id, state, attempts, next_attempt_at, planned_at, ended_at) values
  ('${OLD.sent}', '${OLD.warning}/1/${OLD.told}/nl', '${MATTER}/${OLD.told}', '${OLD.told}', '00000000-0000-7000-8000-0000000000c1', 'email', 'piket@gemeld.example',
    '00000000-0000-7000-8000-0000000000f1', 'sent', 1, now(), now(), now()),
  ('${OLD.planned}', '${OLD.warning}/1/${OLD.waiting}/nl', '${MATTER}/${OLD.waiting}', '${OLD.waiting}', '00000000-0000-7000-8000-0000000000c2', 'email', '${OLD.address}',
    '${OLD.link}', 'planned', 0, now(), now(), null);
insert into forewarn.acknowledgements (id, warning_id, version, institution_id, answer, remark, answered_as, through, confirmed, answered_at)
  values (gen_random_uuid(), '${OLD.warning}', 1, '${OLD.told}', 'working', 'antwoord van toen', 'Beheer', 'link', false, now());
`;
