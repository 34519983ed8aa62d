-- 0016 · Who signs in and as what: accounts of every kind, IT providers, and the consent of an institution that one may act for it.
--
-- A provider that acts for an institution has principal_kind 'institution', app.institution_id and app.provider_id. The policies of the
-- institution then hold for it, for as long as the consent does: principal_institution() asks for it in every statement.

create table forewarn.providers (
  id uuid primary key,
  name text not null unique,
  added_at timestamptz not null,
  -- By the CERT, at once, when the provider is where the trouble comes from.
  suspended_at timestamptz,
  suspended_by text,
  suspended_because text
);

create table forewarn.accounts (
  id uuid primary key,
  kind text not null check (kind in ('cert', 'institution', 'provider', 'supplier', 'branch', 'service')),
  name text not null,
  email text unique check (email = lower(email)),
  roles text[] not null default '{}',
  institution_id uuid references forewarn.institutions on delete cascade,
  provider_id uuid references forewarn.providers on delete cascade,
  supplier text,
  branch_id uuid references forewarn.branches,
  contact_id uuid references forewarn.contacts,
  -- Goes up with every change of what the account may; a session or token of an older number has ended.
  rights_version int not null default 1,
  -- SHA-256 of the certificate (DER) that a machine client shows to the proxy; service accounts only.
  certificate_sha256 bytea unique,
  created_at timestamptz not null,
  disabled_at timestamptz,
  check (case kind
    when 'institution' then institution_id is not null and provider_id is null
    when 'provider' then provider_id is not null and institution_id is null
    when 'service' then institution_id is null or provider_id is null
    else institution_id is null and provider_id is null end),
  check ((kind = 'supplier') = (supplier is not null)),
  check ((kind = 'branch') = (branch_id is not null)),
  check (kind = 'service' or certificate_sha256 is null)
);
create index accounts_of_institution on forewarn.accounts (institution_id) where institution_id is not null;
create index accounts_of_provider on forewarn.accounts (provider_id) where provider_id is not null;

create table forewarn.provider_consents (
  id uuid primary key,
  provider_id uuid not null references forewarn.providers on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  scopes text[] not null check (scopes <@ array['read', 'answer', 'inventory'] and cardinality(scopes) > 0),
  given_at timestamptz not null,
  given_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text
);
-- One live consent for each pair; also how every request of a provider is looked up.
create unique index provider_consents_live on forewarn.provider_consents (provider_id, institution_id) where withdrawn_at is null;
create index provider_consents_of_institution on forewarn.provider_consents (institution_id);

-- A token may belong to an account, whose kind, roles and end then count, and be narrower than it.
alter table forewarn.api_tokens
  drop constraint api_tokens_kind_check,
  add constraint api_tokens_kind_check check (kind in ('cert', 'institution', 'provider', 'supplier', 'branch')),
  add column account_id uuid references forewarn.accounts on delete cascade,
  add column permissions text[], -- null: everything that the roles give
  add column last_used_at timestamptz;
create index api_tokens_of_account on forewarn.api_tokens (account_id) where account_id is not null;
-- Tokens of institutions from before roles could do everything that an institution may.
update forewarn.api_tokens set roles = '{ciso}' where kind = 'institution' and roles = '{}';

create function forewarn.principal_account() returns uuid
  language sql stable parallel safe as $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;
create function forewarn.principal_provider() returns uuid
  language sql stable parallel safe as $$ select nullif(current_setting('app.provider_id', true), '')::uuid $$;
create function forewarn.principal_branch() returns uuid
  language sql stable parallel safe as $$ select nullif(current_setting('app.branch_id', true), '')::uuid $$;
create function forewarn.has_role(role text) returns boolean
  language sql stable parallel safe as $$ select role = any(string_to_array(coalesce(current_setting('app.roles', true), ''), ',')) $$;

-- As the owner, because the policies of provider_consents ask principal_institution() themselves. One look-up by a unique index.
create function forewarn.consented_institution() returns uuid
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    select c.institution_id from provider_consents c join providers p on p.id = c.provider_id
    where principal_kind() = 'institution' and c.provider_id = principal_provider()
      and c.institution_id = nullif(current_setting('app.institution_id', true), '')::uuid
      and c.withdrawn_at is null and p.suspended_at is null
  $$;
revoke all on function forewarn.consented_institution() from public;
grant execute on function forewarn.consented_institution() to forewarn_app;

create or replace function forewarn.principal_institution() returns uuid
  language sql stable parallel safe as $$
    select case when forewarn.principal_provider() is null then nullif(current_setting('app.institution_id', true), '')::uuid
      else forewarn.consented_institution() end
  $$;
-- The institution's own people, not a provider on its behalf.
create function forewarn.is_own_institution(institution uuid) returns boolean
  language sql stable parallel safe as $$
    select forewarn.principal_kind() = 'institution' and forewarn.principal_provider() is null and institution = forewarn.principal_institution()
  $$;

do $$
declare
  t text;
begin
  foreach t in array array['providers', 'accounts', 'provider_consents'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('grant select, insert, update on forewarn.%I to forewarn_app', t); -- they end, and stay
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
  end loop;
end $$;

-- Which IT providers there are is for every institution, which chooses its own; of itself a provider sees its own row.
create policy to_choose on forewarn.providers for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and (select forewarn.principal_provider()) is null
    or (select forewarn.principal_provider()) = id);

create policy own_read on forewarn.accounts for select to forewarn_app
  using ((select forewarn.is_own_institution((select forewarn.principal_institution()))) and institution_id = (select forewarn.principal_institution())
    or id = (select forewarn.principal_account()));
create policy own_insert on forewarn.accounts for insert to forewarn_app
  with check (kind in ('institution', 'service') and forewarn.is_own_institution(institution_id) and (select forewarn.has_role('ciso'))
    and (contact_id is null or exists (select 1 from forewarn.contacts c where c.id = contact_id)));
create policy own_update on forewarn.accounts for update to forewarn_app
  using (kind in ('institution', 'service') and forewarn.is_own_institution(institution_id) and (select forewarn.has_role('ciso')))
  with check (kind in ('institution', 'service') and forewarn.is_own_institution(institution_id)
    and (contact_id is null or exists (select 1 from forewarn.contacts c where c.id = contact_id)));

create policy own_read on forewarn.provider_consents for select to forewarn_app
  using (forewarn.is_own_institution(institution_id)
    or ((select forewarn.principal_kind()) = 'provider' and provider_id = (select forewarn.principal_provider())));
create policy own_insert on forewarn.provider_consents for insert to forewarn_app
  with check (forewarn.is_own_institution(institution_id) and (select forewarn.has_role('ciso')));
create policy own_update on forewarn.provider_consents for update to forewarn_app
  using (forewarn.is_own_institution(institution_id) and (select forewarn.has_role('ciso')))
  with check (forewarn.is_own_institution(institution_id));

-- In one's own name: a provider as a provider, on behalf of the institution that consents, or of none.
drop policy leave_trace on forewarn.audit_log;
create policy leave_trace on forewarn.audit_log for insert to forewarn_app
  with check (
    ((select forewarn.principal_kind()) in ('institution', 'link')
      and actor_kind = (select case when forewarn.principal_provider() is null then forewarn.principal_kind() else 'provider' end)
      and (institution_id is null or institution_id = (select forewarn.principal_institution())))
    or ((select forewarn.principal_kind()) in ('provider', 'supplier', 'branch') and actor_kind = (select forewarn.principal_kind())
      and institution_id is null));
