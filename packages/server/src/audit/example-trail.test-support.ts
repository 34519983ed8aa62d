import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { recordAll } from './record-all.ts';
import { auditPlace, type AuditPlace } from './seal-all.ts';
import { verifyAudit, type AuditVerified } from './verify-audit.ts';

/** A machine with a data directory of its own and a trail that anybody may spoil. */
export type ExampleTrail = {
  readonly machine: TestMachine;
  readonly place: AuditPlace;
  /** So many entries, committed and not sealed. */
  readonly write: (count: number, action?: string) => Promise<void>;
  /** As the owner of the database does it: triggers off. */
  readonly tamper: (statements: string) => Promise<void>;
  readonly verify: () => Promise<AuditVerified>;
  readonly close: () => Promise<void>;
};

export async function exampleTrail(): Promise<ExampleTrail> {
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-audit-'));
  const machine = await testMachine({ FOREWARN_DATA: folder });
  const { database } = machine;
  return {
    machine,
    place: await auditPlace(database, folder),
    write: (count, action = 'tried') =>
      asSystem(database, 'test', (trx) =>
        recordAll(
          trx,
          Array.from({ length: count }, (_, index) => ({
            principal: { kind: 'system', name: 'test' },
            at: machine.clock.now(),
            action,
            subject: { kind: 'test', id: String(index) },
            details: { index, text: 'één \\ "twee"', nested: { b: [1, 2.5, null], a: true } },
          })),
        ),
      ),
    tamper: async (statements) => {
      const client = await database.pool.connect();
      try {
        await client.query(`set session_replication_role = replica; ${statements}`);
      } finally {
        await client.query('set session_replication_role = default');
        client.release();
      }
    },
    verify: () => verifyAudit(database, folder),
    close: async () => {
      await machine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
