-- 0013 · The audit trail is a chain: whoever changes, removes or adds an entry afterwards, the owner of this database included, is found out.
-- Decision 016 says why entries are sealed a moment after they are written and not while they are written.

alter table forewarn.audit_log
  -- The institution on whose behalf somebody acted; null where nobody acted for one.
  add column acting_for uuid,
  -- From where: the address that the HTTP edge was given, "job NAME", "command, user N". Null in entries from before.
  add column origin text,
  -- Chance, hashed with the entry: who sees the digest of another's entry in a proof can't try what might be in it.
  add column salt uuid not null default gen_random_uuid();

-- Entries that are written and not sealed yet. In a table of its own, because entries become visible in another order than their ids have:
-- "higher than the last one sealed" would pass by what commits late.
create table forewarn.audit_waiting (
  entry_id bigint primary key,
  since timestamptz not null default now()
);
insert into forewarn.audit_waiting (entry_id) select id from forewarn.audit_log;

-- As the owner, so that everybody who may write an entry makes it wait, and nobody can write one that does not.
create function forewarn.await_seal() returns trigger language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  insert into forewarn.audit_waiting (entry_id) select id from added;
  return null;
end $$;
create trigger audit_log_awaits_seal after insert on forewarn.audit_log
  referencing new table as added for each statement execute function forewarn.await_seal();

-- One row for each sealed entry. sequence has no gaps. digest is over the entry, hash over sequence, time, previous hash and digest (audit/chain.ts).
create table forewarn.audit_seals (
  sequence bigint primary key check (sequence > 0),
  entry_id bigint not null unique,
  sealed_at timestamptz not null,
  digest bytea not null check (length(digest) = 32),
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32)
);

-- "The chain has this hash at this sequence", signed with a key that this database does not hold.
create table forewarn.audit_checkpoints (
  sequence bigint not null,
  hash bytea not null,
  at timestamptz not null,
  key_id text not null,
  signature bytea not null,
  primary key (sequence, key_id)
);

create trigger audit_seals_append_only before update or delete on forewarn.audit_seals for each row execute function forewarn.refuse_change();
create trigger audit_seals_not_emptied before truncate on forewarn.audit_seals for each statement execute function forewarn.refuse_change();
create trigger audit_checkpoints_append_only before update or delete on forewarn.audit_checkpoints for each row execute function forewarn.refuse_change();
create trigger audit_checkpoints_not_emptied before truncate on forewarn.audit_checkpoints for each statement execute function forewarn.refuse_change();

do $$
declare
  t text;
begin
  foreach t in array array['audit_waiting', 'audit_seals', 'audit_checkpoints'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
  end loop;
end $$;
grant select, delete on forewarn.audit_waiting to forewarn_app;
grant select, insert on forewarn.audit_seals, forewarn.audit_checkpoints to forewarn_app;

-- "Wie heeft onze gegevens bekeken?": readings by the institution they were of. A reading's action ends so (audit/record-reading.ts).
create index audit_log_readings on forewarn.audit_log (institution_id, id desc) where action ~ '-(read|searched|exported)$' and institution_id is not null;
-- The same question, for readings of what is about many institutions at once: the concerned list of a warning, the matches of an advisory.
create index audit_log_list_readings on forewarn.audit_log (subject_kind, subject, id desc) where action ~ '-(read|searched|exported)$' and institution_id is null;

-- An institution sees who read its data, and what is in the trail of what it was told and what it answered. Not what else the CERT noted of it.
create policy own_trace on forewarn.audit_log for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and institution_id = (select forewarn.principal_institution())
    and (action ~ '-(read|searched|exported)$' or action in ('institution-told', 'delivery-sent', 'delivery-failed', 'warning-acknowledged', 'answer-confirmed', 'answer-undone')));
create policy own_list_readings on forewarn.audit_log for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and institution_id is null and action ~ '-(read|searched|exported)$'
    and ((subject_kind = 'warning' and subject in (select c.warning_id::text from forewarn.concerned_institutions c where c.institution_id = (select forewarn.principal_institution())))
      or (subject_kind = 'advisory-matches' and subject in (select m.advisory_id::text from forewarn.matches m where m.institution_id = (select forewarn.principal_institution())))));

-- A proof shows seals and checkpoints beside one's own entries. They hold no content.
create policy proof_read on forewarn.audit_seals for select to forewarn_app using ((select forewarn.principal_kind()) = 'institution');
create policy proof_read on forewarn.audit_checkpoints for select to forewarn_app using ((select forewarn.principal_kind()) = 'institution');
-- And how it was told: its own messages went to its own contacts.
create policy own_read on forewarn.deliveries for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and institution_id = (select forewarn.principal_institution()));
create policy own_read on forewarn.delivery_attempts for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and exists (select 1 from forewarn.deliveries d where d.id = delivery_attempts.delivery_id));
