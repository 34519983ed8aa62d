-- 0009 · Inventories for everyone: what a column means is remembered, lines of several versions, relations, what a product contains,
-- and what an institution answered about what its peers use.

-- The institution's own name for a line, where one line was read as several (a cell with several versions). Null: the key is its name.
alter table forewarn.inventory_items add column line text;

-- What somebody said that the columns of a table are; used again for every table with these headings. institution_id null: said by the
-- CERT of files that name their institutions.
create table forewarn.inventory_mappings (
  id uuid primary key,
  institution_id uuid references forewarn.institutions on delete cascade,
  headings text not null, -- folded, in the order of the alphabet (core/inventories/column-mapping.ts)
  columns jsonb not null,
  made_at timestamptz not null,
  made_by text not null
);
-- One for a table; headings may be longer than what an index takes.
create unique index inventory_mappings_of_table on forewarn.inventory_mappings (institution_id, md5(headings)) nulls not distinct;

-- What an institution has with a supplier or an IT provider, beside its products. Current until ended_at.
create table forewarn.inventory_relations (
  id bigint generated always as identity primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  key text not null, -- natural key within the institution (core/inventories/relation-key.ts)
  kind text not null check (kind in ('supplier', 'connection', 'managed-by', 'tenant')),
  supplier text, -- the other side: a supplier, or the IT provider who manages
  connection text check (connection in ('vpn', 'remote-support', 'api', 'data-exchange', 'processor-agreement', 'unknown')),
  product text,
  tenant text,
  region text,
  description text,
  since text, -- as precise as it is known: 2023, 2023-05, 2023-05-01
  product_keys text[] not null,
  checked_at timestamptz not null,
  begun_at timestamptz not null,
  ended_at timestamptz,
  check ((kind = 'connection') = (connection is not null)),
  check ((kind = 'tenant') = (tenant is not null))
);
create unique index inventory_relations_current on forewarn.inventory_relations (institution_id, key) where ended_at is null;
-- Who has anything with this supplier: matching by supplier, connection, tenant and provider.
create index inventory_relations_by_product_key on forewarn.inventory_relations using gin (product_keys) where ended_at is null;

-- The bill of materials of one line of an inventory, as it was handed in last. item_key is the line's own name.
create table forewarn.item_contents (
  id uuid primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  inventory_id uuid not null references forewarn.inventories on delete cascade,
  item_key text not null,
  upload_id uuid not null references forewarn.inventory_uploads, -- the document, byte for byte
  sha256 bytea not null,
  format text not null,
  component_count int not null,
  left_out int not null, -- components beyond what is kept
  received_at timestamptz not null,
  received_by text not null,
  unique (inventory_id, item_key)
);
create index item_contents_of_institution on forewarn.item_contents (institution_id);

create table forewarn.item_components (
  id bigint generated always as identity primary key,
  contents_id uuid not null references forewarn.item_contents on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  supplier text,
  product text not null,
  version text,
  identifier text,
  within text[], -- names from the product down to what holds the component; null: nothing says
  product_keys text[] not null
);
create index item_components_of_contents on forewarn.item_components (contents_id);
-- Whose products contain this component: matching by embedded component.
create index item_components_by_product_key on forewarn.item_components using gin (product_keys);

-- What an institution said about a product that its peers usually have: not asked again until it is undone.
create table forewarn.starter_answers (
  institution_id uuid not null references forewarn.institutions on delete cascade,
  product text not null, -- id in core/inventories/starter-products.ts
  answer text not null check (answer in ('have', 'not-have', 'unknown')),
  answered_at timestamptz not null,
  answered_by text not null,
  primary key (institution_id, product)
);

-- By index behind the row policies, as in 0003: ids only, for staff alone.
create function forewarn.relations_with_product_keys(keys text[]) returns setof bigint
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  select r.id from forewarn.inventory_relations r
  where (select forewarn.is_staff()) and r.ended_at is null and r.product_keys && keys
  order by r.id
$$;
create function forewarn.components_with_product_keys(keys text[]) returns setof bigint
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  select c.id from forewarn.item_components c
  where (select forewarn.is_staff()) and c.product_keys && keys
  order by c.id
$$;
revoke all on function forewarn.relations_with_product_keys(text[]) from public;
revoke all on function forewarn.components_with_product_keys(text[]) from public;
grant execute on function forewarn.relations_with_product_keys(text[]) to forewarn_app;
grant execute on function forewarn.components_with_product_keys(text[]) to forewarn_app;

alter table forewarn.inventory_mappings enable row level security;
alter table forewarn.inventory_relations enable row level security;
alter table forewarn.item_contents enable row level security;
alter table forewarn.item_components enable row level security;
alter table forewarn.starter_answers enable row level security;
do $$
declare
  t text;
begin
  foreach t in array array['inventory_mappings', 'inventory_relations', 'item_contents', 'item_components', 'starter_answers'] loop
    execute format('grant select, insert, update, delete on forewarn.%I to forewarn_app', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
    execute format('create policy own on forewarn.%I to forewarn_app using ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution())) with check ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))', t);
  end loop;
end $$;
revoke delete on forewarn.inventory_relations from forewarn_app; -- they end
