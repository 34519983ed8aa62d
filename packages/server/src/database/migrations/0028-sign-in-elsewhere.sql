-- 0028 · Signing in with one's own organisation's service, and recovery by two persons: what is kept of it. Only Forewarn itself reads it.

-- Who an account is to a sign-in service. By the service's own name for them: addresses change hands.
create table forewarn.external_identities (
  id uuid primary key,
  account_id uuid not null references forewarn.accounts on delete cascade,
  issuer text not null,
  subject text not null,
  linked_at timestamptz not null,
  used_at timestamptz not null,
  unique (issuer, subject)
);
create index external_identities_of_account on forewarn.external_identities (account_id);

-- One sign-in elsewhere that a browser began. The nonce and the PKCE verifier are made of the browser's own secret, which is kept nowhere.
create table forewarn.external_sign_ins (
  id uuid primary key,
  provider text not null,
  browser_sha256 bytea not null,
  state_sha256 bytea not null unique,
  again boolean not null, -- to show once more who they are
  asked_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz
);

alter table forewarn.one_time_codes add column recovery_id uuid references forewarn.recoveries on delete cascade;
alter table forewarn.recoveries add column stopped_by text;
create unique index recoveries_open on forewarn.recoveries (account_id) where used_at is null and stopped_at is null and confirmed_at is null;

do $$
declare
  t text;
begin
  foreach t in array array['external_identities', 'external_sign_ins'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy forewarn_alone on forewarn.%I to forewarn_app using ((select forewarn.principal_kind()) = ''system'') with check ((select forewarn.principal_kind()) = ''system'')', t);
    execute format('grant select, insert, update on forewarn.%I to forewarn_app', t);
  end loop;
  -- What ends by retention is removed by Forewarn itself.
  foreach t in array array['sessions', 'passkey_challenges', 'mail_code_requests', 'one_time_codes', 'recoveries', 'external_sign_ins'] loop
    execute format('grant delete on forewarn.%I to forewarn_app', t);
  end loop;
end $$;
