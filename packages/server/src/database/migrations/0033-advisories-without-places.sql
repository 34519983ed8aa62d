-- 0033 · Advisories whose places are not stored yet are few and are found as such. Their keys were looked up first, which among hundreds of
-- thousands of advisories took half a minute for one inventory.

create or replace function forewarn.revisions_without_places(keys text[]) returns table (advisory_id uuid, revision_id uuid)
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  with waiting as materialized (
    select a.id, a.latest_revision_id from forewarn.advisories a
    where a.placed_revision_id is distinct from a.latest_revision_id and a.withdrawn_at is null)
  select w.id, r.id from waiting w join forewarn.advisory_revisions r on r.id = w.latest_revision_id
  where (select forewarn.is_staff()) and r.product_keys && keys order by w.id
$$;
