import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { tellingOf } from './telling.ts';

/** Mail scanners open a link many times, and whoever holds one could fill the trail. */
const ONCE_PER_MS = 3_600_000;
const REMEMBERED_MAX = 20_000;
const opened = new WeakMap<Machine, Map<string, number>>();

/** That the page behind a contact's link was opened: at most once an hour for each. By whom is not known; a mail scanner opens links too. */
export async function recordOpening(machine: Machine, principal: Extract<Principal, { kind: 'link' }>): Promise<void> {
  const { warningId, institutionId, contactId } = principal;
  const remembered = opened.get(machine) ?? new Map<string, number>();
  opened.set(machine, remembered);
  const now = millisecondsOf(machine.clock.now());
  const key = `${warningId} ${contactId}`;
  if (now - (remembered.get(key) ?? Number.NEGATIVE_INFINITY) < ONCE_PER_MS) return;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(key, now);
  await asPrincipal(machine.database, principal, (trx) =>
    recordReading(trx, machine, {
      principal,
      action: 'answer-page-read',
      subject: tellingOf(warningId, institutionId),
      institutionId,
      isEvidence: true,
    }),
  );
}
