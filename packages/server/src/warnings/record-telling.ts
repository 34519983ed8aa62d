import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordAll } from '../audit/record-all.ts';
import { asSystem } from '../database/as-principal.ts';
import { digestMessage } from '../deliveries/digest-message.ts';
import type { Machine } from '../machine.ts';
import { tellingOf } from './telling.ts';
import { listUnrecordedTellings, type UnrecordedTelling } from './telling-store.ts';

const RECORDER = { kind: 'system', name: 'record-telling' } as const satisfies Principal;
const AT_ONCE = 500;

/**
 * After a release: one audit entry for each institution that the version speaks to, with the digests of its exact words. A proof pack rests
 * on them. By a job and not with the release, which a thousand of them would slow by a tenth; where they are many, seconds later. What is recorded already stays as it is.
 */
export async function recordTelling(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, version } = payload as { warningId: string; version: number };
  let after: string | undefined;
  do {
    after = await asSystem(machine.database, RECORDER.name, async (trx) => {
      const { tellings, last } = await listUnrecordedTellings(trx, { warningId, version, after, limit: AT_ONCE });
      const at = machine.clock.now();
      await recordAll(
        trx,
        tellings.map((telling) => ({
          principal: RECORDER,
          at,
          action: 'institution-told',
          subject: tellingOf(warningId, telling.institutionId),
          institutionId: telling.institutionId,
          details: detailsOf(version, telling),
        })),
      );
      return last;
    });
  } while (after !== undefined);
}

function detailsOf(version: number, { reference, kind, releasedAt, decision, messages }: UnrecordedTelling) {
  return {
    reference,
    version,
    kind,
    releasedAt,
    decision,
    messages: messages.map((message) => ({ key: message.key, sha256: digestMessage(message) })),
  };
}
