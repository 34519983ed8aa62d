import { sql } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Account, AccountKind } from '@forewarn/core/institutions/account.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredAccount = Account & {
  readonly email?: string;
  readonly createdAt: Instant;
  readonly disabledAt?: Instant;
  /** Its person signs in as this account, of another institution; `email` is then whom its own institution invited. */
  readonly signsInAs?: string;
};

type Row = {
  id: string;
  kind: AccountKind;
  name: string;
  email: string | null;
  signs_in_as: string | null;
  roles: readonly string[];
  institution_id: string | null;
  provider_id: string | null;
  supplier: string | null;
  branch_id: string | null;
  created_at: Instant;
  disabled_at: Instant | null;
};
const COLUMNS = sql`id, kind, name, coalesce(email, invited_email) as email, signs_in_as, roles, institution_id, provider_id, supplier, branch_id, created_at, disabled_at`;

function accountOf(row: Row): StoredAccount {
  return {
    id: idOf<'Account'>(row.id),
    kind: row.kind,
    name: row.name,
    email: row.email ?? undefined,
    roles: row.roles,
    institutionId: row.institution_id ?? undefined,
    providerId: row.provider_id ?? undefined,
    supplier: row.supplier ?? undefined,
    branchId: row.branch_id ?? undefined,
    createdAt: row.created_at,
    disabledAt: row.disabled_at ?? undefined,
    signsInAs: row.signs_in_as ?? undefined,
  };
}

/** Held until the end of the transaction, unless it is only read. */
export async function findAccount(trx: Transaction, id: string, toRead: boolean): Promise<StoredAccount | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.accounts where id = ${id} ${toRead ? sql`` : sql`for update`}`.execute(trx);
  return found.rows[0] && accountOf(found.rows[0]);
}

export async function listAccounts(
  trx: Transaction,
  { institutionId, after, limit }: { readonly institutionId?: string; readonly after?: string; readonly limit: number },
): Promise<readonly StoredAccount[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.accounts
    where (${institutionId ?? null}::uuid is null or institution_id = ${institutionId ?? null}) and (${after ?? null}::uuid is null or id > ${after ?? null})
    order by id limit ${limit}`.execute(trx);
  return found.rows.map(accountOf);
}

/** False where the address is somebody's already. */
export async function insertAccount(trx: Transaction, account: StoredAccount): Promise<boolean> {
  const isOpened = account.signsInAs !== undefined;
  const made =
    await sql`insert into forewarn.accounts (id, kind, name, email, invited_email, signs_in_as, roles, institution_id, provider_id, supplier, branch_id, created_at)
    values (${account.id}, ${account.kind}, ${account.name}, ${isOpened ? null : (account.email ?? null)}, ${isOpened ? (account.email ?? null) : null},
      ${account.signsInAs ?? null}, ${account.roles}::text[], ${account.institutionId ?? null},
      ${account.providerId ?? null}, ${account.supplier ?? null}, ${account.branchId ?? null}, ${account.createdAt})
    on conflict do nothing`.execute(trx);
  return Number(made.numAffectedRows ?? 0) === 1;
}

/** What an account may; its sessions compare the number that goes up. */
export async function updateRights(trx: Transaction, account: StoredAccount): Promise<void> {
  await sql`update forewarn.accounts set roles = ${account.roles}::text[], disabled_at = ${account.disabledAt ?? null},
    rights_version = rights_version + 1 where id = ${account.id}`.execute(trx);
}

export type ListedToken = {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[] | null;
  readonly created_at: Instant;
  readonly expires_at: Instant | null;
  readonly last_used_at: Instant | null;
  readonly revoked_at: Instant | null;
};

export async function listTokensOf(trx: Transaction, accountId: string): Promise<readonly ListedToken[]> {
  const found = await sql<ListedToken>`select id, name, permissions, created_at, expires_at, last_used_at, revoked_at
    from forewarn.api_tokens where account_id = ${accountId} order by id desc limit 500`.execute(trx);
  return found.rows;
}

export async function endToken(trx: Transaction, accountId: string, tokenId: string, now: Instant): Promise<boolean> {
  const ended = await sql`update forewarn.api_tokens set revoked_at = ${now}
    where id = ${tokenId} and account_id = ${accountId} and revoked_at is null`.execute(trx);
  return Number(ended.numAffectedRows ?? 0) === 1;
}
