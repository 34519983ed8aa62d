import { sql } from 'kysely';
import { instantOf } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import type { Transaction } from '../database/open-database.ts';
import { principalSettings } from '../database/principal-settings.ts';
import { acknowledgementOf, type AcknowledgementRow } from './acknowledgement-store.ts';
import { decisionOf, type DecisionRow, type StoredDecision } from './concerned-store.ts';
import { warningOf, type StoredWarning, type WarningRow } from './warning-store.ts';

/** An answer that somebody gives: what is looked up for it is what this principal may see. */
export type AskedAnswer = {
  readonly principal: Principal;
  readonly warningId: string;
  readonly institutionId: string;
  /** Whether the label of the version in force is asked too. */
  readonly withLabel: boolean;
};

export type AnswerFacts = {
  readonly warning: StoredWarning | undefined;
  /** The newest for the institution. */
  readonly decision: StoredDecision | undefined;
  /** Where it was asked, and the principal may read that version. */
  readonly tlp: TlpLabel | undefined;
  /** The institution's answers to this warning, the newest first, undone ones too. */
  readonly earlier: readonly Acknowledgement[];
};

type Row = { place: number; tlp: TlpLabel | null; answer: JsonAnswer | null } & (WarningRow | { id: null }) &
  (DecisionRow | { institution_id: null });
/** PostgreSQL writes times in JSON as ISO 8601 with an offset. */
type JsonAnswer = Omit<AcknowledgementRow, 'answered_at' | 'undone_at'> & { answered_at: string; undone_at: string | null };

/** What core asks of each warning before an answer to it is taken, in the order of what was asked. One statement; each look-up is its principal's. */
export async function findAnswerFacts(trx: Transaction, asked: readonly AskedAnswer[]): Promise<readonly AnswerFacts[]> {
  const found =
    await sql<Row>`select f.place, (f.warning).id, (f.warning).reference, (f.warning).matter_id, (f.warning).state, (f.warning).opened_at,
      (f.warning).released_version, (f.warning).ended_at, (f.warning).ended_by, (f.warning).ended_because, (f.warning).drill_id,
      (f.decision).institution_id, (f.decision).version, (f.decision).decision, (f.decision).because, (f.decision).urgency, (f.decision).certainty,
      (f.decision).reasons, (f.decision).label, (f.decision).action_digest, (f.decision).asked_in_version, (f.decision).text_part, f.told, f.tlp,
      case when (f.answer).id is not null then to_json(f.answer) end as answer
    from forewarn.facts_for_answers(${askedJson(asked)}::json) f`.execute(trx);
  const rows = Map.groupBy(found.rows, ({ place }) => place);
  return asked.map((_, place) => factsOf(rows.get(place) ?? []));
}

/** As migration 0050 reads it. */
function askedJson(asked: readonly AskedAnswer[]): string {
  return JSON.stringify(
    asked.map(({ principal, warningId, institutionId, withLabel }) => ({
      as: principalSettings(principal),
      warning: warningId,
      institution: institutionId,
      label: withLabel,
    })),
  );
}

/** Of one answer: its rows differ in the answer before it alone. */
function factsOf(rows: readonly Row[]): AnswerFacts {
  const [row] = rows;
  return {
    warning: row === undefined || row.id === null ? undefined : warningOf(row),
    decision: row === undefined || row.institution_id === null ? undefined : decisionOf(row),
    tlp: row?.tlp ?? undefined,
    earlier: rows.flatMap(({ answer }) => (answer === null ? [] : [acknowledgementOf(rowOf(answer))])),
  };
}

function rowOf({ answered_at, undone_at, ...row }: JsonAnswer): AcknowledgementRow {
  return {
    ...row,
    answered_at: instantOf(Date.parse(answered_at)),
    undone_at: undone_at === null ? null : instantOf(Date.parse(undone_at)),
  };
}
