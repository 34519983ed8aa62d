import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordAll } from '../audit/record-all.ts';
import type { Transaction } from '../database/open-database.ts';
import { digestMessage } from '../deliveries/digest-message.ts';
import type { ToldInstitution } from './plan-release.ts';
import { tellingOf } from './telling.ts';

/** One entry for each institution that a version speaks to, with the digests of its exact words: what a proof pack rests on. */
export async function recordTelling(
  trx: Transaction,
  principal: Principal,
  version: { readonly warningId: string; readonly reference: string; readonly version: number; readonly kind: string },
  told: readonly ToldInstitution[],
  now: Instant,
): Promise<void> {
  await recordAll(
    trx,
    told.map(({ institution, decision, messages, deliveries, unreachable }) => ({
      principal,
      at: now,
      action: 'institution-told',
      subject: tellingOf(version.warningId, institution.id),
      institutionId: institution.id,
      details: {
        reference: version.reference,
        version: version.version,
        kind: version.kind,
        decision: decision.kind,
        messages: messages.map((message) => ({ key: message.key, sha256: digestMessage(message) })),
        deliveries: deliveries.length,
        ...(unreachable === undefined ? {} : { unreachable: true }),
      },
    })),
  );
}
