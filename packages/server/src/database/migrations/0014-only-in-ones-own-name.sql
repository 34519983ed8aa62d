-- 0014 · Found by the attacks of e2e/attacks: what the application's own checks held, and the database did not.

-- Which schema this is belongs to the owner, who migrates; the application neither reads nor writes it.
revoke all on forewarn.migrations from forewarn_app;

-- An entry in the audit trail is left in one's own name, and about one's own institution or none.
drop policy leave_trace on forewarn.audit_log;
create policy leave_trace on forewarn.audit_log for insert to forewarn_app
  with check ((select forewarn.principal_kind()) in ('institution', 'link') and actor_kind = (select forewarn.principal_kind())
    and (institution_id is null or institution_id = (select forewarn.principal_institution())));

-- A link is forwarded and read by whom nobody knows: no text above GREEN is behind one. RED is for named persons and for no institution
-- as a whole (TLP 2.0).
drop policy told_read on forewarn.warning_versions;
create policy told_read on forewarn.warning_versions for select to forewarn_app
  using (state = 'released'
    and (((select forewarn.principal_kind()) = 'institution' and tlp <> 'RED')
      or ((select forewarn.principal_kind()) = 'link' and tlp in ('CLEAR', 'GREEN')))
    and exists (select 1 from forewarn.concerned_institutions c where c.warning_id = warning_versions.warning_id and c.decision in ('warn', 'update', 'close')));

-- One's own row points at nothing of another: a foreign key sees past the row policies, these look at the other row through them. Staff is
-- let through first, without looking.
do $$
declare
  reference record;
begin
  for reference in
    select * from (values
      ('inventory_snapshots', 'inventory_id', 'inventories'),
      ('inventory_snapshots', 'upload_id', 'inventory_uploads'),
      ('inventory_items', 'inventory_id', 'inventories'),
      ('item_contents', 'inventory_id', 'inventories'),
      ('item_contents', 'upload_id', 'inventory_uploads'),
      ('item_components', 'contents_id', 'item_contents'),
      ('acknowledgements', 'warning_id', 'warnings'),
      ('acknowledgements', 'contact_id', 'contacts')
    ) as known (child, field, parent)
  loop
    execute format(
      'create policy %I on forewarn.%I as restrictive for insert to forewarn_app with check ((select forewarn.is_staff()) or %I is null or exists (select 1 from forewarn.%I p where p.id = %I.%I))',
      'own_' || reference.field, reference.child, reference.field, reference.parent, reference.child, reference.field);
    -- What an answer points at never changes (keep_answer of 0006); who undoes it may not see whose it was.
    continue when reference.child = 'acknowledgements';
    execute format(
      'create policy %I on forewarn.%I as restrictive for update to forewarn_app using (true) with check ((select forewarn.is_staff()) or %I is null or exists (select 1 from forewarn.%I p where p.id = %I.%I))',
      'kept_' || reference.field, reference.child, reference.field, reference.parent, reference.child, reference.field);
  end loop;
end $$;
