import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { fourEyes, type FourEyes } from '@forewarn/core/warnings/four-eyes.ts';
import type { Transaction } from '../database/open-database.ts';
import { contentDigest, findApprover } from './approval-store.ts';
import type { StoredVersion } from './warning-store.ts';

/** Which two people stand behind a draft, were this principal to release it now. */
export async function lookWithTwo(
  trx: Transaction,
  principal: Principal,
  warningId: string,
  draft: StoredVersion,
  aloneBecause?: string,
): Promise<FourEyes> {
  const approvedBy = await findApprover(trx, warningId, contentDigest(draft));
  return fourEyes({
    version: draft,
    releaser: principalName(principal),
    ...(draft.isAutomatic ? {} : { author: draft.draftedBy }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(aloneBecause === undefined ? {} : { aloneBecause }),
  });
}
