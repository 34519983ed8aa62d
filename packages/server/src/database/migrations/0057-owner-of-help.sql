-- 0057 · A request for help keeps the account of who does it beside the name: two people may bear one name (0026 does so for matters).
-- works before: a program of before writes the name alone; the account of whoever had it then goes, and the name counts as before

-- Null: nobody's, or of somebody without an account, or written by a program that knows names alone. No reference: accounts are on no node with
-- the institutions (docs/operating/large.md), and are never deleted while they did something.
alter table forewarn.help_requests add column owner_account_id uuid;

create function forewarn.forget_owner_account() returns trigger
  language plpgsql set search_path = forewarn, pg_temp as $$
begin
  if new.owner is distinct from old.owner and new.owner_account_id is not distinct from old.owner_account_id then
    new.owner_account_id := null;
  end if;
  return new;
end $$;
create trigger owner_account before update of owner on forewarn.help_requests
  for each row execute function forewarn.forget_owner_account();

select forewarn.close_to_auditors();
