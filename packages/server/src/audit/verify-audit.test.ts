import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { fromOrigin } from '../database/origin.ts';
import { sql } from 'kysely';
import { exampleTrail, type ExampleTrail } from './example-trail.test-support.ts';
import { hashOf } from './chain.ts';
import { record } from './record.ts';
import { sealAll } from './seal-all.ts';
import { findHead, listSealed } from './seal-store.ts';
import { signStatement } from './statement.ts';
import { digestOf } from './chain.ts';

let trail: ExampleTrail;
beforeEach(async () => {
  trail = await exampleTrail();
});
afterEach(() => trail.close());

const seal = (checkpoint = false) => sealAll(trail.place, trail.machine.clock.now(), { wait: true, checkpoint });
const file = (name: string) => join(trail.place.dataDirectory, name);

/** What the owner of the database can do: rewrites seals from a sequence on so that they fit each other again. */
async function sealAnew(from: number): Promise<void> {
  const chain = await asSystem(trail.machine.database, 'test', (trx) => listSealed(trx, { after: from - 2, limit: 100_000 }));
  let previous = chain[0]!.seal.hash;
  const statements: string[] = [];
  for (const { seal: old, entry } of chain.slice(from === 1 ? 0 : 1)) {
    const link = { ...old, previous: from === 1 && old.sequence === 1 ? old.previous : previous, digest: digestOf(entry!) };
    previous = hashOf(link);
    statements.push(
      `update forewarn.audit_seals set previous = '\\x${link.previous}', digest = '\\x${link.digest}', hash = '\\x${previous}' where sequence = ${old.sequence}`,
    );
  }
  await trail.tamper(statements.join(';'));
}

test('an untouched trail is whole, and says up to where it is signed', async () => {
  await trail.write(2_500);
  expect(await seal()).toMatchObject({ sealed: 2_500, head: { sequence: 2_500 } });
  await trail.write(10);
  await seal();
  expect(await trail.verify()).toMatchObject({ entries: 2_510, signedUpTo: 2_510, waiting: 0, faults: [], firstBadSequence: undefined });
  const kept = await trail.machine.database.pool.query('select sequence from forewarn.audit_checkpoints order by 1');
  expect(kept.rows).toEqual([{ sequence: 1_000 }, { sequence: 2_000 }]);
});

test('an entry tells who, on whose behalf, from where, and is sealed with it', async () => {
  const institutionId = '00000000-0000-7000-8000-000000000001';
  const principal = { kind: 'institution', name: 'Ciska', institutionId } as never;
  await fromOrigin('192.0.2.7', () =>
    asPrincipal(trail.machine.database, principal, (trx) =>
      record(trx, { principal, at: trail.machine.clock.now(), action: 'tried', subject: { kind: 'test', id: 'nul \0 and \ud800' } }),
    ),
  );
  await seal();
  const [sealed] = await asSystem(trail.machine.database, 'test', (trx) => listSealed(trx, { after: 0, limit: 10 }));
  expect(sealed?.entry).toMatchObject({
    actorKind: 'institution',
    actor: 'Ciska',
    actingFor: institutionId,
    origin: '192.0.2.7',
    at: '2026-11-23T09:00:00.000000Z',
  });
  expect((await trail.verify()).faults).toEqual([]);
});

test('the owner of the database changes an entry', async () => {
  await trail.write(20);
  await seal();
  await trail.tamper(`update forewarn.audit_log set details = details || '{"index": 99}' where subject = '6'`);
  expect(await trail.verify()).toMatchObject({ firstBadSequence: 7, faults: [{ code: 'entry-changed', sequence: 7 }] });
});

test('every column of an entry and of a seal counts', async () => {
  const changes: readonly [string, string][] = [
    ['audit_log', `at = at + interval '1 microsecond'`],
    ['audit_log', `actor_kind = 'cert'`],
    ['audit_log', `actor = 'x'`],
    ['audit_log', 'acting_for = gen_random_uuid()'],
    ['audit_log', `origin = '192.0.2.66'`],
    ['audit_log', `action = 'x'`],
    ['audit_log', `subject_kind = 'x'`],
    ['audit_log', `subject = 'x'`],
    ['audit_log', 'institution_id = gen_random_uuid()'],
    ['audit_log', `details = '{}'`],
    ['audit_log', 'salt = gen_random_uuid()'],
    ['audit_seals', `sealed_at = sealed_at + interval '1 microsecond'`],
    ['audit_seals', `digest = sha256('x')`],
    ['audit_seals', `previous = sha256('x')`],
    ['audit_seals', `hash = sha256('x')`],
  ];
  const columns = await trail.machine.database.pool.query(
    `select table_name, count(*)::int from information_schema.columns where table_schema = 'forewarn' and table_name in ('audit_log', 'audit_seals') group by 1 order by 1`,
  );
  // All but the ids, which tie an entry to its seal: changed, the entry is gone.
  expect(columns.rows).toEqual([
    { table_name: 'audit_log', count: 12 },
    { table_name: 'audit_seals', count: 6 },
  ]);
  await trail.write(changes.length);
  await seal();
  await trail.tamper(
    changes
      .map(
        ([table, change], index) =>
          `update forewarn.${table} set ${change} where ${table === 'audit_log' ? `subject = '${index}'` : `sequence = ${index + 1}`}`,
      )
      .join(';'),
  );
  const bad = new Set((await trail.verify()).faults.map(({ sequence }) => sequence));
  for (let sequence = 1; sequence <= changes.length; sequence += 1) expect(bad, changes[sequence - 1]?.join(' ')).toContain(sequence);
});

test('the owner of the database removes an entry, with and without its seal', async () => {
  await trail.write(20);
  await seal();
  await trail.tamper(`delete from forewarn.audit_log where subject = '4'`);
  expect(await trail.verify()).toMatchObject({ firstBadSequence: 5, faults: [{ code: 'entry-removed', sequence: 5 }] });
  await trail.tamper('delete from forewarn.audit_seals where sequence = 5');
  expect(await trail.verify()).toMatchObject({ firstBadSequence: 5, faults: [{ code: 'seal-removed', sequence: 5 }] });
});

test('the owner of the database inserts an entry past Forewarn, or takes a seal away from one', async () => {
  await trail.write(3);
  await seal();
  await trail.tamper(
    `insert into forewarn.audit_log (at, actor_kind, actor, action, subject_kind, subject) values ('2026-01-01', 'cert', 'x', 'x', 'x', 'x')`,
  );
  expect((await trail.verify()).faults).toMatchObject([{ code: 'entry-inserted', sequence: 4 }]);
});

test('the owner of the database rewrites the whole chain so that it fits: the signed statements say otherwise', async () => {
  await trail.write(5);
  await seal();
  await trail.write(15);
  await seal(true);
  await trail.tamper(
    `update forewarn.audit_log set actor = 'somebody else' where id = (select entry_id from forewarn.audit_seals where sequence = 8)`,
  );
  await sealAnew(8);
  const verified = await trail.verify();
  expect(verified.faults[0]).toMatchObject({ code: 'rewritten', sequence: 6 }); // 5 is the last that is signed before it
  expect(verified.faults.every(({ code }) => code === 'rewritten')).toBe(true);
});

test('the tail is cut off, checkpoints and all', async () => {
  await trail.write(30);
  await seal(true);
  await trail.write(10);
  await seal(true);
  await trail.tamper(`
    delete from forewarn.audit_log where id in (select entry_id from forewarn.audit_seals where sequence > 35);
    delete from forewarn.audit_seals where sequence > 35; delete from forewarn.audit_checkpoints where sequence > 35`);
  expect(await trail.verify()).toMatchObject({ entries: 35, firstBadSequence: 36, faults: [{ code: 'tail-removed', sequence: 36 }] });
  // What is written on after it does not heal it, and the head that contradicts is kept.
  await trail.write(20);
  expect(await seal()).toMatchObject({ contradiction: { kind: 'head', sequence: 40 } });
  expect((await trail.verify()).firstBadSequence).toBe(31);
});

test('a tail without a checkpoint of its own is missed by the head beside the database', async () => {
  await trail.write(30);
  await seal(true);
  await trail.write(10);
  await seal();
  await trail.tamper('delete from forewarn.audit_log where id > 38; delete from forewarn.audit_seals where entry_id > 38');
  expect((await trail.verify()).faults).toMatchObject([{ code: 'tail-removed', sequence: 39 }]);
});

test('everything is emptied', async () => {
  await trail.write(3);
  await seal(true);
  await expect(trail.machine.database.pool.query('truncate forewarn.audit_seals')).rejects.toThrow(/never changed/);
  await trail.tamper('truncate forewarn.audit_log, forewarn.audit_seals, forewarn.audit_checkpoints');
  expect(await trail.verify()).toMatchObject({ entries: 0, firstBadSequence: 1, faults: [{ code: 'tail-removed' }] });
});

test('a checkpoint that the owner of the database signs with another key, or alters, or removes, does not count', async () => {
  await trail.write(10);
  await seal(true);
  await trail.write(10);
  await seal(true);
  await trail.tamper(
    'update forewarn.audit_checkpoints set hash = (select hash from forewarn.audit_seals where sequence = 9) where sequence = 10',
  );
  expect((await trail.verify()).faults).toMatchObject([
    { code: 'checkpoint-forged', sequence: 10 },
    { code: 'checkpoint-removed', sequence: 10 },
  ]);
  await trail.tamper(`delete from forewarn.audit_checkpoints where sequence = 10`);
  expect((await trail.verify()).faults).toMatchObject([{ code: 'checkpoint-removed', sequence: 10 }]);
});

test('the application itself can not change a seal or a checkpoint, and an institution can not write one', async () => {
  await trail.write(1);
  await seal(true);
  const { database } = trail.machine;
  for (const statement of [
    'update forewarn.audit_seals set sequence = 2',
    'delete from forewarn.audit_seals',
    'delete from forewarn.audit_checkpoints',
    'insert into forewarn.audit_waiting (entry_id) values (1)',
  ])
    await expect(asSystem(database, 'test', (trx) => sql.raw(statement).execute(trx))).rejects.toThrow(/permission denied/);
  const institution = { kind: 'institution', name: 'x', institutionId: '00000000-0000-7000-8000-000000000001' } as never;
  await expect(
    asPrincipal(database, institution, (trx) =>
      sql`insert into forewarn.audit_seals values (9, 9, now(), sha256('x'), sha256('x'), sha256('x'))`.execute(trx),
    ),
  ).rejects.toThrow(/row-level security/);
  expect((await asPrincipal(database, institution, (trx) => sql`select * from forewarn.audit_log`.execute(trx))).rows).toEqual([]);
});

test('many write at once while others seal: every entry gets one place, without gaps', async () => {
  const writing = Array.from({ length: 8 }, async () => {
    for (let count = 0; count < 25; count += 1) await trail.write(1 + (count % 3));
  });
  let busy = true;
  const sealing = Array.from({ length: 3 }, async () => {
    while (busy) await sealAll(trail.place, trail.machine.clock.now());
  });
  // One that takes its id first and commits last must not be passed by.
  const slow = await trail.machine.database.pool.connect();
  await slow.query('begin');
  await slow.query(
    `insert into forewarn.audit_log (at, actor_kind, actor, action, subject_kind, subject) values (now(), 'system', 'slow', 'slow', 'test', 'slow')`,
  );
  try {
    await Promise.all(writing);
    busy = false;
    await Promise.all(sealing);
    await seal();
    await slow.query('commit');
  } finally {
    busy = false;
    slow.release();
  }
  await seal();
  const verified = await trail.verify();
  expect(verified).toMatchObject({ faults: [], waiting: 0 });
  const counted = await trail.machine.database.pool.query(
    'select count(*) as count, max(s.sequence) as last from forewarn.audit_log e join forewarn.audit_seals s on s.entry_id = e.id',
  );
  expect(counted.rows).toEqual([{ count: verified.entries, last: verified.entries }]);
  const last = await trail.machine.database.pool.query(
    'select action from forewarn.audit_log e join forewarn.audit_seals s on s.entry_id = e.id order by s.sequence desc limit 1',
  );
  expect(last.rows).toEqual([{ action: 'slow' }]);
});

test('what was rolled back leaves no trace and no gap', async () => {
  await trail.write(1);
  await asSystem(trail.machine.database, 'test', async (trx) => {
    await record(trx, {
      principal: { kind: 'system', name: 'test' },
      at: trail.machine.clock.now(),
      action: 'undone',
      subject: { kind: 'test', id: '1' },
    });
    throw new Error('rolled back');
  }).catch(() => {});
  await trail.write(1);
  await seal();
  expect(await trail.verify()).toMatchObject({ entries: 2, faults: [] });
});

test('the key lies outside the database, for its owner alone, and stays the same', async () => {
  expect((await stat(file('audit-key'))).mode & 0o777).toBe(0o600);
  expect(await readFile(file('audit-key'), 'utf8')).toContain('PRIVATE KEY');
  expect(await readFile(file('audit-key.pub'), 'utf8')).toContain('PUBLIC KEY');
});

test('without the key nothing can be said of what it signed, and that is told', async () => {
  await trail.write(3);
  await seal(true);
  await rm(file('audit-key'));
  await rm(file('audit-key.pub'));
  const verified = await trail.verify();
  expect(verified).toMatchObject({ faults: [], signedUpTo: 0 });
  expect(verified.notes.join(' ')).toContain('key that is not here');
});

test('a torn last line after a power cut is told and does not spoil what is written next', async () => {
  await trail.write(3);
  await seal(true);
  await writeFile(file('audit-checkpoints.jsonl'), (await readFile(file('audit-checkpoints.jsonl'), 'utf8')) + '{"kind":"checkp');
  await trail.write(3);
  await seal(true);
  const verified = await trail.verify();
  expect(verified).toMatchObject({ faults: [], signedUpTo: 6 });
  expect(verified.notes.join(' ')).toContain('1 lines of the checkpoint file');
});

test('a statement in the file that its key did not sign is told', async () => {
  await trail.write(3);
  await seal(true);
  const head = await asSystem(trail.machine.database, 'test', findHead);
  const forged = { ...signStatement(trail.place.key, { kind: 'restored', ...head, at: '2026-11-23T09:00:00.000000Z' }), sequence: 1 };
  await writeFile(file('audit-checkpoints.jsonl'), `${JSON.stringify(forged)}\n`, { flag: 'a' });
  expect((await trail.verify()).faults).toMatchObject([{ code: 'checkpoint-forged', sequence: 1 }]);
});
