-- 0034 · What a new inventory meets is looked up by index alone, however many advisories are known.
--
-- With hundreds of thousands of known CVEs the planner chose to read all places and all advisories and to join them in memory: the cost of a
-- small inventory grew with what the world knows. Each set of keys is looked up once, its places are held against the spans of the lines that
-- have it, and the advisories that are left are looked up one by one.
create or replace function forewarn.advisories_at(sets json, places int[], froms bytea[], tos bytea[]) returns table (advisory_id uuid, revision_id uuid)
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  with asked as materialized (select distinct * from unnest(places, froms, tos) as e(place, version_from, version_to)),
  pair as materialized (
    select s.place::int as place, p.id from json_array_elements(sets) with ordinality as s(keys, place), lateral (
      select q.id from forewarn.product_key_sets q where q.in_advisories and q.keys && array(select json_array_elements_text(s.keys))) as p),
  span as materialized (select distinct pair.id, e.version_from, e.version_to from pair join asked e on e.place = pair.place),
  found as (
    -- `offset 0` keeps a look-up a look-up: it is not turned into a join of whole tables.
    select distinct p.advisory_id from (select distinct id from pair) as s cross join lateral (
      select a.advisory_id, a.version_from, a.version_to from forewarn.advisory_places a where a.key_set_id = s.id offset 0) as p
    where exists (select from span e where e.id = s.id and p.version_to >= e.version_from and p.version_from <= e.version_to))
  select v.id, v.latest_revision_id from found f cross join lateral (
    select a.* from forewarn.advisories a where a.id = f.advisory_id offset 0) as v
  where (select forewarn.is_staff()) and v.withdrawn_at is null and v.placed_revision_id = v.latest_revision_id order by v.id
$$;

select forewarn.close_to_auditors();
