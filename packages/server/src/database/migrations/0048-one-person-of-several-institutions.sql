-- 0048 · One person of several institutions: an account of each, which one sign-in opens (decision 036).
-- works before: no older program writes the new columns, so the unique index refuses it nothing.

alter table forewarn.accounts
  -- The account by which its person signs in; this one has no address, passkey or session of its own. Roles, end and trail are its own.
  add column signs_in_as uuid references forewarn.accounts,
  -- Whom its institution invited; not to sign in with.
  add column invited_email text check (invited_email is null or signs_in_as is not null);
create unique index accounts_opened_once on forewarn.accounts (signs_in_as, institution_id) where signs_in_as is not null; -- also how a request finds it

select forewarn.close_to_auditors();
