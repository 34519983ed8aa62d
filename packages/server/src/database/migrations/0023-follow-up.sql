-- 0023 · Until everyone has answered: the clock of every institution that was asked, the policies that it follows, and who was telephoned.

-- As the CERT changed them; while it holds none, those that ship are in force (core/warnings/follow-up-policy.ts).
create table forewarn.follow_up_policies (
  position int primary key,
  policy jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);

-- One row for each institution that was asked something by a warning. The policy is kept with it: a change of policies is for what comes after.
create table forewarn.follow_ups (
  warning_id uuid not null references forewarn.warnings on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  version int not null, -- that asked
  policy jsonb not null,
  asked_at timestamptz not null,
  step int not null default 0, -- of the policy, that comes next
  next_at timestamptz, -- null: nothing more comes by itself
  paused_at timestamptz,
  paused_by text,
  call_since timestamptz, -- on the list of whom the CERT telephones
  call_because text check (call_because in ('step', 'unreachable', 'by-hand')),
  ended_at timestamptz,
  ended_because text check (ended_because in ('answered', 'closed', 'withdrawn', 'spoken')),
  held_by text, -- who is telephoning now
  held_until timestamptz,
  primary key (warning_id, institution_id)
);
create index follow_ups_due on forewarn.follow_ups (next_at) where ended_at is null and paused_at is null; -- the clock
create index follow_ups_to_call on forewarn.follow_ups (call_since) where call_since is not null and ended_at is null; -- the call list
create index follow_ups_of_institution on forewarn.follow_ups (institution_id);

create table forewarn.calls (
  id uuid primary key,
  warning_id uuid not null references forewarn.warnings on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid references forewarn.contacts,
  outcome text not null check (outcome in ('spoken', 'voicemail', 'no-answer', 'wrong-number')),
  note text,
  called_at timestamptz not null,
  called_by text not null
);
create index calls_of_warning on forewarn.calls (warning_id, institution_id, called_at);

grant select, insert, update, delete on forewarn.follow_up_policies to forewarn_app;
grant select, insert, update on forewarn.follow_ups to forewarn_app;
grant select, insert on forewarn.calls to forewarn_app; -- a call is a record: never changed

do $$
declare
  t text;
begin
  foreach t in array array['follow_up_policies', 'follow_ups', 'calls'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
  end loop;
end $$;
