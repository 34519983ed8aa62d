import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleMembers } from '../deliveries/example-deliveries.test-support.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { applyRetention, previewRetention } from './apply-retention.ts';

let machine: TestMachine;
beforeEach(async () => {
  machine = await testMachine();
});
afterEach(() => machine.close());

const rows = async (query: string) => (await machine.database.pool.query(query)).rows;
const counts = (steps: Awaited<ReturnType<typeof previewRetention>>) =>
  Object.fromEntries(steps.filter(({ count }) => count > 0).map(({ subject, count }) => [subject, count]));

async function upload(name: string, uploadedAt: string, acceptedAt: string | null) {
  await machine.database.pool.query(
    `insert into forewarn.inventory_uploads (id, file_name, format, sha256, bytes, uploaded_at, uploaded_by, accepted_at)
     values (gen_random_uuid(), $1, 'csv', '\\x00', '\\x61', $2, 'analist', $3)`,
    [name, uploadedAt, acceptedAt],
  );
}

test('a dry run tells what is due and changes nothing; the real one does exactly that, once, and the trail says how much by which rule', async () => {
  await upload('forgotten.csv', '2026-10-01T00:00:00Z', null);
  await upload('of yesterday.csv', '2026-11-22T00:00:00Z', null);
  await upload('old.csv', '2024-01-01T00:00:00Z', '2024-01-02T00:00:00Z');
  await upload('of this year.csv', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
  const before = await rows('select file_name, length(bytes) as bytes from forewarn.inventory_uploads order by 1');

  expect(counts(await previewRetention(machine))).toEqual({ 'unaccepted-upload': 1, 'uploaded-file': 1 });
  expect(await rows('select file_name, length(bytes) as bytes from forewarn.inventory_uploads order by 1')).toEqual(before);

  expect(counts(await applyRetention(machine))).toEqual({ 'unaccepted-upload': 1, 'uploaded-file': 1 });
  expect(await rows('select file_name, length(bytes) as bytes from forewarn.inventory_uploads order by 1')).toEqual([
    { file_name: 'of this year.csv', bytes: 1 },
    { file_name: 'of yesterday.csv', bytes: 1 },
    { file_name: 'old.csv', bytes: 0 },
  ]);
  expect(counts(await applyRetention(machine))).toEqual({});
  const trail = await rows(`select subject as subject_id, details from forewarn.audit_log where action = 'retention-applied' order by 1`);
  expect(trail).toEqual([
    { subject_id: 'unaccepted-upload', details: { count: 1, keepDays: 30, since: '2026-01-01' } },
    { subject_id: 'uploaded-file', details: { count: 1, keepDays: 730, since: '2026-01-01' } },
  ]);
});

test('a contact that was removed long ago, and those of an institution that left, are blanked in batches; the others stay as they are', async () => {
  const [removed, kept] = await exampleMembers(machine, 2);
  const gone = await exampleMembers(machine, 1_201, 'rietmark');
  await machine.database.pool.query(`update forewarn.contacts set removed_at = '2024-01-01' where id = $1`, [removed?.contactId]);
  await machine.database.pool.query(`update forewarn.institutions set left_at = '2025-01-01' where name like '%rietmark%'`);
  expect(counts(await applyRetention(machine))).toEqual({ 'removed-contact': 1, 'ended-institution-contact': gone.length });
  const left = await rows(`select id, name, email from forewarn.contacts where email is not null or webhook_secret is not null`);
  expect(left).toEqual([{ id: kept?.contactId, name: 'Piket Ziekenhuis lindemark 2', email: kept?.address }]);
  expect(await rows('select count(*)::int as count from forewarn.contacts')).toEqual([{ count: 1_203 }]);
});

test('whom a branch organisation nominated is blanked a year later, whatever came of it: its own list tells nothing of that', async () => {
  await machine.database.pool.query(`
    with branch as (insert into forewarn.branches (id, name) values (gen_random_uuid(), 'Koepel') returning id),
      said (name, proposed, answer) as (values ('declined', '2025-11-01', 'no'), ('joined', '2025-11-01', 'yes'), ('silent', '2025-11-01', null),
        ('declined lately', '2026-10-01', 'no')),
      brought as (insert into forewarn.nominations (id, branch_id, key, name, contact_name, email, phone, proposed_at, proposed_by)
        select gen_random_uuid(), branch.id, said.name, said.name, 'M. Anager', 'm@x.example', '+3160000000', said.proposed::timestamptz, 'Koepel'
        from said, branch returning id, name)
    insert into forewarn.nomination_outcomes (nomination_id, decision, decided_at, invited_at, answer, answered_at)
      select id, 'accepted', proposed::timestamptz, proposed::timestamptz, answer, case when answer is not null then '2026-11-20'::timestamptz end
      from brought join said using (name)`);
  expect(counts(await applyRetention(machine))).toEqual({ nomination: 3 });
  expect(await rows(`select name from forewarn.nominations where email <> '' and phone is not null`)).toEqual([
    { name: 'declined lately' },
  ]);
  expect(await rows(`select distinct contact_name from forewarn.nominations where email = ''`)).toEqual([{ contact_name: '(removed)' }]);
  expect(counts(await applyRetention(machine))).toEqual({});
});

test('questions, codes and sessions of signing in that count no more are removed, the others stay', async () => {
  await machine.database.pool.query(`
    with account as (
      insert into forewarn.accounts (id, kind, name, email, created_at) values (gen_random_uuid(), 'cert', 'A', 'a@cert.example', now()) returning id
    ), moment (old, fresh) as (values ('2026-06-01T00:00:00Z'::timestamptz, '2026-11-23T08:59:00Z'::timestamptz)), at as (
      select old as at from moment union all select fresh from moment
    ), challenges as (
      insert into forewarn.passkey_challenges (id, kind, browser_sha256, challenge, ends_at) select gen_random_uuid(), 'sign-in', '', 'x', at from at
    ), requests as (
      insert into forewarn.mail_code_requests (id, browser_sha256, short_code, email, network, asked_at, ends_at)
      select gen_random_uuid(), '', 'AAAAAA', 'x@y.example', '192.0.2.1', at, at from at
    ), elsewhere as (
      insert into forewarn.external_sign_ins (id, provider, browser_sha256, state_sha256, again, asked_at, ends_at)
      select gen_random_uuid(), 'x', '', sha256(at::text::bytea), false, at, at from at
    ), codes as (
      insert into forewarn.one_time_codes (id, code_sha256, account_id, made_at, ends_at) select gen_random_uuid(), sha256(at::text::bytea), account.id, at, at from at, account
    )
    insert into forewarn.sessions (id, token_sha256, account_id, rights_version, assurance, begun_at, used_at, proved_at, network, device)
      select gen_random_uuid(), sha256(at::text::bytea), account.id, 1, 'passkey', at, at, at, '192.0.2.1', 'x' from at, account`);
  const one = { 'sign-in-question': 1, 'mail-code-request': 1, 'sign-in-elsewhere': 1, 'one-time-code': 1, 'past-session': 1 };
  expect(counts(await applyRetention(machine))).toEqual(one);
  for (const table of ['passkey_challenges', 'mail_code_requests', 'external_sign_ins', 'one_time_codes', 'sessions'])
    expect(await rows(`select count(*)::int as count from forewarn.${table}`)).toEqual([{ count: 1 }]);
});
