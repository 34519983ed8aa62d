import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { WarningTexts } from '@forewarn/core/warnings/warning.ts';
import { refusedToOne } from '@forewarn/core/warnings/four-eyes.ts';
import { record } from '../audit/record.ts';
import type { Machine } from '../machine.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { draftVersion, type DraftContent } from './draft-warning.ts';
import { lookWithTwo } from './look-with-two.ts';
import { releaseHeld, type Released } from './release-warning.ts';
import { deleteDraft, findVersion, holdWarning, type StoredVersion } from './warning-store.ts';

/**
 * Withdraws a warning at once: everyone told hears it and why, what was still to be sent is not sent, nobody is asked any more. A draft
 * that somebody was writing goes with it. Refusals: `no-such`, and those of the warning's state.
 */
export async function withdrawWarning(
  machine: Machine,
  principal: Principal,
  id: string,
  because: { readonly nl: string; readonly en?: string },
): Promise<Released | Refusal> {
  return replaceVersion(machine, principal, id, 'withdrawal', (inForce) => ({
    urgency: inForce.urgency,
    tlp: inForce.tlp,
    sharedWithItProvider: inForce.sharedWithItProvider,
    audience: inForce.audience,
    texts: withdrawnTexts(inForce.texts, because),
  }));
}

/**
 * Corrects a warning at once: everyone told hears the right text, what was still to be sent of the wrong one is not sent. Refusals as
 * above, `draft-exists`: a draft that somebody is writing may be built on the mistake, and `second-person-needed`: one that may wake people is
 * read by two, or one says why alone.
 */
export async function correctWarning(
  machine: Machine,
  principal: Principal,
  id: string,
  read: (inForce: StoredVersion) => DraftContent | Refusal,
  aloneBecause?: string,
): Promise<Released | Refusal> {
  return replaceVersion(machine, principal, id, 'correction', read, aloneBecause);
}

/** The title and texts stay, so that readers know what it is about; the steps and questions go. */
export function withdrawnTexts(texts: WarningTexts, because: { readonly nl: string; readonly en?: string }): WarningTexts {
  const nl = { title: texts.nl.title, summary: because.nl, actions: [], whatChanged: because.nl };
  if (texts.en === undefined || because.en === undefined) return { nl };
  return { nl, en: { title: texts.en.title, summary: because.en, actions: [], whatChanged: because.en } };
}

async function replaceVersion(
  machine: Machine,
  principal: Principal,
  id: string,
  kind: 'withdrawal' | 'correction',
  read: (inForce: StoredVersion) => DraftContent | Refusal,
  aloneBecause?: string,
): Promise<Released | Refusal> {
  const now = machine.clock.now();
  return allOrNothing(machine.database, principal, async (trx) => {
    const warning = await holdWarning(trx, id);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    const inForce = await findVersion(trx, id, warning.releasedVersion);
    if (inForce === undefined)
      return refuse('warning-not-released', `${warning.reference} was never released, so nobody was told.`, 'Discard its draft instead.', {
        reference: warning.reference,
      });
    const content = read(inForce);
    if (isRefusal(content)) return content;
    if (kind === 'withdrawal' && (await deleteDraft(trx, id)))
      await record(trx, {
        principal,
        at: now,
        action: 'draft-discarded',
        subject: { kind: 'warning', id },
        details: { version: warning.releasedVersion + 1 },
      });
    const draft = await draftVersion(trx, principal, warning, kind, content, now);
    if (isRefusal(draft)) return draft;
    const eyes = await lookWithTwo(trx, principal, id, draft, aloneBecause);
    return refusedToOne(eyes) ?? releaseHeld(trx, machine, principal, { warning, draft, by: 'analyst', eyes, evenIfNobody: true }, now);
  });
}
