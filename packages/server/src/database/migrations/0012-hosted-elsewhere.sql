-- 0012 · Matching by who runs it: "gehost door …" on a line is a word of its hosting, not of its product keys.

-- Few lines name who hosts them; those are found by this index alone. The words are those of core/matching/matchers/tenant.ts (hostedBy).
create index inventory_items_hosted on forewarn.inventory_items (id)
  where last_snapshot is null and hosting ~* '\m(door|bij|by|at)\s';

-- By index behind the row policies, as in 0003: ids only, for staff alone.
create function forewarn.items_hosted_elsewhere() returns setof bigint
  language sql stable security definer set search_path = forewarn, pg_temp as $$
  select t.id from forewarn.inventory_items t
  where (select forewarn.is_staff()) and t.last_snapshot is null and t.hosting ~* '\m(door|bij|by|at)\s'
  order by t.id
$$;
revoke all on function forewarn.items_hosted_elsewhere() from public;
grant execute on function forewarn.items_hosted_elsewhere() to forewarn_app;
