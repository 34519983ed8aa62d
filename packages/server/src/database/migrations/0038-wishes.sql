-- 0038 · How contacts want to be told; what waits for their daily bundle, and what goes with it.

create table forewarn.contact_wishes (
  contact_id uuid primary key references forewarn.contacts on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  wishes jsonb not null check (pg_column_size(wishes) <= 65536), -- core/deliveries/wishes.ts
  changed_at timestamptz not null,
  changed_by text not null,
  through text not null check (through in ('contact', 'institution', 'cert')) -- the contact itself, somebody of its institution, the CERT on the telephone
);
create index contact_wishes_of_institution on forewarn.contact_wishes (institution_id); -- planning deliveries

-- A delivery that waits for the bundle of its contact is `held` until `next_attempt_at`. It is sent when the bundle that it went with is, and has
-- failed when that has: whatever changes the state of a bundle changes theirs, in the same statement.
alter table forewarn.deliveries
  add column held_because text,
  add column bundled_in uuid references forewarn.deliveries;
alter table forewarn.deliveries drop constraint deliveries_state_check;
alter table forewarn.deliveries add constraint deliveries_state_check check (state in ('planned', 'held', 'sent', 'failed', 'cancelled'));
create index deliveries_for_bundle on forewarn.deliveries (next_attempt_at, contact_id) where state = 'held' and bundled_in is null; -- the job send-bundles
create index deliveries_of_bundle on forewarn.deliveries (bundled_in) where bundled_in is not null;

create function forewarn.settle_bundle() returns trigger language plpgsql as $$
begin
  update forewarn.deliveries d set state = case when new.state = 'planned' then 'held' else new.state end,
    ended_at = new.ended_at, ended_because = new.ended_because
  where d.bundled_in = new.id and d.state <> 'cancelled';
  return null;
end $$;
create trigger bundle_settles after update of state on forewarn.deliveries for each row
  when (new.state is distinct from old.state and new.message_key like 'bundle/%') execute function forewarn.settle_bundle();

grant select, insert, update, delete on forewarn.contact_wishes to forewarn_app;
alter table forewarn.contact_wishes enable row level security;
create policy staff on forewarn.contact_wishes to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
create policy own_read on forewarn.contact_wishes for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and institution_id = (select forewarn.principal_institution()));
create policy own_insert on forewarn.contact_wishes for insert to forewarn_app
  with check (forewarn.is_own_institution(institution_id)
    and exists (select 1 from forewarn.contacts c where c.id = contact_id and c.institution_id = contact_wishes.institution_id));
create policy own_update on forewarn.contact_wishes for update to forewarn_app
  using (forewarn.is_own_institution(institution_id))
  with check (forewarn.is_own_institution(institution_id)
    and exists (select 1 from forewarn.contacts c where c.id = contact_id and c.institution_id = contact_wishes.institution_id));
create policy own_delete on forewarn.contact_wishes for delete to forewarn_app using (forewarn.is_own_institution(institution_id));
select forewarn.close_to_auditors();
