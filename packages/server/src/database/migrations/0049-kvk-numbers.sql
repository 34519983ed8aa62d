-- 0049 · The KvK number of an institution, and of one that a branch organisation brings: by it the same one is known under another name (decision 038).
-- works before: the columns are new, and no older program writes them.

-- Eight digits (core/institutions/kvk-number.ts). Not unique: one legal person may have several institutions here.
alter table forewarn.institutions add column kvk text check (kvk ~ '^[0-9]{8}$');
alter table forewarn.nominations add column kvk text check (kvk ~ '^[0-9]{8}$');
create index institutions_by_kvk on forewarn.institutions (kvk) where kvk is not null; -- who is a member already?

-- Who an institution is, is the CERT's to say (0002): with another's number it would keep that other one from being asked.
create or replace function forewarn.keep_membership() returns trigger language plpgsql as $$
begin
  if forewarn.principal_kind() = 'institution'
    and (new.name, new.sector, new.region, new.branch_id, new.joined_at, new.left_at, new.kvk)
      is distinct from (old.name, old.sector, old.region, old.branch_id, old.joined_at, old.left_at, old.kvk) then
    raise exception 'name, sector, region, branch, KvK number and membership are changed by the CERT' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

select forewarn.close_to_auditors();
