-- 0035 · Drills: an exercise of the whole chain, whose matter, warning and messages are marked, and counted nowhere but in its own report.

create table forewarn.drills (
  id uuid primary key,
  kind text not null check (kind in ('reachability', 'tabletop')),
  name text not null,
  begun_at timestamptz not null,
  begun_by text not null,
  ended_at timestamptz,
  ended_by text,
  check ((ended_at is null) = (ended_by is null))
);
create table forewarn.drill_participants (
  drill_id uuid not null references forewarn.drills on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  primary key (drill_id, institution_id)
);
create index drills_of_institution on forewarn.drill_participants (institution_id);

alter table forewarn.matters add column drill_id uuid references forewarn.drills;
create unique index matters_of_drills on forewarn.matters (drill_id) where drill_id is not null;
alter table forewarn.warnings add column drill_id uuid references forewarn.drills; -- of its matter: what counts looks here
create index warnings_of_drills on forewarn.warnings (drill_id) where drill_id is not null;

-- An exercise takes no number from what is real.
alter table forewarn.reference_counters add column of_drills boolean not null default false;
alter table forewarn.reference_counters drop constraint reference_counters_pkey;
alter table forewarn.reference_counters add primary key (year, of_drills);

-- What is an exercise stays one, and what is real never becomes one.
create function forewarn.drill_stays() returns trigger language plpgsql as $$
begin
  if new.drill_id is distinct from old.drill_id then
    raise exception 'what is a drill stays one, and nothing becomes one' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger matters_drill_stays before update of drill_id on forewarn.matters for each row execute function forewarn.drill_stays();
create trigger warnings_drill_stays before update of drill_id on forewarn.warnings for each row execute function forewarn.drill_stays();

create function forewarn.drill_of_matter() returns trigger language plpgsql as $$
begin
  new.drill_id := (select m.drill_id from forewarn.matters m where m.id = new.matter_id);
  return new;
end $$;
create trigger warnings_drill_of_matter before insert on forewarn.warnings for each row execute function forewarn.drill_of_matter();

-- The mark stands in every title of it: a page, mail or feed that shows the title shows the mark.
-- After the row policies: who may not write there learns nothing from it.
create function forewarn.drill_is_marked() returns trigger language plpgsql as $$
begin
  if exists (select from forewarn.warnings w where w.id = new.warning_id and w.drill_id is not null)
    and (coalesce(new.texts -> 'nl' ->> 'title', '') not like 'OEFENING: %'
      or (new.texts ? 'en' and coalesce(new.texts -> 'en' ->> 'title', '') not like 'EXERCISE: %')) then
    raise exception 'a title of a drill says that it is one' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger warning_versions_drill_is_marked after insert or update of texts on forewarn.warning_versions
  for each row execute function forewarn.drill_is_marked();

-- Nothing is said in the thread of a drill without its mark. By statement: a release writes thousands.
create function forewarn.drill_messages_are_marked() returns trigger language plpgsql as $$
begin
  if exists (select from forewarn.matters m join added a on split_part(a.thread, '/', 1) = m.id::text
    where m.drill_id is not null and (a.message ->> 'drill' is distinct from 'true' or a.message ->> 'subject' !~ '^(OEFENING|EXERCISE): ')) then
    raise exception 'a message of a drill says that it is one' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger messages_drill_is_marked after insert on forewarn.messages
  referencing new table as added for each statement execute function forewarn.drill_messages_are_marked();

-- An advisory is real, and so is everything that it touches.
create function forewarn.drill_has_no_advisory() returns trigger language plpgsql as $$
begin
  if exists (select from forewarn.matters m where m.id = new.matter_id and m.drill_id is not null) then
    raise exception 'an advisory joins no drill' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger matter_advisories_no_drill after insert on forewarn.matter_advisories
  for each row execute function forewarn.drill_has_no_advisory();

-- The numbers of a branch organisation, as in 0032, without exercises.
create or replace function forewarn.branch_numbers() returns table (members int, with_round_the_clock_contact int, with_inventory int, concerned int, answered int)
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    with member as (
      select i.id from institutions i
      where principal_kind() = 'branch' and i.branch_id = principal_branch() and i.left_at is null
    ), asked as (
      select distinct c.institution_id, c.warning_id from concerned_institutions c join warnings w on w.id = c.warning_id
      where w.state = 'open' and w.drill_id is null and c.version = w.released_version and c.decision in ('warn', 'update') and c.institution_id in (select id from member)
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
create or replace function forewarn.branch_answers() returns table (urgency text, concerned int, silent int, working int, done int)
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    with member as (
      select i.id from institutions i
      where principal_kind() = 'branch' and i.branch_id = principal_branch() and i.left_at is null
    ), asked as (
      select c.institution_id, c.warning_id, c.urgency, c.asked_in_version from concerned_institutions c join warnings w on w.id = c.warning_id
      where w.state = 'open' and w.drill_id is null and c.version = w.released_version and c.decision in ('warn', 'update') and c.urgency <> 'for-information'
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

grant select, insert, update on forewarn.drills to forewarn_app;
grant select, insert on forewarn.drill_participants to forewarn_app;
do $$
declare
  t text;
begin
  foreach t in array array['drills', 'drill_participants'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
  end loop;
end $$;
-- Who takes part knows that it does, and not who else.
create policy own_read on forewarn.drill_participants for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and institution_id = (select forewarn.principal_institution()));
create policy taking_part on forewarn.drills for select to forewarn_app
  using (exists (select from forewarn.drill_participants p where p.drill_id = drills.id));
select forewarn.close_to_auditors();
