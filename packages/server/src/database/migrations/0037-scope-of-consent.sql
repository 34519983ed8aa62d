-- 0037 · What an institution's consent is for holds in the database too: an IT provider on its behalf reads and changes that alone.
--
-- 0016 asked in every statement whether there is a consent; what it was for was asked by the routes alone (core/institutions/permissions.ts).

-- As the owner, like consented_institution() of 0016: one look-up by the same unique index.
create function forewarn.consented_scopes() returns text[]
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    select c.scopes from provider_consents c join providers p on p.id = c.provider_id
    where principal_kind() = 'institution' and c.provider_id = principal_provider()
      and c.institution_id = nullif(current_setting('app.institution_id', true), '')::uuid
      and c.withdrawn_at is null and p.suspended_at is null
  $$;
revoke all on function forewarn.consented_scopes() from public;
grant execute on function forewarn.consented_scopes() to forewarn_app;

-- Whether who asks needs no consent, or has one for any of these. Without a live consent: for nothing.
create function forewarn.consents_to(any_of text[]) returns boolean
  language sql stable parallel safe as $$
    select forewarn.principal_provider() is null or forewarn.principal_kind() <> 'institution' or coalesce(forewarn.consented_scopes() && any_of, false)
  $$;

-- Restrictive, so that they hold beside every policy that opens a row, those of later migrations too. Each is asked once in a statement.
create function forewarn.keep_to_consent(tables text[], to_read text[], to_change text[]) returns void
  language plpgsql volatile as $$
declare
  t text;
begin
  foreach t in array tables loop
    execute format('create policy consented_reads on forewarn.%I as restrictive for select to forewarn_app using ((select forewarn.consents_to(%L)))', t, to_read);
    execute format('create policy consented_inserts on forewarn.%I as restrictive for insert to forewarn_app with check ((select forewarn.consents_to(%L)))', t, to_change);
    execute format('create policy consented_updates on forewarn.%I as restrictive for update to forewarn_app using ((select forewarn.consents_to(%L)))', t, to_change);
    execute format('create policy consented_deletes on forewarn.%I as restrictive for delete to forewarn_app using ((select forewarn.consents_to(%L)))', t, to_change);
  end loop;
end $$;
revoke all on function forewarn.keep_to_consent(text[], text[], text[]) from public;

-- Who it acts for.
select forewarn.keep_to_consent(array['institutions', 'branches'], array['read', 'answer', 'inventory'], '{}');
-- Whom an answer is told to and who may look after a point; changed by the institution's own people alone.
select forewarn.keep_to_consent(array['contacts'], array['read', 'answer'], '{}');
select forewarn.keep_to_consent(array['locations', 'networks', 'domains', 'contact_keys', 'door_faults', 'push_subscriptions', 'test_calls',
  'deliveries', 'delivery_attempts', 'desk_incidents', 'help_requests', 'messages', 'advisories', 'advisory_revisions', 'known_exploited'], array['read'], '{}');
-- Who may only answer has to find what it answers, and who may only keep the inventory what is already there and what products are called.
select forewarn.keep_to_consent(array['warnings', 'warning_versions', 'concerned_institutions', 'drills', 'drill_participants'], array['read', 'answer'], '{}');
select forewarn.keep_to_consent(array['acknowledgements', 'assignments'], array['read', 'answer'], array['answer']);
select forewarn.keep_to_consent(array['inventories', 'inventory_items', 'inventory_snapshots', 'inventory_uploads', 'inventory_mappings', 'inventory_relations',
  'item_contents', 'item_components', 'starter_answers'], array['read', 'inventory'], array['inventory']);
select forewarn.keep_to_consent(array['matches'], array['read'], '{}');
select forewarn.keep_to_consent(array['catalogue_suppliers', 'catalogue_products', 'catalogue_variants', 'catalogue_aliases', 'catalogue_identifiers',
  'catalogue_contains'], array['read', 'inventory'], '{}');
-- The institution's own people's alone: secrets of its own programs, who looked at its data, the trail.
select forewarn.keep_to_consent(array['feeds', 'service_desks', 'api_tokens', 'provider_consents', 'audit_seals', 'audit_checkpoints'], '{}', '{}');
-- Of the trail an entry in one's own name is still left (leave_trace).
create policy consented_reads on forewarn.audit_log as restrictive for select to forewarn_app using ((select forewarn.consents_to('{}')));

-- A provider hears that there is a service desk to send to, and nothing of it.
create function forewarn.has_service_desk() returns boolean
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    select exists (select 1 from service_desks d where principal_kind() = 'institution' and d.institution_id = principal_institution())
  $$;
revoke all on function forewarn.has_service_desk() from public;
grant execute on function forewarn.has_service_desk() to forewarn_app;

-- What a colleague looks after, what was sent to the desk and who wants help is known with its warning: who may not know of a warning
-- (0025) learns of it by none of these.
create policy by_warning on forewarn.assignments as restrictive for select to forewarn_app
  using ((select forewarn.is_staff()) or exists (select 1 from forewarn.warnings w where w.id = assignments.warning_id));
create policy by_warning on forewarn.desk_incidents as restrictive for select to forewarn_app
  using ((select forewarn.is_staff()) or exists (select 1 from forewarn.warnings w where w.id = desk_incidents.warning_id));
create policy by_warning on forewarn.help_requests as restrictive for select to forewarn_app
  using ((select forewarn.is_staff()) or exists (select 1 from forewarn.warnings w where w.id = help_requests.warning_id));

-- Found by walking every role over every table (e2e/attacks/every-role-meets-every-table.test.ts): whoever of the CERT signs in needs none of these.
-- What waits to be sealed is taken by the sealer alone, and seals and signed ends are written by it alone.
create policy sealer_alone on forewarn.audit_waiting as restrictive for delete to forewarn_app using ((select forewarn.principal_kind()) = 'system');
create policy sealer_alone on forewarn.audit_seals as restrictive for insert to forewarn_app with check ((select forewarn.principal_kind()) = 'system');
create policy sealer_alone on forewarn.audit_checkpoints as restrictive for insert to forewarn_app with check ((select forewarn.principal_kind()) = 'system');
-- Accounts and tokens give rights: of the CERT the administrator alone gives them.
create policy administrator_inserts on forewarn.accounts as restrictive for insert to forewarn_app
  with check ((select forewarn.principal_kind()) <> 'cert' or (select forewarn.has_role('administrator')));
create policy administrator_updates on forewarn.accounts as restrictive for update to forewarn_app
  using ((select forewarn.principal_kind()) <> 'cert' or (select forewarn.has_role('administrator')));
create policy administrator_inserts on forewarn.api_tokens as restrictive for insert to forewarn_app
  with check ((select forewarn.principal_kind()) <> 'cert' or (select forewarn.has_role('administrator')));
create policy administrator_updates on forewarn.api_tokens as restrictive for update to forewarn_app
  using ((select forewarn.principal_kind()) <> 'cert' or (select forewarn.has_role('administrator')));
create policy administrator_deletes on forewarn.api_tokens as restrictive for delete to forewarn_app
  using ((select forewarn.principal_kind()) <> 'cert' or (select forewarn.has_role('administrator')));

select forewarn.close_to_auditors();
