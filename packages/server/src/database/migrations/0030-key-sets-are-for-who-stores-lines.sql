-- 0030 · Sets of product keys are made by those who store lines or advisories, and by nobody else.
create or replace function forewarn.hold_product_key_sets(sets json, for_advisories boolean) returns table (place int, id int)
  language plpgsql volatile security definer set search_path = forewarn, pg_temp as $$
#variable_conflict use_column
begin
  if current_setting('role') <> 'none' and not (is_staff() or (principal_kind() = 'institution' and not for_advisories)) then
    raise exception 'sets of product keys are made by who stores lines' using errcode = 'insufficient_privilege';
  end if;
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
alter function forewarn.product_key_set(text[]) security invoker;
