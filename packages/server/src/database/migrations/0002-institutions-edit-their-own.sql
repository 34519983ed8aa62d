-- 0002 · An institution keeps its own details: how it is reached, what it looks like from outside.

-- Upserting a list of institutions by name asks for names without regard to case.
create index institutions_by_lower_name on forewarn.institutions (lower(name));

create policy own_update on forewarn.institutions for update to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and id = (select forewarn.principal_institution()));

do $$
declare
  t text;
begin
  foreach t in array array['locations', 'networks', 'domains'] loop
    execute format('create policy own_delete on forewarn.%I for delete to forewarn_app using ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))', t);
  end loop;
end $$;

-- What decides who is warned, and who is a member at all, is the CERT's to say.
create function forewarn.keep_membership() returns trigger language plpgsql as $$
begin
  if forewarn.principal_kind() = 'institution'
    and (new.name, new.sector, new.region, new.branch_id, new.joined_at, new.left_at) is distinct from (old.name, old.sector, old.region, old.branch_id, old.joined_at, old.left_at) then
    raise exception 'name, sector, region, branch and membership are changed by the CERT' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger membership_kept before update on forewarn.institutions for each row execute function forewarn.keep_membership();
