import { sql } from 'kysely';
import { idOf, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Institution, Language, Location, Sector } from '@forewarn/core/institutions/institution.ts';
import type { KnownInstitution } from '@forewarn/core/institutions/compare-institution.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredInstitution = Omit<Institution, 'branchId' | 'memberUntil'> & {
  readonly branchId?: string;
  readonly branch?: string;
  readonly joinedAt: Instant;
  readonly leftAt?: Instant;
};
export type ListedInstitution = StoredInstitution & {
  readonly contactCount: number;
  readonly itemCount: number;
  readonly inventoryReceivedAt?: Instant;
};

type Row = {
  id: string;
  name: string;
  sector: Sector;
  region: number | null;
  staff: number | null;
  branch_id: string | null;
  branch: string | null;
  it_provider: string | null;
  language: Language;
  details_in_mail: boolean;
  kvk: string | null;
  joined_at: Instant;
  left_at: Instant | null;
};

const COLUMNS = sql`i.id, i.name, i.sector, i.region, i.staff, i.branch_id, b.name as branch, i.it_provider, i.language, i.details_in_mail, i.kvk, i.joined_at, i.left_at`;

function institutionOf(row: Row): StoredInstitution {
  return {
    id: idOf<'Institution'>(row.id),
    name: row.name,
    sector: row.sector,
    region: row.region ?? undefined,
    staff: row.staff ?? undefined,
    branchId: row.branch_id ?? undefined,
    branch: row.branch ?? undefined,
    itProvider: row.it_provider ?? undefined,
    language: row.language,
    detailsInMail: row.details_in_mail,
    kvk: row.kvk ?? undefined,
    joinedAt: row.joined_at,
    leftAt: row.left_at ?? undefined,
  };
}

export type InstitutionFilter = {
  readonly sector?: Sector;
  readonly region?: number;
  readonly text?: string;
  readonly after?: string;
  readonly limit: number;
};

/** A page in the order of names, of what the principal may see. */
export async function listInstitutions(trx: Transaction, filter: InstitutionFilter): Promise<readonly ListedInstitution[]> {
  const part = filter.text === undefined ? null : `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
  const found = await sql<Row & { contact_count: number; item_count: number; inventory_received_at: Instant | null }>`
    select ${COLUMNS},
      (select count(*) from forewarn.contacts c where c.institution_id = i.id and c.removed_at is null and coalesce(c.email, c.phone, c.webhook_url) is not null) as contact_count,
      (select count(*) from forewarn.inventory_items t where t.institution_id = i.id and t.last_snapshot is null) as item_count,
      (select max(s.received_at) from forewarn.inventories v join forewarn.inventory_snapshots s on s.inventory_id = v.id where v.institution_id = i.id) as inventory_received_at
    from forewarn.institutions i left join forewarn.branches b on b.id = i.branch_id
    where (${filter.sector ?? null}::text is null or i.sector = ${filter.sector ?? null})
      and (${filter.region ?? null}::int is null or i.region = ${filter.region ?? null})
      and (${part}::text is null or i.name ilike ${part})
      and (${filter.after ?? null}::text is null or i.name > ${filter.after ?? null})
    order by i.name limit ${filter.limit}`.execute(trx);
  return found.rows.map((row) => ({
    ...institutionOf(row),
    contactCount: row.contact_count,
    itemCount: row.item_count,
    inventoryReceivedAt: row.inventory_received_at ?? undefined,
  }));
}

export async function findInstitution(trx: Transaction, id: string): Promise<StoredInstitution | undefined> {
  const found =
    await sql<Row>`select ${COLUMNS} from forewarn.institutions i left join forewarn.branches b on b.id = i.branch_id where i.id = ${id}`.execute(
      trx,
    );
  const row = found.rows[0];
  return row === undefined ? undefined : institutionOf(row);
}

/** Ids and names of institutions whose name is one of these, without regard to case where the database's language knows the letters. */
export async function findInstitutionsByName(
  trx: Transaction,
  names: readonly string[],
): Promise<readonly { id: InstitutionId; name: string }[]> {
  const lower = names.map((name) => name.toLowerCase());
  const found = await sql<{ id: InstitutionId; name: string }>`select id, name from forewarn.institutions
    where name = any(${names}::text[]) or lower(name) = any(${lower}::text[])`.execute(trx);
  return found.rows;
}

/** Institutions with one of these KvK numbers that did not leave. */
export async function findInstitutionsByKvk(
  trx: Transaction,
  numbers: readonly string[],
): Promise<readonly { id: InstitutionId; name: string; kvk: string }[]> {
  const found = await sql<{ id: InstitutionId; name: string; kvk: string }>`select id, name, kvk from forewarn.institutions
    where kvk = any(${numbers}::text[]) and left_at is null`.execute(trx);
  return found.rows;
}

export type NamedInstitution = Omit<KnownInstitution, 'contacts'> & { readonly id: InstitutionId };

/** These institutions whole, but for their contacts. */
export async function findWholeInstitutions(trx: Transaction, ids: readonly string[]): Promise<readonly NamedInstitution[]> {
  const found = await sql<{
    id: InstitutionId;
    name: string;
    sector: Sector;
    region: number | null;
    staff: number | null;
    branch: string | null;
    it_provider: string | null;
    language: Language;
    details_in_mail: boolean;
    kvk: string | null;
    locations: readonly { readonly name: string; readonly city: string | null }[];
    networks: readonly string[];
    domains: readonly string[];
  }>`select i.id, i.name, i.sector, i.region, i.staff, b.name as branch, i.it_provider, i.language, i.details_in_mail, i.kvk,
      (select coalesce(json_agg(json_build_object('name', l.name, 'city', l.city)), '[]') from forewarn.locations l where l.institution_id = i.id) as locations,
      array(select n.network::text from forewarn.networks n where n.institution_id = i.id) as networks,
      array(select d.domain from forewarn.domains d where d.institution_id = i.id) as domains
    from forewarn.institutions i left join forewarn.branches b on b.id = i.branch_id where i.id = any(${ids}::uuid[])`.execute(trx);
  return found.rows.map((row) => ({
    id: row.id,
    name: row.name,
    sector: row.sector,
    region: row.region ?? undefined,
    staff: row.staff ?? undefined,
    branch: row.branch ?? undefined,
    itProvider: row.it_provider ?? undefined,
    language: row.language,
    detailsInMail: row.details_in_mail,
    kvk: row.kvk ?? undefined,
    locations: row.locations.map(({ name, city }) => ({ name, city: city ?? undefined })),
    networks: row.networks,
    domains: row.domains,
  }));
}

/** Ids of branches by name; those that are not there yet are made with the ids given. */
export async function keepBranches(
  trx: Transaction,
  branches: readonly { readonly id: string; readonly name: string }[],
): Promise<ReadonlyMap<string, string>> {
  if (branches.length === 0) return new Map();
  const names = branches.map((branch) => branch.name);
  await sql`insert into forewarn.branches (id, name)
    select * from unnest(${branches.map((branch) => branch.id)}::uuid[], ${names}::text[]) on conflict (name) do nothing`.execute(trx);
  const found = await sql<{ id: string; name: string }>`select id, name from forewarn.branches where name = any(${names}::text[])`.execute(
    trx,
  );
  return new Map(found.rows.map((row) => [row.name, row.id]));
}

export async function listBranches(trx: Transaction): Promise<readonly { id: string; name: string; institutionCount: number }[]> {
  const found = await sql<{ id: string; name: string; count: number }>`select b.id, b.name, count(i.id) as count
    from forewarn.branches b left join forewarn.institutions i on i.branch_id = b.id and i.left_at is null group by b.id order by b.name`.execute(
    trx,
  );
  return found.rows.map((row) => ({ id: row.id, name: row.name, institutionCount: row.count }));
}

/** What is written of an institution; null: not known. */
export type InstitutionWrite = {
  readonly id: string;
  readonly name: string;
  readonly sector: Sector | null;
  readonly region: number | null;
  readonly staff: number | null;
  readonly branch_id: string | null;
  readonly it_provider: string | null;
  readonly language: Language | null;
  readonly details_in_mail: boolean | null;
  readonly kvk?: string | null;
};

const RECORD = sql`x(id uuid, name text, sector text, region smallint, staff int, branch_id uuid, it_provider text, language text, details_in_mail boolean, kvk text)`;

export async function insertInstitutions(trx: Transaction, rows: readonly InstitutionWrite[], now: Instant): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into forewarn.institutions (id, name, sector, region, staff, branch_id, it_provider, language, details_in_mail, kvk, joined_at)
    select id, name, coalesce(sector, 'other'), region, staff, branch_id, it_provider, coalesce(language, 'nl'), coalesce(details_in_mail, false), kvk, ${now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as ${RECORD}`.execute(trx);
}

/** Writes what is known and leaves the rest; returns the ids of those that became different. */
export async function updateKnown(trx: Transaction, rows: readonly InstitutionWrite[]): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const changed = await sql<{ id: string }>`update forewarn.institutions i set
      sector = coalesce(x.sector, i.sector), region = coalesce(x.region, i.region), staff = coalesce(x.staff, i.staff), branch_id = coalesce(x.branch_id, i.branch_id),
      it_provider = coalesce(x.it_provider, i.it_provider), language = coalesce(x.language, i.language), details_in_mail = coalesce(x.details_in_mail, i.details_in_mail),
      kvk = coalesce(x.kvk, i.kvk)
    from json_to_recordset(${JSON.stringify(rows)}::json) as ${RECORD}
    where i.id = x.id and (x.sector <> i.sector or (x.region is not null and x.region is distinct from i.region)
      or (x.staff is not null and x.staff is distinct from i.staff) or (x.branch_id is not null and x.branch_id is distinct from i.branch_id)
      or (x.it_provider is not null and x.it_provider is distinct from i.it_provider) or x.language <> i.language or x.details_in_mail <> i.details_in_mail
      or (x.kvk is not null and x.kvk is distinct from i.kvk))
    returning i.id`.execute(trx);
  return changed.rows.map((row) => row.id);
}

/** Writes all of it: what is null is then unknown (sector, language, details in mail and KvK number keep what they were). */
export async function updateInstitution(trx: Transaction, row: InstitutionWrite): Promise<void> {
  await sql`update forewarn.institutions set name = ${row.name}, sector = coalesce(${row.sector}, sector), region = ${row.region}, staff = ${row.staff}, branch_id = ${row.branch_id},
    it_provider = ${row.it_provider}, language = coalesce(${row.language}, language), details_in_mail = coalesce(${row.details_in_mail}, details_in_mail), kvk = coalesce(${row.kvk ?? null}, kvk) where id = ${row.id}`.execute(
    trx,
  );
}

/** Null: not known. */
export async function updateKvk(trx: Transaction, id: string, kvk: string | null): Promise<void> {
  await sql`update forewarn.institutions set kvk = ${kvk} where id = ${id}`.execute(trx);
}

export type Surroundings = {
  readonly locations: readonly Location[];
  readonly networks: readonly string[];
  readonly domains: readonly string[];
};

export async function findSurroundings(trx: Transaction, institutionId: string): Promise<Surroundings> {
  const locations = await sql<{
    name: string;
    city: string | null;
  }>`select name, city from forewarn.locations where institution_id = ${institutionId} order by name`.execute(trx);
  const networks = await sql<{
    network: string;
  }>`select network::text as network from forewarn.networks where institution_id = ${institutionId} order by networks.network`.execute(trx);
  const domains = await sql<{
    domain: string;
  }>`select domain from forewarn.domains where institution_id = ${institutionId} order by domain`.execute(trx);
  return {
    locations: locations.rows.map((row) => ({ name: row.name, city: row.city ?? undefined })),
    networks: networks.rows.map((row) => row.network),
    domains: domains.rows.map((row) => row.domain),
  };
}

/** Adds to what is there; returns the ids of institutions that gained something. Networks must be valid CIDR. */
export async function addSurroundings(
  trx: Transaction,
  rows: readonly (Surroundings & { readonly id: string })[],
): Promise<readonly string[]> {
  const locations = rows.flatMap(({ id, locations: list }) =>
    list.map((location) => ({ id, name: location.name, city: location.city ?? null })),
  );
  const networks = rows.flatMap(({ id, networks: list }) => list.map((network) => ({ id, network })));
  const domains = rows.flatMap(({ id, domains: list }) => list.map((domain) => ({ id, domain })));
  const gained: string[] = [];
  if (locations.length > 0) {
    const added = await sql<{ institution_id: string }>`insert into forewarn.locations as l (institution_id, name, city)
      select distinct on (id, name) id, name, city from json_to_recordset(${JSON.stringify(locations)}::json) as x(id uuid, name text, city text)
      on conflict (institution_id, name) do update set city = excluded.city where excluded.city is not null and l.city is distinct from excluded.city returning institution_id`.execute(
      trx,
    );
    gained.push(...added.rows.map((row) => row.institution_id));
  }
  if (networks.length > 0) {
    const added = await sql<{ institution_id: string }>`insert into forewarn.networks (institution_id, network)
      select id, network from json_to_recordset(${JSON.stringify(networks)}::json) as x(id uuid, network cidr) on conflict do nothing returning institution_id`.execute(
      trx,
    );
    gained.push(...added.rows.map((row) => row.institution_id));
  }
  if (domains.length > 0) {
    const added = await sql<{ institution_id: string }>`insert into forewarn.domains (institution_id, domain)
      select id, domain from json_to_recordset(${JSON.stringify(domains)}::json) as x(id uuid, domain text) on conflict do nothing returning institution_id`.execute(
      trx,
    );
    gained.push(...added.rows.map((row) => row.institution_id));
  }
  return [...new Set(gained)];
}

/** Takes away what is not in these lists; a list that is undefined stays. */
export async function removeOtherSurroundings(trx: Transaction, institutionId: string, lists: Partial<Surroundings>): Promise<void> {
  if (lists.locations !== undefined) {
    await sql`delete from forewarn.locations where institution_id = ${institutionId} and name <> all(${lists.locations.map((location) => location.name)}::text[])`.execute(
      trx,
    );
  }
  if (lists.networks !== undefined)
    await sql`delete from forewarn.networks where institution_id = ${institutionId} and network <> all(${lists.networks}::cidr[])`.execute(
      trx,
    );
  if (lists.domains !== undefined)
    await sql`delete from forewarn.domains where institution_id = ${institutionId} and domain <> all(${lists.domains}::text[])`.execute(
      trx,
    );
}
