import { readInstant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { textsOf, type DraftContent } from './draft-warning.ts';
import { deleteDraft, findDraft, holdWarning, markEnded, updateDraft, type StoredVersion, type StoredWarning } from './warning-store.ts';

/**
 * Changes what a draft says; `read` makes the new content from the draft as it is. `basedOn` is when the draft was saved that the change was
 * made from: where somebody saved since, nothing is overwritten. Refusals: `no-such`, `no-draft`, `draft-changed`, and what `read` says.
 */
export async function changeDraft(
  machine: Machine,
  principal: Principal,
  id: string,
  read: (draft: StoredVersion) => DraftContent | Refusal,
  basedOn?: string,
): Promise<{ readonly kind: 'changed' } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const warning = await holdWarning(trx, id);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    const draft = await findDraft(trx, id);
    if (draft === undefined) return noDraft(warning);
    if (basedOn !== undefined && readInstant(basedOn) !== draft.draftedAt)
      return refuse('draft-changed', `${draft.draftedBy} saved this draft at ${draft.draftedAt}.`, 'Read what changed, then save again.', {
        by: draft.draftedBy,
        at: draft.draftedAt,
      });
    const content = read(draft);
    if (isRefusal(content)) return content;
    // What an analyst touched is the analyst's: no rule writes over it or releases it any more.
    const texts = textsOf(warning, content.texts);
    await updateDraft(trx, id, { ...content, texts, draftedAt: now, draftedBy: principalName(principal), isAutomatic: false });
    await record(trx, {
      principal,
      at: now,
      action: 'draft-changed',
      subject: { kind: 'warning', id },
      details: { ...beforeAndAfter(contentOf(draft), contentOf({ ...content, texts })), version: draft.version, urgency: content.urgency },
    });
    return { kind: 'changed' } as const;
  });
}

/** Throws the draft away. A warning that never went out is closed with it: its number is not used again. Refusals: `no-such`, `no-draft`. */
export async function discardDraft(machine: Machine, principal: Principal, id: string): Promise<{ readonly kind: 'discarded' } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const warning = await holdWarning(trx, id);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    if (!(await deleteDraft(trx, id))) return noDraft(warning);
    if (warning.releasedVersion === 0) await markEnded(trx, id, 'closed', now, principalName(principal));
    await record(trx, {
      principal,
      at: now,
      action: 'draft-discarded',
      subject: { kind: 'warning', id },
      details: { version: warning.releasedVersion + 1 },
    });
    return { kind: 'discarded' } as const;
  });
}

/** What is drafted; by whom and when is in the entry itself. */
function contentOf({ urgency, tlp, sharedWithItProvider, embargoUntil, validUntil, texts, audience }: DraftContent | StoredVersion) {
  return { urgency, tlp, sharedWithItProvider, embargoUntil, validUntil, texts, audience };
}

function noDraft(warning: StoredWarning): Refusal {
  return refuse('no-draft', `${warning.reference} has no draft.`, 'Draft the next version first.', { reference: warning.reference });
}
