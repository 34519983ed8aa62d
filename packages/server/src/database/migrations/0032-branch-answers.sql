-- 0032 · A branch organisation sees answers by urgency, and no number that a total gives away by subtraction.

-- A part of a total, or null where it is small or what is left of the total is: who knows the total would know the rest. All of the total
-- tells something of each member, so it is shown only where that is no secret (`all_is_fine`).
create function forewarn.part_or_few(part bigint, total bigint, all_is_fine boolean) returns int
  language sql immutable parallel safe as $$
    select case when part >= 5 and (total - part >= 5 or (all_is_fine and total = part)) then part::int end
  $$;

create or replace function forewarn.branch_numbers() returns table (members int, with_round_the_clock_contact int, with_inventory int, concerned int, answered int)
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    with member as (
      select i.id from institutions i
      where principal_kind() = 'branch' and i.branch_id = principal_branch() and i.left_at is null
    ), asked as (
      select distinct c.institution_id, c.warning_id from concerned_institutions c join warnings w on w.id = c.warning_id
      where w.state = 'open' and c.version = w.released_version and c.decision in ('warn', 'update') and c.institution_id in (select id from member)
    ), counted as (
      select (select count(*) from member) as members,
        (select count(distinct k.institution_id) from contacts k where k.role = '24-7' and k.removed_at is null and k.institution_id in (select id from member)) as reachable,
        (select count(distinct v.institution_id) from inventories v where v.institution_id in (select id from member)) as known,
        (select count(distinct institution_id) from asked) as concerned,
        (select count(distinct a.institution_id) from asked a where exists (
          select 1 from acknowledgements k where k.warning_id = a.warning_id and k.institution_id = a.institution_id and k.confirmed and k.undone_at is null)) as answered
    )
    select number_or_few(members), part_or_few(reachable, members, true), part_or_few(known, members, true), part_or_few(concerned, members, false),
      case when part_or_few(concerned, members, false) is not null then part_or_few(answered, concerned, true) end
    from counted
  $$;

-- Of the members that an open warning of an urgency asks something: how many have not answered, work on it, are done. A member with several
-- counts once, by the worst. Nothing at all where fewer than five are asked, or fewer than five are not; 1 to 4 is not shown, and where that is one number alone
-- the smallest other that is not 0 is not shown either (core/sharing/without-small-numbers.ts is the same rule).
create function forewarn.branch_answers() returns table (urgency text, concerned int, silent int, working int, done int)
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    with member as (
      select i.id from institutions i
      where principal_kind() = 'branch' and i.branch_id = principal_branch() and i.left_at is null
    ), asked as (
      select c.institution_id, c.warning_id, c.urgency, c.asked_in_version from concerned_institutions c join warnings w on w.id = c.warning_id
      where w.state = 'open' and c.version = w.released_version and c.decision in ('warn', 'update') and c.urgency <> 'for-information'
        and c.institution_id in (select id from member)
    ), standing as (
      select a.urgency, a.institution_id, min(coalesce((
        select min(case when k.answer in ('fixed', 'worked-around', 'not-affected', 'risk-accepted') then 2 else 1 end) from (
          select distinct on (n.item_key) n.answer from acknowledgements n
          where n.warning_id = a.warning_id and n.institution_id = a.institution_id and n.undone_at is null and n.confirmed and n.version >= a.asked_in_version
          order by n.item_key, n.answered_at desc, n.id desc) k), 0)) as worst
      from asked a group by a.urgency, a.institution_id
    ), counted as (
      select s.urgency, count(*) as concerned, array[count(*) filter (where worst = 0), count(*) filter (where worst = 1), count(*) filter (where worst = 2)] as parts
      from standing s group by s.urgency
    ), judged as (
      select c.*, (select count(*) from unnest(c.parts) p where p between 1 and 4) as few, (select min(p) from unnest(c.parts) p where p >= 5) as next
      from counted c where part_or_few(c.concerned, (select count(*) from member), false) is not null
    ), place as (
      select j.urgency, j.concerned, j.parts, j.few,
        -- The first of equals alone is hidden beside a single small number.
        case when j.few = 1 then array_position(j.parts, j.next) end as hidden
      from judged j
    )
    select p.urgency, p.concerned::int,
      case when p.parts[1] between 1 and 4 or p.hidden = 1 then null else p.parts[1]::int end,
      case when p.parts[2] between 1 and 4 or p.hidden = 2 then null else p.parts[2]::int end,
      case when p.parts[3] between 1 and 4 or p.hidden = 3 then null else p.parts[3]::int end
    from place p order by array_position(array['act-now', 'this-week', 'at-maintenance'], p.urgency)
  $$;
revoke all on function forewarn.branch_answers() from public;
grant execute on function forewarn.branch_answers() to forewarn_app;
