import { readInstant } from '@forewarn/core/basics/instant.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { auditKeyStamp } from './audit-key.ts';
import { raiseNotice } from './notices.ts';
import { auditPlace, sealAll, type AuditPlace } from './seal-all.ts';
import type { Statement } from './statement.ts';

/** An entry waits at most about this long for its seal while a Forewarn runs. */
const SEAL_EVERY_MS = 1_000;

/** Seals the audit trail every second until stopped; once more when it stops. A database that is away is waited for. */
export async function startSealer(machine: Machine): Promise<{ readonly stop: () => Promise<void> }> {
  const { dataDirectory } = machine.config;
  let place = await auditPlace(machine.database, dataDirectory);
  let stamp = await auditKeyStamp(dataDirectory);
  const stopping = new AbortController();
  const working = (async () => {
    let isFailing = false;
    while (!stopping.signal.aborted) {
      try {
        const now = await auditKeyStamp(dataDirectory);
        // The key was rotated. One that is gone is not made anew under a Forewarn that runs.
        if (now !== undefined && now !== stamp) [place, stamp] = [await auditPlace(machine.database, dataDirectory), now];
        await seal(machine, place);
        isFailing = false;
      } catch (cause) {
        if (!isFailing) machine.log.error({ err: cause }, 'the audit trail could not be sealed; it is tried again every second');
        isFailing = true;
      }
      await pause(SEAL_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await working;
      await seal(machine, place).catch((cause: unknown) => machine.log.error({ err: cause }, 'the last audit entries were not sealed'));
    },
  };
}

async function seal(machine: Machine, place: AuditPlace): Promise<void> {
  const { contradiction } = await sealAll(place, machine.clock.now());
  if (contradiction !== undefined) await tell(machine, contradiction);
}

async function tell(machine: Machine, { sequence, at }: Statement): Promise<void> {
  machine.log.error({ sequence, at }, 'the audit trail in the database is not the one that was signed: run forewarn audit verify');
  await asSystem(machine.database, 'seal-audit', (trx) =>
    raiseNotice(trx, { kind: 'audit-broken', key: 'chain', at: readInstant(at) ?? machine.clock.now(), sequence }, machine.clock.now()),
  );
}
