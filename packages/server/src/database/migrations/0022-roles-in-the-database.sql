-- 0022 · What kinds and roles may not do, the database refuses too: providers by label, branches by number, auditors every change.

-- A provider on behalf of an institution reads as a provider does, whatever the institution itself may read.
create or replace function forewarn.may_read_label(label text) returns boolean
  language sql stable parallel safe as $$
    select case
      when forewarn.principal_kind() in ('cert', 'system') then true
      when forewarn.principal_provider() is not null then label in ('CLEAR', 'GREEN')
      when forewarn.principal_kind() = 'institution' then label in ('CLEAR', 'GREEN')
        or (label in ('AMBER', 'AMBER+STRICT') and forewarn.principal_assurance() <> 'email')
      when forewarn.principal_kind() in ('link', 'provider', 'branch') then label in ('CLEAR', 'GREEN')
      else label = 'CLEAR'
    end
  $$;

-- A number of institutions, or null where it is below five: few enough to guess who they are.
create function forewarn.number_or_few(count bigint) returns int
  language sql immutable parallel safe as $$ select case when count >= 5 then count::int end $$;

-- "Onze leden in cijfers": the only way in which a branch organisation sees anything of its members. As the owner, for its own branch alone.
create function forewarn.branch_numbers() returns table (members int, with_round_the_clock_contact int, with_inventory int, concerned int, answered int)
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    with member as (
      select i.id from institutions i
      where principal_kind() = 'branch' and i.branch_id = principal_branch() and i.left_at is null
    ), asked as (
      select distinct c.institution_id, c.warning_id from concerned_institutions c join warnings w on w.id = c.warning_id
      where w.state = 'open' and c.version = w.released_version and c.decision in ('warn', 'update') and c.institution_id in (select id from member)
    )
    select number_or_few((select count(*) from member)),
      number_or_few((select count(distinct k.institution_id) from contacts k where k.role = '24-7' and k.removed_at is null and k.institution_id in (select id from member))),
      number_or_few((select count(distinct v.institution_id) from inventories v where v.institution_id in (select id from member))),
      number_or_few((select count(distinct institution_id) from asked)),
      number_or_few((select count(distinct a.institution_id) from asked a where exists (
        select 1 from acknowledgements k where k.warning_id = a.warning_id and k.institution_id = a.institution_id and k.confirmed and k.undone_at is null)))
  $$;
revoke all on function forewarn.branch_numbers() from public;
grant execute on function forewarn.branch_numbers() to forewarn_app;

-- Somebody of the CERT who is an auditor and nothing else reads, and leaves a trace of it.
create function forewarn.may_change() returns boolean
  language sql stable parallel safe as $$ select forewarn.principal_kind() <> 'cert' or coalesce(current_setting('app.roles', true), '') <> 'auditor' $$;
do $$
declare
  t text;
begin
  for t in select c.relname from pg_class c where c.relnamespace = 'forewarn'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
    and c.relname not in ('audit_log', 'audit_waiting') loop
    execute format('create policy no_auditor_inserts on forewarn.%I as restrictive for insert to forewarn_app with check ((select forewarn.may_change()))', t);
    execute format('create policy no_auditor_updates on forewarn.%I as restrictive for update to forewarn_app using ((select forewarn.may_change()))', t);
    execute format('create policy no_auditor_deletes on forewarn.%I as restrictive for delete to forewarn_app using ((select forewarn.may_change()))', t);
  end loop;
end $$;

-- An institution keeps the tokens of its own programs; what is stored of a token is a digest.
create policy own_read on forewarn.api_tokens for select to forewarn_app
  using (forewarn.is_own_institution(institution_id) and (select forewarn.has_role('ciso')));
create policy own_insert on forewarn.api_tokens for insert to forewarn_app
  with check (kind = 'institution' and forewarn.is_own_institution(institution_id) and (select forewarn.has_role('ciso'))
    and account_id in (select a.id from forewarn.accounts a));
create policy own_update on forewarn.api_tokens for update to forewarn_app
  using (forewarn.is_own_institution(institution_id) and (select forewarn.has_role('ciso')))
  with check (kind = 'institution' and forewarn.is_own_institution(institution_id) and account_id in (select a.id from forewarn.accounts a));

-- For whom it may act: a provider that acts for nobody yet sees which institutions consent, for as long as it is not suspended.
create policy consented_read on forewarn.institutions for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'provider' and id in (
    select c.institution_id from forewarn.provider_consents c join forewarn.providers p on p.id = c.provider_id
    where c.provider_id = (select forewarn.principal_provider()) and c.withdrawn_at is null and p.suspended_at is null));
