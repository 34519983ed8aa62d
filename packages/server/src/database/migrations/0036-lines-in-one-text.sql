-- 0036 · Lines that say the same come as two texts of ids, not as two arrays, which took Node longer to take apart than PostgreSQL to find.

drop function forewarn.lines_at_places(int[], bytea[], bytea[]);
-- Lines that say the same, with whose they are, of these sets of keys within these spans of versions; the spans of one set do not meet. Ids are
-- apart by blanks, in one order. For staff alone. The planner can't know how many lines say the same and would sort them all by what they say.
create function forewarn.lines_at_places(key_sets int[], froms bytea[], tos bytea[])
  returns table (supplier text, product text, version text, identifier text, item_ids text, institution_ids text)
  language sql stable security definer set search_path = forewarn, pg_temp set enable_sort = off as $$
  with place as materialized (select * from unnest(key_sets, froms, tos) as p(key_set_id, version_from, version_to))
  select t.supplier, t.product, t.version, t.identifier, string_agg(t.id::text, ' '), string_agg(t.institution_id::text, ' ') from (
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
revoke all on function forewarn.lines_at_places(int[], bytea[], bytea[]) from public;
grant execute on function forewarn.lines_at_places(int[], bytea[], bytea[]) to forewarn_app;

-- The same some at a time: opens a cursor of this name, which ends with the transaction, and gives what comes first, in one question.
create function forewarn.first_lines_at_places(cursor_name text, at_once int, key_sets int[], froms bytea[], tos bytea[])
  returns table (supplier text, product text, version text, identifier text, item_ids text, institution_ids text)
  language plpgsql set search_path = forewarn, pg_temp as $$
declare
  found_lines refcursor := cursor_name;
begin
  open found_lines no scroll for select l.* from forewarn.lines_at_places(key_sets, froms, tos) as l;
  for place in 1 .. at_once loop
    fetch found_lines into supplier, product, version, identifier, item_ids, institution_ids;
    exit when not found;
    return next;
  end loop;
end $$;
revoke all on function forewarn.first_lines_at_places(text, int, int[], bytea[], bytea[]) from public;
grant execute on function forewarn.first_lines_at_places(text, int, int[], bytea[], bytea[]) to forewarn_app;

select forewarn.close_to_auditors();
