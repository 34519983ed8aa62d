-- 0018 · The database refuses by label too: what a principal may read of a labelled row is one function, the same rule as core/sharing.

-- How the session was opened: passkey, oidc, email (a code from a mail), token; empty where that is not known. Set by as-principal.ts.
create function forewarn.principal_assurance() returns text
  language sql stable parallel safe as $$ select coalesce(current_setting('app.assurance', true), '') $$;

-- What core/sharing/may-receive decides for reading, of principals in place of readers (core/sharing/reader-of.ts). A test compares the two
-- for every kind and label. A kind that is not named reads what anyone reads.
create function forewarn.may_read_label(label text) returns boolean
  language sql stable parallel safe as $$
    select case
      when forewarn.principal_kind() in ('cert', 'system') then true
      when forewarn.principal_kind() = 'institution' then label in ('CLEAR', 'GREEN')
        or (label in ('AMBER', 'AMBER+STRICT') and forewarn.principal_assurance() <> 'email')
      when forewarn.principal_kind() in ('link', 'provider', 'branch') then label in ('CLEAR', 'GREEN')
      else label = 'CLEAR'
    end
  $$;

-- Restrictive: it holds beside every policy that opens a row, those of later migrations too. Staff passes first, without a look at the row.
do $$
declare
  labelled record;
begin
  for labelled in
    select * from (values ('advisories', 'tlp'), ('advisory_revisions', 'tlp'), ('warning_versions', 'tlp'), ('messages', 'label')) as known (name, field)
  loop
    execute format(
      'create policy by_label on forewarn.%I as restrictive for select to forewarn_app using ((select forewarn.is_staff()) or forewarn.may_read_label(%I))',
      labelled.name, labelled.field);
  end loop;
end $$;
-- concerned_institutions has a label as well (the personal block's). Each row is for its own institution, whose policies say so; what a link
-- or a session by mail code sees of it is cut by block and not by row: the reason in words, and neither version nor exposure.
