-- 0053 · At the desk an advisory is marked as read, each for oneself, and notes are written at it (CSAF 2.1, clause 12).

-- The revision that somebody has read; of a newer one it is unread again. `reader`: the account, or the name where there is none.
create table forewarn.advisory_read_marks (
  advisory_id uuid not null references forewarn.advisories on delete cascade,
  reader text not null,
  revision_id uuid not null references forewarn.advisory_revisions,
  read_at timestamptz not null,
  primary key (advisory_id, reader)
);

-- What staff write at an advisory, for staff. Taken back by its writer it is kept, and shown to nobody.
create table forewarn.advisory_notes (
  id uuid primary key,
  advisory_id uuid not null references forewarn.advisories on delete cascade,
  text text not null,
  writer text not null, -- as `reader` above
  written_by text not null,
  written_at timestamptz not null,
  taken_back_at timestamptz
);
create index advisory_notes_by_advisory on forewarn.advisory_notes (advisory_id, written_at, id); -- the advisory's page

grant select, insert, update, delete on forewarn.advisory_read_marks to forewarn_app;
grant select, insert, update on forewarn.advisory_notes to forewarn_app;
alter table forewarn.advisory_read_marks enable row level security;
alter table forewarn.advisory_notes enable row level security;
create policy staff on forewarn.advisory_read_marks to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
create policy staff on forewarn.advisory_notes to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));

select forewarn.close_to_auditors();
