-- 0054 · Who put an advisory away, and why: for staff alone. That it is put away stands with the advisory (0052).
create table forewarn.advisories_put_away (
  advisory_id uuid primary key references forewarn.advisories on delete cascade,
  put_away_at timestamptz not null,
  put_away_by text not null,
  because text not null
);

grant select, insert, update, delete on forewarn.advisories_put_away to forewarn_app;
alter table forewarn.advisories_put_away enable row level security;
create policy staff on forewarn.advisories_put_away to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));

select forewarn.close_to_auditors();
