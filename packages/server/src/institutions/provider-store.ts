import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type Provider = { readonly id: string; readonly name: string; readonly suspended_at: Instant | null };
export type Consent = {
  readonly provider_id: string;
  readonly provider: string;
  readonly institution_id: string;
  readonly institution: string;
  readonly scopes: readonly string[];
  readonly given_at: Instant;
  readonly suspended_at: Instant | null;
};
type Page = { readonly after?: string; readonly limit: number };

export async function insertProvider(trx: Transaction, id: string, name: string, now: Instant): Promise<boolean> {
  const made =
    await sql`insert into forewarn.providers (id, name, added_at) values (${id}, ${name}, ${now}) on conflict do nothing`.execute(trx);
  return Number(made.numAffectedRows ?? 0) === 1;
}

export async function listProviders(trx: Transaction, { after, limit }: Page): Promise<readonly Provider[]> {
  const found = await sql<Provider>`select id, name, suspended_at from forewarn.providers
    where ${after ?? null}::uuid is null or id > ${after ?? null} order by id limit ${limit}`.execute(trx);
  return found.rows;
}

export async function suspend(
  trx: Transaction,
  id: string,
  suspension: { readonly at: Instant; readonly by: string; readonly because: string } | undefined,
): Promise<Provider | undefined> {
  const changed =
    await sql<Provider>`update forewarn.providers set suspended_at = ${suspension?.at ?? null}, suspended_by = ${suspension?.by ?? null},
    suspended_because = ${suspension?.because ?? null} where id = ${id} returning id, name, suspended_at`.execute(trx);
  return changed.rows[0];
}

/** Consents in force that the row policies show: of an institution its own, of a provider its own. */
export async function listConsents(trx: Transaction, { after, limit }: Page): Promise<readonly Consent[]> {
  const found =
    await sql<Consent>`select c.provider_id, p.name as provider, c.institution_id, i.name as institution, c.scopes, c.given_at, p.suspended_at
    from forewarn.provider_consents c join forewarn.providers p on p.id = c.provider_id join forewarn.institutions i on i.id = c.institution_id
    where c.withdrawn_at is null and (${after ?? null}::uuid is null or c.institution_id > ${after ?? null})
    order by c.institution_id, c.provider_id limit ${limit}`.execute(trx);
  return found.rows;
}

export async function isProvider(trx: Transaction, id: string): Promise<boolean> {
  return (await sql`select 1 from forewarn.providers where id = ${id}`.execute(trx)).rows.length === 1;
}

export async function insertConsent(
  trx: Transaction,
  consent: { readonly id: string; readonly providerId: string; readonly institutionId: string; readonly scopes: readonly string[] },
  at: Instant,
  by: string,
): Promise<void> {
  await sql`insert into forewarn.provider_consents (id, provider_id, institution_id, scopes, given_at, given_by)
    values (${consent.id}, ${consent.providerId}, ${consent.institutionId}, ${consent.scopes}::text[], ${at}, ${by})`.execute(trx);
}

/** False where none was in force. */
export async function endConsent(trx: Transaction, providerId: string, institutionId: string, at: Instant, by: string): Promise<boolean> {
  const ended = await sql`update forewarn.provider_consents set withdrawn_at = ${at}, withdrawn_by = ${by}
    where provider_id = ${providerId} and institution_id = ${institutionId} and withdrawn_at is null`.execute(trx);
  return Number(ended.numAffectedRows ?? 0) === 1;
}

export type BranchNumbers = {
  readonly members: number | null;
  readonly with_round_the_clock_contact: number | null;
  readonly with_inventory: number | null;
  readonly concerned: number | null;
  readonly answered: number | null;
};
export async function branchNumbers(trx: Transaction): Promise<BranchNumbers | undefined> {
  return (await sql<BranchNumbers>`select * from forewarn.branch_numbers()`.execute(trx)).rows[0];
}

/** Per urgency; null: not shown, because it is small or would give a small one away. */
export type BranchAnswers = {
  readonly urgency: string;
  readonly concerned: number;
  readonly silent: number | null;
  readonly working: number | null;
  readonly done: number | null;
};
export async function branchAnswers(trx: Transaction): Promise<readonly BranchAnswers[]> {
  return (await sql<BranchAnswers>`select * from forewarn.branch_answers()`.execute(trx)).rows;
}
