-- 0031 · An auditor changes nothing in any table: 0022 closed those that there were, this closes those since, and has the words for later ones.

-- A migration that makes tables ends with: select forewarn.close_to_auditors();
create function forewarn.close_to_auditors() returns void
  language plpgsql volatile as $$
declare
  t text;
begin
  for t in select c.relname from pg_class c where c.relnamespace = 'forewarn'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
    and c.relname not in ('audit_log', 'audit_waiting')
    and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'no_auditor_inserts') loop
    execute format('create policy no_auditor_inserts on forewarn.%I as restrictive for insert to forewarn_app with check ((select forewarn.may_change()))', t);
    execute format('create policy no_auditor_updates on forewarn.%I as restrictive for update to forewarn_app using ((select forewarn.may_change()))', t);
    execute format('create policy no_auditor_deletes on forewarn.%I as restrictive for delete to forewarn_app using ((select forewarn.may_change()))', t);
  end loop;
end $$;
revoke all on function forewarn.close_to_auditors() from public;
select forewarn.close_to_auditors();
