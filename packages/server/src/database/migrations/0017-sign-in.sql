-- 0017 · Signing in: sessions, passkeys, codes by mail, one-time codes. None of it is read by anybody but Forewarn itself.

create table forewarn.sessions (
  id uuid primary key,
  token_sha256 bytea not null unique, -- of the cookie; the cookie itself is kept nowhere
  account_id uuid not null references forewarn.accounts on delete cascade,
  rights_version int not null, -- of the account when it began: a change of rights ends it
  assurance text not null check (assurance in ('passkey', 'oidc', 'email')),
  begun_at timestamptz not null,
  used_at timestamptz not null,
  proved_at timestamptz not null, -- when the holder last showed who they are
  network text not null,
  device text not null,
  ended_at timestamptz,
  ended_because text
);
create index sessions_of_account on forewarn.sessions (account_id, begun_at desc); -- the list, and ending all of them

create table forewarn.passkeys (
  id uuid primary key,
  account_id uuid not null references forewarn.accounts on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  is_synchronised boolean not null,
  transports text[] not null default '{}',
  name text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  removed_at timestamptz,
  suspect_at timestamptz -- its counter went back: somebody may hold a copy
);
create index passkeys_of_account on forewarn.passkeys (account_id);

-- What a browser was asked to sign: once, by that browser, within minutes.
create table forewarn.passkey_challenges (
  id uuid primary key,
  kind text not null check (kind in ('sign-in', 'add')),
  browser_sha256 bytea not null,
  account_id uuid references forewarn.accounts on delete cascade,
  challenge text not null,
  ends_at timestamptz not null,
  used_at timestamptz
);
create index passkey_challenges_of_browser on forewarn.passkey_challenges (browser_sha256);

-- One row for every address that is asked for, known or not: the same work, so that the answer tells nothing. Code and link are made of the id
-- and a secret outside the database (sessions/mail-code.ts); the account is found by the job that mails.
create table forewarn.mail_code_requests (
  id uuid primary key,
  browser_sha256 bytea not null,
  short_code text not null,
  email text not null,
  network text not null,
  known boolean not null default false,
  account_id uuid references forewarn.accounts on delete cascade,
  asked_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  wrong_here smallint not null default 0,
  wrong_elsewhere smallint not null default 0
);
create index mail_code_requests_of_browser on forewarn.mail_code_requests (browser_sha256);
create index mail_code_requests_by_short_code on forewarn.mail_code_requests (short_code, asked_at desc);
create index mail_code_requests_of_account on forewarn.mail_code_requests (account_id, asked_at desc); -- how many lately

-- A code that makes a passkey, once: for a new account, or after two persons of the CERT agreed to a recovery.
create table forewarn.one_time_codes (
  id uuid primary key,
  code_sha256 bytea not null unique,
  account_id uuid not null references forewarn.accounts on delete cascade,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz
);

create table forewarn.recoveries (
  id uuid primary key,
  account_id uuid not null references forewarn.accounts on delete cascade,
  started_by uuid not null references forewarn.accounts,
  started_at timestamptz not null,
  confirmed_by uuid references forewarn.accounts,
  confirmed_at timestamptz,
  used_at timestamptz,
  stopped_at timestamptz,
  check (confirmed_by is null or confirmed_by <> started_by) -- two persons, whatever the code does
);

do $$
declare
  t text;
begin
  foreach t in array array['sessions', 'passkeys', 'passkey_challenges', 'mail_code_requests', 'one_time_codes', 'recoveries'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy forewarn_alone on forewarn.%I to forewarn_app using ((select forewarn.principal_kind()) = ''system'') with check ((select forewarn.principal_kind()) = ''system'')', t);
    execute format('grant select, insert, update on forewarn.%I to forewarn_app', t);
  end loop;
end $$;
