-- 0046 · A branch organisation's numbers do not tell it who is a member already: one that is waits in them, as one that says nothing does. Only who said yes to its invitation joined.

create or replace function forewarn.nomination_numbers() returns table (proposed int, confirmed int, waiting int, refused int)
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    with mine as (
      select o.answer = 'yes' as joined, o.decision = 'refused' or o.answer in ('no', 'not-us') as gone
      from nominations n left join nomination_outcomes o on o.nomination_id = n.id
      where principal_kind() = 'branch' and n.branch_id = principal_branch()
    ), counted as (
      select count(*) as total, array[count(*) filter (where joined is true), count(*) filter (where joined is not true and gone is not true),
        count(*) filter (where joined is not true and gone is true)] as parts
      from mine
    ), judged as (
      select c.*, (select count(*) from unnest(c.parts) p where p between 1 and 4) as few, (select min(p) from unnest(c.parts) p where p >= 5) as next
      from counted c
    ), place as (
      select j.*, case when j.few = 1 then array_position(j.parts, j.next) end as hidden, j.total < 5 or j.parts[3] = j.total as secret from judged j
    )
    select p.total::int,
      case when p.secret or p.parts[1] between 1 and 4 or p.hidden = 1 then null else p.parts[1]::int end,
      case when p.secret or p.parts[2] between 1 and 4 or p.hidden = 2 then null else p.parts[2]::int end,
      case when p.secret or p.parts[3] between 1 and 4 or p.hidden = 3 then null else p.parts[3]::int end
    from place p
  $$;
