-- 0011 · The catalogue: suppliers and products as the sector names them, with every other name, what runs where and what contains what.
--
-- What ships with Forewarn is written here on start and renewed with it; what is imported (CPE dictionary, KEV, names of advisories) and
-- what people add stands beside it, told apart by `origin`. Entries are merged, never removed: the old id stays findable. Ids are text:
-- "citrix/netscaler-adc" of the shipped catalogue, "cpe:vendor/product" of the dictionary, a uuid of what people add.

create table forewarn.catalogue_suppliers (
  id text primary key,
  name text not null,
  owners jsonb not null default '[]', -- parents: name, from, to
  fictional boolean not null default false, -- invented, for exercises
  origin text not null -- shipped, staff, cpe-dictionary, kev, csaf-names, file
);

create table forewarn.catalogue_products (
  id text primary key,
  supplier_id text references forewarn.catalogue_suppliers,
  name text not null,
  folded text not null, -- core/products/fold-name.ts, of supplier and name: what the search looks in
  category text,
  kind text not null,
  unmistakable boolean, -- null: nobody said
  fictional boolean not null default false,
  merged_into text references forewarn.catalogue_products,
  source text not null,
  origin text not null
);
create index catalogue_products_of_supplier on forewarn.catalogue_products (supplier_id); -- merging, and the supplier's page

create table forewarn.catalogue_variants (
  product_id text not null references forewarn.catalogue_products,
  kind text not null check (kind in ('on-prem', 'saas', 'hosted-by-supplier', 'hosted-by-third-party', 'hosted-by-member')),
  name text not null default '',
  tenants text[] not null default '{}',
  origin text not null,
  primary key (product_id, kind, name)
);

-- Another name of a supplier or of a product: exactly one of the two.
create table forewarn.catalogue_aliases (
  id bigint generated always as identity primary key,
  supplier_id text references forewarn.catalogue_suppliers,
  product_id text references forewarn.catalogue_products,
  text text not null,
  kind text not null,
  language text, -- BCP 47
  valid_from text, -- ISO 8601 date, month or year
  valid_to text,
  at_supplier_id text references forewarn.catalogue_suppliers, -- under whom a product had this name
  origin text not null,
  check ((supplier_id is null) <> (product_id is null))
);
create unique index catalogue_aliases_once on forewarn.catalogue_aliases (supplier_id, product_id, text, kind, at_supplier_id) nulls not distinct;

create table forewarn.catalogue_identifiers (
  product_id text not null references forewarn.catalogue_products,
  scheme text not null,
  value text not null,
  checked text not null check (checked in ('confirmed', 'to-check')),
  origin text not null,
  primary key (product_id, scheme, value)
);

create table forewarn.catalogue_contains (
  product_id text not null references forewarn.catalogue_products,
  component_id text not null references forewarn.catalogue_products,
  component_versions text not null default '', -- of the component; empty: not known
  product_versions text not null default '', -- of the product; empty: not known to be only some
  certainty text not null check (certainty in ('certain', 'likely', 'possible')),
  source text not null,
  origin text not null,
  primary key (product_id, component_id, component_versions, product_versions)
);

-- Which catalogue and which decisions are in force, so that a process that has read them need not read them again: 15,000 institutions
-- would else read 30,000 entries with each transaction. Random, not counted: what a transaction saw that was then rolled back is never
-- seen again. One row, made by the first change; whoever writes waits for whoever wrote before.
create table forewarn.catalogue_state (
  singleton boolean primary key default true check (singleton),
  catalogue uuid not null default gen_random_uuid(),
  decisions uuid not null default gen_random_uuid(),
  shipped_sha256 text -- of the shipped catalogue that was written here last
);

create function forewarn.catalogue_changed() returns trigger language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  insert into forewarn.catalogue_state default values on conflict (singleton) do update set catalogue = gen_random_uuid();
  return null;
end $$;
create function forewarn.decisions_changed() returns trigger language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  insert into forewarn.catalogue_state default values on conflict (singleton) do update set decisions = gen_random_uuid();
  return null;
end $$;
revoke all on function forewarn.catalogue_changed() from public;
revoke all on function forewarn.decisions_changed() from public;

create trigger changed after insert or update or delete on forewarn.catalogue_suppliers for each statement execute function forewarn.catalogue_changed();
create trigger changed after insert or update or delete on forewarn.catalogue_products for each statement execute function forewarn.catalogue_changed();
create trigger changed after insert or update or delete on forewarn.catalogue_aliases for each statement execute function forewarn.catalogue_changed();
create trigger changed after insert or update or delete on forewarn.catalogue_identifiers for each statement execute function forewarn.catalogue_changed();
create trigger changed after insert or update or delete on forewarn.catalogue_contains for each statement execute function forewarn.catalogue_changed();
create trigger changed after insert or update or delete on forewarn.product_aliases for each statement execute function forewarn.decisions_changed();

-- A decision may be about an entry of the catalogue, or say that a name is no product ("not-a-product", with an empty product).
alter table forewarn.product_aliases add column catalogue_product_id text references forewarn.catalogue_products;
create index product_aliases_of_entry on forewarn.product_aliases (catalogue_product_id) where undone_at is null; -- merging entries

-- Everybody who signed in reads the catalogue; the CERT writes it. What people decided about names stays with the CERT.
do $$
declare
  t text;
begin
  foreach t in array array['catalogue_suppliers', 'catalogue_products', 'catalogue_variants', 'catalogue_aliases', 'catalogue_identifiers',
    'catalogue_contains'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
    execute format('create policy institutions_read on forewarn.%I for select to forewarn_app using ((select forewarn.principal_kind()) = ''institution'')', t);
    execute format('grant select, insert, update, delete on forewarn.%I to forewarn_app', t);
  end loop;
end $$;
revoke delete on forewarn.catalogue_suppliers, forewarn.catalogue_products from forewarn_app;

alter table forewarn.catalogue_state enable row level security;
create policy staff on forewarn.catalogue_state to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
grant select, insert, update on forewarn.catalogue_state to forewarn_app;
