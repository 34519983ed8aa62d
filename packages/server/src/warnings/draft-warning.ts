import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { markDrillTexts } from '@forewarn/core/warnings/mark-drill-texts.ts';
import { nextState } from '@forewarn/core/warnings/transitions.ts';
import type { VersionKind, WarningTexts, WarningVersion } from '@forewarn/core/warnings/warning.ts';
import { record } from '../audit/record.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { findMatter } from '../matters/matter-store.ts';
import { stateEntered } from './state-entered.ts';
import {
  findDraft,
  findWarningOfMatter,
  insertDraft,
  insertWarning,
  takeNumber,
  type StoredVersion,
  type StoredWarning,
} from './warning-store.ts';

/** What a version says; its number and kind come from where it stands. */
export type DraftContent = Pick<
  WarningVersion,
  'urgency' | 'tlp' | 'sharedWithItProvider' | 'embargoUntil' | 'validUntil' | 'texts' | 'audience'
> & {
  readonly ruleId?: string;
};

const REFERENCE_DIGITS = 4;
/** OEF-2026-0001: an exercise takes no number of the CERT's own warnings. */
const DRILL_PREFIX = 'OEF';

/**
 * Opens the warning on a matter with its first draft, and takes its reference (FW-2026-0031) in this transaction. Refusals: `no-such`
 * matter, `warning-exists` (one matter has one warning).
 */
export async function draftWarning(
  trx: Transaction,
  machine: Pick<Machine, 'config'>,
  principal: Principal,
  matterId: string,
  content: DraftContent,
  now: Instant,
): Promise<{ readonly kind: 'drafted'; readonly warning: StoredWarning; readonly draft: StoredVersion } | Refusal> {
  const matter = await findMatter(trx, matterId);
  if (matter === undefined) return refuse('no-such', 'There is no such matter.');
  const existing = await findWarningOfMatter(trx, matterId);
  if (existing !== undefined)
    return refuse('warning-exists', `This matter has its warning already: ${existing.reference}.`, 'Draft its next version instead.', {
      reference: existing.reference,
    });
  const year = Number(now.slice(0, 4));
  const isDrill = matter.drillId !== undefined;
  const number = String(await takeNumber(trx, year, isDrill)).padStart(REFERENCE_DIGITS, '0');
  const warning: StoredWarning = {
    id: newId<'Warning'>(now),
    reference: `${isDrill ? DRILL_PREFIX : machine.config.cert.prefix}-${year}-${number}`,
    matterId: idOf<'Matter'>(matterId),
    state: 'draft',
    openedAt: now,
    releasedVersion: 0,
    drillId: matter.drillId,
  };
  await insertWarning(trx, warning);
  return { kind: 'drafted', warning, draft: await writeDraft(trx, principal, warning, 'initial', content, now) };
}

/**
 * Drafts the next version of a warning that this transaction holds. Refusals: `draft-exists` (somebody is writing it), and those of the
 * warning's state.
 */
export async function draftVersion(
  trx: Transaction,
  principal: Principal,
  warning: StoredWarning,
  kind: Exclude<VersionKind, 'initial'>,
  content: DraftContent,
  now: Instant,
): Promise<StoredVersion | Refusal> {
  const state = nextState({ state: warning.state, verb: 'draft', entered: stateEntered(warning) });
  if (isRefusal(state)) return state;
  if (warning.releasedVersion === 0)
    return warning.state === 'draft'
      ? refuse('draft-exists', `${warning.reference} was never released; its first version is still a draft.`, 'Change that draft.', {
          about: 'first',
          reference: warning.reference,
        })
      : refuse('warning-closed', `${warning.reference} was discarded before it was released.`, 'Open another matter.', {
          about: 'discarded',
          reference: warning.reference,
        });
  const draft = await findDraft(trx, warning.id);
  if (draft !== undefined)
    return refuse(
      'draft-exists',
      `${warning.reference} has a draft of version ${draft.version} already, by ${draft.draftedBy}.`,
      'Change that draft, or discard it first.',
      { reference: warning.reference, version: draft.version, by: draft.draftedBy },
    );
  return writeDraft(trx, principal, warning, kind, content, now);
}

/** Of an exercise every title says that it is one, whoever wrote it. */
export function textsOf({ drillId }: Pick<StoredWarning, 'drillId'>, texts: WarningTexts): WarningTexts {
  return drillId === undefined ? texts : markDrillTexts(texts);
}

async function writeDraft(
  trx: Transaction,
  principal: Principal,
  warning: StoredWarning,
  kind: VersionKind,
  content: DraftContent,
  now: Instant,
): Promise<StoredVersion> {
  const draft: StoredVersion = {
    ...content,
    texts: textsOf(warning, content.texts),
    id: newId<'WarningVersion'>(now),
    version: warning.releasedVersion + 1,
    kind,
    state: 'draft',
    draftedAt: now,
    draftedBy: principalName(principal),
    isAutomatic: principal.kind === 'system',
  };
  await insertDraft(trx, { ...draft, warningId: warning.id });
  await record(trx, {
    principal,
    at: now,
    action: 'warning-drafted',
    subject: { kind: 'warning', id: warning.id },
    details: { reference: warning.reference, version: draft.version, kind, urgency: draft.urgency, rule: draft.ruleId },
  });
  return draft;
}
