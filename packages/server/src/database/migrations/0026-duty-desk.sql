-- 0026 · The duty desk: who works on a matter and what was decided of it, a second person for act now, requests for help.

alter table forewarn.matters
  add column owner text, -- by the name that it had
  add column owner_account_id uuid references forewarn.accounts,
  add column owned_since timestamptz,
  add column set_aside_at timestamptz, -- not relevant, and why
  add column set_aside_by text,
  add column set_aside_because text,
  add column merged_into uuid references forewarn.matters, -- then it is closed as well
  add constraint set_aside_says_why check ((set_aside_at is null) = (set_aside_because is null));
create index matters_owned on forewarn.matters (owner) where owner is not null and closed_at is null; -- a shift that is handed over

-- What was done with a matter, in the order of time. A step is undone, never removed; `before` holds what undoing needs.
create table forewarn.matter_steps (
  id uuid primary key,
  matter_id uuid not null references forewarn.matters on delete cascade,
  kind text not null check (kind in ('noted', 'set-aside', 'taken-up', 'merged', 'split', 'assigned', 'released')),
  note text,
  other_matter_id uuid references forewarn.matters,
  before jsonb not null default '{}',
  taken_at timestamptz not null,
  taken_by text not null,
  undone_at timestamptz,
  undone_by text
);
create index matter_steps_of_matter on forewarn.matter_steps (matter_id, taken_at);

-- Four eyes for act now: asked for one draft as it stood, given or taken back. One that stands for each version and content.
create table forewarn.release_approvals (
  id uuid primary key,
  warning_id uuid not null references forewarn.warnings on delete cascade,
  version int not null,
  content_sha256 text not null, -- of what was approved: another text needs another approval
  asked_at timestamptz not null,
  asked_by text not null,
  note text,
  decided_at timestamptz,
  decided_by text,
  decision text check (decision in ('approved', 'sent-back')),
  because text,
  check ((decided_at is null) = (decision is null))
);
create index release_approvals_of_warning on forewarn.release_approvals (warning_id, version, asked_at);

-- "Hulp nodig, bel mij terug": one for each such answer, with somebody who does it and a time by when.
create table forewarn.help_requests (
  id uuid primary key,
  acknowledgement_id uuid not null unique references forewarn.acknowledgements on delete cascade,
  warning_id uuid not null references forewarn.warnings on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  owner text,
  owned_since timestamptz,
  ended_at timestamptz,
  ended_by text,
  ended_because text check (ended_because in ('done', 'taken-back')),
  note text,
  check ((ended_at is null) = (ended_because is null))
);
create index help_requests_open on forewarn.help_requests (due_at) where ended_at is null; -- the queue
create index help_requests_of_institution on forewarn.help_requests (institution_id, asked_at);

grant select, insert, update on forewarn.matter_steps, forewarn.release_approvals, forewarn.help_requests to forewarn_app;

do $$
declare
  t text;
begin
  foreach t in array array['matter_steps', 'release_approvals', 'help_requests'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
    execute format('create policy no_auditor_inserts on forewarn.%I as restrictive for insert to forewarn_app with check ((select forewarn.may_change()))', t);
    execute format('create policy no_auditor_updates on forewarn.%I as restrictive for update to forewarn_app using ((select forewarn.may_change()))', t);
    execute format('create policy no_auditor_deletes on forewarn.%I as restrictive for delete to forewarn_app using ((select forewarn.may_change()))', t);
  end loop;
end $$;

-- Who asked sees who looks after it and by when; the CERT's note on it stays the CERT's (the columns that are read decide).
create policy own_read on forewarn.help_requests for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and institution_id = (select forewarn.principal_institution()));
