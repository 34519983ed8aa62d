-- 0003 · Matching: finding by product key behind the row policies; which revision was matched.

-- A policy is checked before any operator that is not leakproof, and `&&` of arrays is not, so under the application's role the indexes on
-- product keys could not be used (a scan of every row instead). These functions run as the owner, for staff alone, and give back ids only:
-- the rows behind them are then read under the policies as ever.

-- Current lines that share a product key; for matching an advisory and for the scope of a matter.
create function forewarn.items_with_product_keys(keys text[]) returns setof bigint
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  select t.id from forewarn.inventory_items t
  where (select forewarn.is_staff()) and t.last_snapshot is null and t.product_keys && keys
  order by t.id
$$;

-- Advisories in force whose latest revision shares a product key; for matching an inventory and for a name that was resolved.
create function forewarn.revisions_with_product_keys(keys text[]) returns table (advisory_id uuid, revision_id uuid)
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  select r.advisory_id, r.id from forewarn.advisory_revisions r
  join forewarn.advisories a on a.latest_revision_id = r.id
  where (select forewarn.is_staff()) and r.product_keys && keys and a.withdrawn_at is null
  order by r.advisory_id
$$;
revoke all on function forewarn.items_with_product_keys(text[]) from public;
revoke all on function forewarn.revisions_with_product_keys(text[]) from public;
grant execute on function forewarn.items_with_product_keys(text[]) to forewarn_app;
grant execute on function forewarn.revisions_with_product_keys(text[]) to forewarn_app;

-- The revision that the matches stand for; null: not matched yet.
alter table forewarn.advisories add column matched_revision_id uuid;

-- Lines of an institution that ended take their matches with them.
create index matches_by_item on forewarn.matches (item_id) where ended_at is null;

-- An alias is a decision: it is undone, not forgotten.
alter table forewarn.product_aliases add column remark text;
alter table forewarn.product_aliases add column undone_at timestamptz;
alter table forewarn.product_aliases add column undone_by text;
do $$
declare
  unnamed name;
begin
  select conname into strict unnamed from pg_constraint where conrelid = 'forewarn.product_aliases'::regclass and contype = 'u';
  execute format('alter table forewarn.product_aliases drop constraint %I', unnamed);
end $$;
create unique index product_aliases_in_force on forewarn.product_aliases (alias_supplier, alias_product, supplier, product) where undone_at is null;
revoke delete on forewarn.product_aliases from forewarn_app;
