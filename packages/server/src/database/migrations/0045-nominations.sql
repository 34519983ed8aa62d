-- 0045 · Collective joining: a branch organisation brings institutions, and each says itself whether it joins.

-- What the branch organisation handed in, and sees again. What became of it stands apart, where no branch organisation reads.
create table forewarn.nominations (
  id uuid primary key,
  branch_id uuid not null references forewarn.branches,
  key text not null, -- name and place, folded: a list that is sent twice asks nobody twice
  name text not null,
  sector text,
  staff int,
  city text,
  contact_name text not null,
  email text not null,
  phone text,
  proposed_at timestamptz not null,
  proposed_by text not null,
  unique (branch_id, key)
);

create table forewarn.nomination_outcomes (
  nomination_id uuid primary key references forewarn.nominations on delete cascade,
  member_id uuid references forewarn.institutions, -- it was one already when it came in
  decision text check (decision in ('accepted', 'refused')),
  decided_at timestamptz,
  decided_by text,
  invited_at timestamptz,
  reminded_at timestamptz,
  answer text check (answer in ('yes', 'no', 'not-us')),
  answered_at timestamptz,
  institution_id uuid references forewarn.institutions, -- that it became
  check ((decision is null) = (decided_at is null)),
  check ((answer is null) = (answered_at is null))
);
create index nomination_outcomes_unanswered on forewarn.nomination_outcomes (invited_at) where answer is null and reminded_at is null; -- the daily reminder

grant select, insert, update on forewarn.nominations, forewarn.nomination_outcomes to forewarn_app;
alter table forewarn.nominations enable row level security;
alter table forewarn.nomination_outcomes enable row level security;
create policy staff on forewarn.nominations to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
create policy staff on forewarn.nomination_outcomes to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
create policy own_branch on forewarn.nominations for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'branch' and branch_id = (select forewarn.principal_branch()));

-- How many of what a branch organisation brought joined, wait and do not join. As the owner, for its own alone. Below five of all nothing; 1 to 4 is not
-- shown, and where that is one number alone the smallest other neither (0032); that nobody joins is a secret of each, so it is no number.
create function forewarn.nomination_numbers() returns table (proposed int, confirmed int, waiting int, refused int)
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    with mine as (
      select o.member_id is not null or o.answer = 'yes' as joined, o.decision = 'refused' or o.answer in ('no', 'not-us') as gone
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
revoke all on function forewarn.nomination_numbers() from public;
grant execute on function forewarn.nomination_numbers() to forewarn_app;

select forewarn.close_to_auditors();
