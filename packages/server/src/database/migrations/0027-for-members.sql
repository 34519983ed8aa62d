-- 0027 · For members: who of them looks after an open point, which IT provider answered, feeds by a secret link, the service desk, test calls.

-- On whose behalf an answer was given, by whoever gives it: taken from the transaction, so that nobody states it.
alter table forewarn.acknowledgements add column provider_id uuid references forewarn.providers;
alter table forewarn.acknowledgements alter column provider_id set default forewarn.principal_provider();
create policy own_provider on forewarn.acknowledgements as restrictive for insert to forewarn_app
  with check ((select forewarn.is_staff()) or provider_id is not distinct from (select forewarn.principal_provider()));
create function forewarn.keep_answering_provider() returns trigger language plpgsql as $$
begin
  raise exception 'who gave an answer is never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger answering_provider_kept before update on forewarn.acknowledgements for each row
  when (new.provider_id is distinct from old.provider_id) execute function forewarn.keep_answering_provider();

-- A colleague who looks after a point: a line of the inventory in one warning, or ('') the warning as a whole. By the name that it had.
create table forewarn.assignments (
  warning_id uuid not null references forewarn.warnings on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  item_key text not null default '',
  account_id uuid references forewarn.accounts on delete cascade,
  contact_id uuid references forewarn.contacts on delete cascade,
  name text not null,
  assigned_at timestamptz not null,
  assigned_by text not null,
  primary key (warning_id, institution_id, item_key)
);
create index assignments_of_institution on forewarn.assignments (institution_id); -- the open points

-- Warnings as Atom, deadlines as a calendar, for programs that can't sign in. The link holds the secret; what is stored is its SHA-256.
create table forewarn.feeds (
  id uuid primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  token_sha256 bytea not null unique, -- how a request is looked up
  name text not null,
  made_at timestamptz not null,
  made_by text not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index feeds_of_institution on forewarn.feeds (institution_id);

-- The institution's own service desk, TOPdesk or what speaks like it.
create table forewarn.service_desks (
  institution_id uuid primary key references forewarn.institutions on delete cascade,
  url text not null,
  user_name text not null,
  password text check (password like 'fws1.%'), -- sealed
  enabled boolean not null default true,
  changed_at timestamptz not null,
  changed_by text not null,
  last_success_at timestamptz,
  last_fault text
);

-- One incident at the service desk for each open point; its number there, and what it says of it.
create table forewarn.desk_incidents (
  institution_id uuid not null references forewarn.institutions on delete cascade,
  warning_id uuid not null references forewarn.warnings on delete cascade,
  item_key text not null default '',
  external_number text not null, -- ours, that the desk keeps: a second request finds the first
  incident_id text,
  incident_number text,
  status text,
  closed boolean not null default false,
  pushed_at timestamptz,
  checked_at timestamptz,
  primary key (institution_id, warning_id, item_key)
);

-- "Test mijn 24/7-nummer": asked by a member, made by the CERT, with what came of it. A record: the call is written once.
create table forewarn.test_calls (
  id uuid primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid not null references forewarn.contacts on delete cascade,
  asked_at timestamptz not null,
  asked_by text not null,
  outcome text check (outcome in ('spoken', 'voicemail', 'no-answer', 'wrong-number')),
  note text,
  called_at timestamptz,
  called_by text,
  check ((outcome is null) = (called_at is null))
);
create unique index test_calls_waiting on forewarn.test_calls (contact_id) where called_at is null; -- the CERT's list; asked twice is asked once
create index test_calls_of_institution on forewarn.test_calls (institution_id, asked_at);

grant select, insert, update, delete on forewarn.assignments, forewarn.service_desks to forewarn_app;
grant select, insert, update on forewarn.feeds, forewarn.desk_incidents, forewarn.test_calls to forewarn_app; -- they end, and stay

do $$
declare
  t text;
begin
  foreach t in array array['assignments', 'feeds', 'service_desks', 'desk_incidents', 'test_calls'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
    execute format('create policy own_read on forewarn.%I for select to forewarn_app using ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))', t);
    execute format('create policy no_auditor_inserts on forewarn.%I as restrictive for insert to forewarn_app with check ((select forewarn.may_change()))', t);
    execute format('create policy no_auditor_updates on forewarn.%I as restrictive for update to forewarn_app using ((select forewarn.may_change()))', t);
    execute format('create policy no_auditor_deletes on forewarn.%I as restrictive for delete to forewarn_app using ((select forewarn.may_change()))', t);
  end loop;
  -- What a provider may do too, on the institution's behalf.
  execute 'create policy own_insert on forewarn.assignments for insert to forewarn_app with check ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))';
  execute 'create policy own_update on forewarn.assignments for update to forewarn_app using ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution())) with check ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))';
  execute 'create policy own_delete on forewarn.assignments for delete to forewarn_app using ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))';
  -- What is the institution's own people's alone.
  foreach t in array array['feeds', 'service_desks', 'test_calls'] loop
    execute format('create policy own_insert on forewarn.%I for insert to forewarn_app with check (forewarn.is_own_institution(institution_id))', t);
  end loop;
  foreach t in array array['feeds', 'service_desks'] loop
    execute format('create policy own_update on forewarn.%I for update to forewarn_app using (forewarn.is_own_institution(institution_id)) with check (forewarn.is_own_institution(institution_id))', t);
  end loop;
  execute 'create policy own_delete on forewarn.service_desks for delete to forewarn_app using (forewarn.is_own_institution(institution_id))';
end $$;

-- One's own row points at nothing of another, as in 0014.
create policy own_warning_id on forewarn.assignments as restrictive for insert to forewarn_app
  with check ((select forewarn.is_staff()) or exists (select 1 from forewarn.warnings p where p.id = assignments.warning_id));
create policy own_contact_id on forewarn.assignments as restrictive for insert to forewarn_app
  with check ((select forewarn.is_staff()) or contact_id is null or exists (select 1 from forewarn.contacts p where p.id = assignments.contact_id));
create policy own_account_id on forewarn.assignments as restrictive for insert to forewarn_app
  with check ((select forewarn.is_staff()) or account_id is null or exists (select 1 from forewarn.accounts p where p.id = assignments.account_id));
create policy kept_references on forewarn.assignments as restrictive for update to forewarn_app using (true)
  with check ((select forewarn.is_staff()) or (exists (select 1 from forewarn.warnings p where p.id = assignments.warning_id)
    and (contact_id is null or exists (select 1 from forewarn.contacts p where p.id = assignments.contact_id))
    and (account_id is null or exists (select 1 from forewarn.accounts p where p.id = assignments.account_id))));
create policy own_contact_id on forewarn.test_calls as restrictive for insert to forewarn_app
  with check ((select forewarn.is_staff()) or (outcome is null and exists (select 1 from forewarn.contacts p where p.id = test_calls.contact_id)));
