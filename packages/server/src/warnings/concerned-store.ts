import { sql } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { LANGUAGES } from '@forewarn/core/institutions/institution.ts';
import type { Decision, EarlierDecision } from '@forewarn/core/warnings/decision.ts';
import { BEFORE_EVERY_ID } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';

/** One institution's decision as it was stored, with the version that made it. */
export type StoredDecision = Decision & { readonly version: number; readonly told: boolean };

export type DecisionRow = {
  institution_id: string;
  version: number;
  decision: Decision['kind'];
  because: string | null;
  urgency: Decision['urgency'];
  certainty: Decision['certainty'];
  reasons: Decision['reasons'];
  label: Decision['label'];
  action_digest: string;
  asked_in_version: number;
  told: boolean;
  text_part: string | null;
};

/** Whether some version told it and none since closed it: what the newest of its decisions that spoke to it was. */
const TOLD = sql`coalesce((select t.decision <> 'close' from forewarn.concerned_institutions t
  where t.warning_id = c.warning_id and t.institution_id = c.institution_id and t.decision <> 'stay-silent' order by t.version desc limit 1), false) as told`;

export function decisionOf(row: DecisionRow): StoredDecision {
  const shared = {
    institutionId: idOf<'Institution'>(row.institution_id),
    version: row.version,
    told: row.told,
    urgency: row.urgency,
    certainty: row.certainty,
    reasons: row.reasons,
    label: row.label,
    actionDigest: row.action_digest,
    askedInVersion: row.asked_in_version,
    ...(row.text_part === null ? {} : { part: row.text_part }),
  };
  if (row.decision === 'stay-silent')
    return { ...shared, kind: 'stay-silent', because: row.because as Extract<Decision, { kind: 'stay-silent' }>['because'] };
  return { ...shared, kind: row.decision };
}

type EarlierRow = Omit<DecisionRow, 'reasons' | 'label' | 'because' | 'text_part'> & { missed_correction: boolean };
const EARLIER = sql`c.institution_id, c.version, c.decision, c.urgency, c.certainty, c.action_digest, c.asked_in_version, ${TOLD},
  exists (select from forewarn.warning_versions v
    where v.warning_id = c.warning_id and v.version > c.version and v.state = 'released' and v.kind = 'correction') as missed_correction`;

/** What was last decided for each institution; without the reasons, which are long. */
export async function listEarlierDecisions(trx: Transaction, warningId: string): Promise<readonly EarlierDecision[]> {
  const found = await sql<EarlierRow>`select distinct on (c.institution_id) ${EARLIER}
    from forewarn.concerned_institutions c where c.warning_id = ${warningId} order by c.institution_id, c.version desc`.execute(trx);
  return found.rows.map(earlierOf);
}

/**
 * The same of these institutions. Each by itself and by its index (`+ 0`: and not by the one that is in the order of versions): the planner knows
 * nothing yet of what a release has just written, and would read all of it for each part.
 */
export async function findEarlierDecisions(
  trx: Transaction,
  warningId: string,
  among: readonly string[],
): Promise<readonly EarlierDecision[]> {
  const found = await sql<EarlierRow>`select ${EARLIER} from unnest(${among}::uuid[]) as a(id) cross join lateral (
      select * from forewarn.concerned_institutions x where x.institution_id = a.id and x.warning_id = ${warningId} order by x.version + 0 desc limit 1
    ) c order by c.institution_id`.execute(trx);
  return found.rows.map(earlierOf);
}

function earlierOf(row: EarlierRow): EarlierDecision {
  return {
    institutionId: idOf<'Institution'>(row.institution_id),
    kind: row.decision,
    told: row.told,
    urgency: row.urgency,
    certainty: row.certainty,
    actionDigest: row.action_digest,
    askedInVersion: row.asked_in_version,
    missedCorrection: row.missed_correction,
  };
}

/** The newest decision for each institution, or for one, or for these. */
export async function findDecisions(
  trx: Transaction,
  warningId: string,
  of?: string | readonly string[],
): Promise<readonly StoredDecision[]> {
  const ids = typeof of === 'string' ? [of] : (of ?? null);
  const found =
    await sql<DecisionRow>`select distinct on (c.institution_id) c.institution_id, c.version, c.decision, c.because, c.urgency, c.certainty, c.reasons, c.label,
      c.action_digest, c.asked_in_version, c.text_part, ${TOLD}
    from forewarn.concerned_institutions c
    where c.warning_id = ${warningId} and (${ids}::uuid[] is null or c.institution_id = any(${ids}::uuid[]))
    order by c.institution_id, c.version desc`.execute(trx);
  return found.rows.map(decisionOf);
}

/** What is counted of a decision: of the reasons only which lines of the inventory they name. */
export type CountedDecision = Pick<StoredDecision, 'institutionId' | 'kind' | 'told' | 'urgency' | 'askedInVersion' | 'reasons'>;

/** As `findDecisions`, without what is long. */
export async function findCountedDecisions(trx: Transaction, warningId: string): Promise<readonly CountedDecision[]> {
  const found = await sql<
    Pick<DecisionRow, 'institution_id' | 'decision' | 'urgency' | 'asked_in_version' | 'told'> & { item_keys: readonly string[] }
  >`select distinct on (c.institution_id) c.institution_id, c.decision, c.urgency, c.asked_in_version, ${TOLD},
      jsonb_path_query_array(c.reasons, '$[*].item.key') as item_keys
    from forewarn.concerned_institutions c where c.warning_id = ${warningId} order by c.institution_id, c.version desc`.execute(trx);
  return found.rows.map((row) => ({
    institutionId: idOf<'Institution'>(row.institution_id),
    kind: row.decision,
    told: row.told,
    urgency: row.urgency,
    askedInVersion: row.asked_in_version,
    reasons: row.item_keys.map((key) => ({ ...ONLY_ITS_LINE, item: { inventory: '', key, exposure: 'unknown' } })),
  }));
}
const ONLY_ITS_LINE = { reason: 'product-version', certainty: 'certain', evidence: [], remediations: [] } as const;

/**
 * The newest decision for one institution that spoke to it (not silence): the personal block of what it read last. Undefined where it was
 * never told.
 */
export async function findSpokenDecision(trx: Transaction, warningId: string, institutionId: string): Promise<StoredDecision | undefined> {
  const found =
    await sql<DecisionRow>`select c.institution_id, c.version, c.decision, c.because, c.urgency, c.certainty, c.reasons, c.label, c.action_digest, c.asked_in_version, c.text_part, ${TOLD}
    from forewarn.concerned_institutions c
    where c.warning_id = ${warningId} and c.institution_id = ${institutionId} and c.decision <> 'stay-silent' order by c.version desc limit 1`.execute(
      trx,
    );
  const row = found.rows[0];
  return row === undefined ? undefined : decisionOf(row);
}

/**
 * Of those to whom a released version speaks, the next for whom nothing of it is planned yet and to whom no later version spoke, by id; `last`
 * undefined where there are no more. Each question is asked for one row (scalar subqueries: the planner knows nothing yet of what a release has just
 * written, and would read all messages for each part).
 */
export async function findUntold(
  trx: Transaction,
  of: Untold & { readonly limit: number },
): Promise<{ readonly decisions: readonly StoredDecision[]; readonly last: string | undefined }> {
  const found =
    await sql<DecisionRow>`select c.institution_id, c.version, c.decision, c.because, c.urgency, c.certainty, c.reasons, c.label, c.action_digest, c.asked_in_version,
      c.text_part, true as told
    from forewarn.concerned_institutions c where ${isUntold(of)} order by c.institution_id limit ${of.limit}`.execute(trx);
  const decisions = found.rows.map(decisionOf);
  return { decisions, last: decisions.length < of.limit ? undefined : decisions.at(-1)?.institutionId };
}

/** The next of them alone, by name, without a look at what was decided. */
export async function findNextUntold(trx: Transaction, of: Untold): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const found = await sql<{ id: string; name: string }>`select i.id, i.name
    from forewarn.concerned_institutions c join forewarn.institutions i on i.id = c.institution_id
    where ${isUntold(of)} order by c.institution_id limit 1`.execute(trx);
  return found.rows[0];
}

export type Untold = { readonly warningId: string; readonly version: number; readonly after: string | undefined };

function isUntold({ warningId, version, after }: Untold) {
  const key = `${warningId}/${version}/`;
  return sql`c.warning_id = ${warningId} and c.version = ${version} and c.decision <> 'stay-silent' and c.institution_id > ${after ?? BEFORE_EVERY_ID}::uuid
      and (select true from forewarn.messages m where m.key = any(array(select ${key} || c.institution_id || '/' || l from unnest(${LANGUAGES}::text[]) as l)) limit 1) is null
      and (select true from forewarn.follow_ups f
        where f.warning_id = c.warning_id and f.institution_id = c.institution_id and f.version = c.version limit 1) is null
      and (select true from forewarn.concerned_institutions l where l.warning_id = c.warning_id and l.institution_id = c.institution_id
        and l.version > c.version and l.decision <> 'stay-silent' limit 1) is null`;
}

/** What a preview names of a decision. */
export type DecidedRow = Pick<Decision, 'institutionId' | 'kind' | 'urgency' | 'certainty' | 'actionDigest'> & {
  readonly because?: string;
};

/** What a released version decided, the next by id. */
export async function listDecided(
  trx: Transaction,
  of: { readonly warningId: string; readonly version: number; readonly after: string | undefined; readonly limit: number },
): Promise<readonly DecidedRow[]> {
  const found = await sql<Pick<DecisionRow, 'institution_id' | 'decision' | 'because' | 'urgency' | 'certainty' | 'action_digest'>>`
    select institution_id, decision, because, urgency, certainty, action_digest from forewarn.concerned_institutions
    where warning_id = ${of.warningId} and version = ${of.version} and institution_id > ${of.after ?? BEFORE_EVERY_ID}::uuid
    order by institution_id limit ${of.limit}`.execute(trx);
  return found.rows.map((row) => ({
    institutionId: idOf<'Institution'>(row.institution_id),
    kind: row.decision,
    ...(row.because === null ? {} : { because: row.because }),
    urgency: row.urgency,
    certainty: row.certainty,
    actionDigest: row.action_digest,
  }));
}

/** To whom a released version speaks and nothing of it is sent or planned: how many, and the first by name. */
export async function findUnreached(
  trx: Transaction,
  of: { readonly warningId: string; readonly version: number; readonly except: readonly string[]; readonly limit: number },
): Promise<{ readonly count: number; readonly names: readonly string[] }> {
  const found = await sql<{ name: string; count: number }>`select i.name, count(*) over ()::int as count
    from forewarn.concerned_institutions c join forewarn.institutions i on i.id = c.institution_id
    where c.warning_id = ${of.warningId} and c.version = ${of.version} and c.decision <> 'stay-silent'
      and c.institution_id <> all(${of.except}::uuid[])
      and c.institution_id not in (select d.institution_id from forewarn.deliveries d where d.message_key like ${`${of.warningId}/${of.version}/%`})
    order by i.name limit ${of.limit}`.execute(trx);
  return { count: found.rows[0]?.count ?? 0, names: found.rows.map(({ name }) => name) };
}

/** Threads of those whom a warning told and that none of its versions closed since. */
export async function listToldThreads(
  trx: Transaction,
  warning: { readonly id: string; readonly matterId: string },
): Promise<readonly string[]> {
  const told = (await listEarlierDecisions(trx, warning.id)).filter((decision) => decision.told);
  return told.map(({ institutionId }) => `${warning.matterId}/${institutionId}`);
}

/** One statement carries at most this many: reasons are long. */
const ROWS_PER_STATEMENT = 1_000;

export async function insertDecisions(trx: Transaction, warningId: string, version: number, decisions: readonly Decision[]): Promise<void> {
  for (let begin = 0; begin < decisions.length; begin += ROWS_PER_STATEMENT)
    await insertSome(trx, warningId, version, decisions.slice(begin, begin + ROWS_PER_STATEMENT));
}

async function insertSome(trx: Transaction, warningId: string, version: number, decisions: readonly Decision[]): Promise<void> {
  const rows = JSON.stringify(
    decisions.map((decision) => ({
      institution_id: decision.institutionId,
      decision: decision.kind,
      because: decision.kind === 'stay-silent' ? decision.because : null,
      urgency: decision.urgency,
      certainty: decision.certainty,
      reasons: decision.reasons,
      label: decision.label,
      action_digest: decision.actionDigest,
      asked_in_version: decision.askedInVersion,
      text_part: decision.part ?? null,
    })),
  );
  await sql`insert into forewarn.concerned_institutions (warning_id, version, institution_id, decision, because, urgency, certainty, reasons, label, action_digest, asked_in_version, text_part)
    select ${warningId}::uuid, ${version}::int, institution_id, decision, because, urgency, certainty, reasons, label, action_digest, asked_in_version, text_part
    from json_to_recordset(${rows}::json) as x(institution_id uuid, decision text, because text, urgency text, certainty text, reasons jsonb, label text, action_digest text, asked_in_version int, text_part text)`.execute(
    trx,
  );
}

/** Which part of the text of each version an institution reads, where it is not what everybody reads. */
export async function findTextParts(trx: Transaction, warningId: string, institutionId: string): Promise<ReadonlyMap<number, string>> {
  const found = await sql<{ version: number; text_part: string }>`select version, text_part from forewarn.concerned_institutions
    where warning_id = ${warningId} and institution_id = ${institutionId} and text_part is not null`.execute(trx);
  return new Map(found.rows.map((row) => [row.version, row.text_part]));
}
