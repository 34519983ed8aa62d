-- 0015 · Places: lines and advisories are found by product key and version together (decision record 017).
--
-- Product keys are kept once for all lines and advisories that have the same ones: a thousand institutions write a firewall in ten ways.
-- Versions stand as bytes that order as versions do (core/products/version-spans.ts), from and to both in; 00 to ff is everywhere, where
-- nobody can tell. Both are written by the program; what was there before stands everywhere until `renew-keys` has been at it.

create table forewarn.product_key_sets (
  id int generated always as identity primary key,
  digest bytea not null unique, -- SHA-256 of the keys in their order, one behind the other
  keys text[] not null, -- in the order of their bytes
  in_lines boolean not null default false, -- some line has them, or had
  in_advisories boolean not null default false
);
create index product_key_sets_of_lines on forewarn.product_key_sets using gin (keys) with (fastupdate = off) where in_lines;
create index product_key_sets_of_advisories on forewarn.product_key_sets using gin (keys) with (fastupdate = off) where in_advisories;

-- The keys as a set is kept, and by what it is told from others.
create function forewarn.sorted_keys(keys text[]) returns text[]
  language sql immutable parallel safe as $$ select coalesce(array_agg(distinct k collate "C" order by k collate "C"), '{}') from unnest(keys) as k where k is not null $$;
create function forewarn.digest_of_keys(keys text[]) returns bytea
  language sql immutable parallel safe as $$ select sha256(convert_to(array_to_string(keys, E'\x01'), 'UTF8')) $$;

-- The id of each of these sets, by its place from 1 on; those that are not there yet are made. Sets are never removed. For everybody who
-- stores lines: what others have in them stays closed.
create function forewarn.hold_product_key_sets(sets json, for_advisories boolean) returns table (place int, id int)
  language plpgsql volatile security definer set search_path = forewarn, pg_temp as $$
#variable_conflict use_column
begin
  if for_advisories and not is_staff() then raise exception 'places of advisories are written by staff alone'; end if;
  -- In one order: two that make the same ones then wait for each other one way only.
  insert into product_key_sets as p (digest, keys, in_lines, in_advisories)
    select distinct on (d.digest) d.digest, d.keys, not for_advisories, for_advisories from (
      select digest_of_keys(k.keys) as digest, k.keys from json_array_elements(sets) as s(keys),
        lateral (select sorted_keys(array(select json_array_elements_text(s.keys))) as keys) as k) as d
    where not exists (select from product_key_sets q where q.digest = d.digest and case when for_advisories then q.in_advisories else q.in_lines end)
    order by d.digest
    on conflict (digest) do update set in_lines = p.in_lines or excluded.in_lines, in_advisories = p.in_advisories or excluded.in_advisories;
  return query select s.place::int, p.id from json_array_elements(sets) with ordinality as s(keys, place)
    join product_key_sets p on p.digest = digest_of_keys(sorted_keys(array(select json_array_elements_text(s.keys))));
end $$;
create function forewarn.product_key_set(keys text[]) returns int
  language sql volatile security definer set search_path = forewarn, pg_temp as $$
  select id from hold_product_key_sets(json_build_array(to_json(keys)), false) $$;
revoke all on function forewarn.hold_product_key_sets(json, boolean) from public;
revoke all on function forewarn.product_key_set(text[]) from public;
grant execute on function forewarn.hold_product_key_sets(json, boolean) to forewarn_app;

-- ── Lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

insert into forewarn.product_key_sets (digest, keys, in_lines)
  select distinct on (forewarn.digest_of_keys(k.keys)) forewarn.digest_of_keys(k.keys), k.keys, true
  from (select distinct product_keys from forewarn.inventory_items) as t, lateral (select forewarn.sorted_keys(t.product_keys) as keys) as k;
alter table forewarn.inventory_items add column key_set_id int;
update forewarn.inventory_items t set key_set_id = p.id from forewarn.product_key_sets p where p.digest = forewarn.digest_of_keys(forewarn.sorted_keys(t.product_keys));
alter table forewarn.inventory_items alter column key_set_id set not null;
alter table forewarn.inventory_items add column version_from bytea not null default '\x00';
alter table forewarn.inventory_items add column version_to bytea not null default '\xff';
drop function forewarn.items_with_product_keys(text[]);
alter table forewarn.inventory_items drop column product_keys; -- and the index on it

-- First stage of matching an advisory: lines of one version by where it stands, and those that reach over several or anywhere.
create index inventory_items_by_version on forewarn.inventory_items (key_set_id, version_from)
  where last_snapshot is null and version_from = version_to;
create index inventory_items_anywhere on forewarn.inventory_items (key_set_id)
  where last_snapshot is null and version_from <> version_to;

-- By index behind the row policies, as in 0003; for staff alone.
create function forewarn.key_sets_sharing(keys text[]) returns table (id int, keys text[])
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  select s.id, s.keys from forewarn.product_key_sets s where (select forewarn.is_staff()) and s.in_lines and s.keys && $1
$$;
create function forewarn.items_with_product_keys(keys text[]) returns setof bigint
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  select t.id from forewarn.product_key_sets s, lateral (
    select i.id from forewarn.inventory_items i where i.key_set_id = s.id and i.last_snapshot is null and i.version_from = i.version_to
    union all
    select i.id from forewarn.inventory_items i where i.key_set_id = s.id and i.last_snapshot is null and i.version_from <> i.version_to) as t
  where (select forewarn.is_staff()) and s.in_lines and s.keys && $1
  order by t.id
$$;
-- Lines that say the same, with whose they are, of these sets of keys within these spans of versions; the spans of one set do not meet.
create function forewarn.lines_at_places(key_sets int[], froms bytea[], tos bytea[])
  returns table (supplier text, product text, version text, identifier text, item_ids bigint[], institution_ids uuid[])
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  with place as materialized (select * from unnest(key_sets, froms, tos) as p(key_set_id, version_from, version_to))
  select t.supplier, t.product, t.version, t.identifier, array_agg(t.id), array_agg(t.institution_id) from (
    select i.id, i.institution_id, i.supplier, i.product, i.version, i.identifier from place p, lateral (
      select * from forewarn.inventory_items i where i.key_set_id = p.key_set_id and i.version_from between p.version_from and p.version_to
        and i.last_snapshot is null and i.version_from = i.version_to) as i
    union all
    select i.id, i.institution_id, i.supplier, i.product, i.version, i.identifier from (select distinct key_set_id from place) as s, lateral (
      select * from forewarn.inventory_items i where i.key_set_id = s.key_set_id and i.last_snapshot is null and i.version_from <> i.version_to
        and exists (select from place p where p.key_set_id = i.key_set_id and p.version_from <= i.version_to and p.version_to >= i.version_from)) as i
  ) as t
  where (select forewarn.is_staff())
  group by t.supplier, t.product, t.version, t.identifier
$$;
revoke all on function forewarn.key_sets_sharing(text[]) from public;
revoke all on function forewarn.items_with_product_keys(text[]) from public;
revoke all on function forewarn.lines_at_places(int[], bytea[], bytea[]) from public;
grant execute on function forewarn.key_sets_sharing(text[]) to forewarn_app;
grant execute on function forewarn.items_with_product_keys(text[]) to forewarn_app;
grant execute on function forewarn.lines_at_places(int[], bytea[], bytea[]) to forewarn_app;

-- ── Advisories ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Where an advisory may concern somebody; for new and changed lines.
create table forewarn.advisory_places (
  advisory_id uuid not null references forewarn.advisories on delete cascade,
  key_set_id int not null,
  version_from bytea not null,
  version_to bytea not null
);
create index advisory_places_by_version on forewarn.advisory_places (key_set_id, version_to) include (version_from, advisory_id);
create index advisory_places_of_advisory on forewarn.advisory_places (advisory_id);
-- The revision that the places are of; null or another: it is found by its product keys alone.
alter table forewarn.advisories add column placed_revision_id uuid;
create index advisories_without_places on forewarn.advisories (id) where placed_revision_id is distinct from latest_revision_id;

-- Advisories in force that have a place where something stands: by sets of keys, and by place of a set (from 1 on) the spans of versions of
-- what has it. For staff alone.
create function forewarn.advisories_at(sets json, places int[], froms bytea[], tos bytea[]) returns table (advisory_id uuid, revision_id uuid)
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  with asked as materialized (select distinct * from unnest(places, froms, tos) as e(place, version_from, version_to)),
  pair as materialized (
    select s.place::int as place, p.id from json_array_elements(sets) with ordinality as s(keys, place), lateral (
      select q.id from forewarn.product_key_sets q where q.in_advisories and q.keys && array(select json_array_elements_text(s.keys))) as p),
  found as (
    select distinct a.advisory_id from asked e join pair on pair.place = e.place, lateral (
      select p.advisory_id from forewarn.advisory_places p
      where p.key_set_id = pair.id and p.version_to >= e.version_from and p.version_from <= e.version_to) as a)
  select v.id, v.latest_revision_id from found f join forewarn.advisories v on v.id = f.advisory_id
  where (select forewarn.is_staff()) and v.withdrawn_at is null and v.placed_revision_id = v.latest_revision_id order by v.id
$$;
create function forewarn.revisions_without_places(keys text[]) returns table (advisory_id uuid, revision_id uuid)
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  select a.id, r.id from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id
  where (select forewarn.is_staff()) and a.placed_revision_id is distinct from a.latest_revision_id and a.withdrawn_at is null and r.product_keys && keys
  order by a.id
$$;
revoke all on function forewarn.advisories_at(json, int[], bytea[], bytea[]) from public;
revoke all on function forewarn.revisions_without_places(text[]) from public;
grant execute on function forewarn.advisories_at(json, int[], bytea[], bytea[]) to forewarn_app;
grant execute on function forewarn.revisions_without_places(text[]) to forewarn_app;

-- How far `renew-keys` is: after a new version of how keys are made, all of them are made anew, some at a time.
create table forewarn.key_renewals (
  what text primary key check (what in ('lines', 'components', 'relations', 'advisories')),
  version int not null, -- core/matching/places-of-advisory.ts
  last_id bigint not null default 0, -- done up to here, where `done` is false
  done boolean not null default false
);

do $$
declare
  t text;
begin
  foreach t in array array['product_key_sets', 'advisory_places', 'key_renewals'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
  end loop;
end $$;
grant select on forewarn.product_key_sets to forewarn_app;
grant select, insert, delete on forewarn.advisory_places to forewarn_app;
grant select, insert, update on forewarn.key_renewals to forewarn_app;
