-- 0025 · What is above GREEN is released: as a notice, with the sender's tick for IT providers, RED to persons by name, nothing before its hour.

alter table forewarn.warning_versions
  -- DOMAIN §4.4: "Mag gedeeld worden met de IT-dienstverlener van de ontvanger".
  add column shared_with_it_provider boolean not null default false,
  -- Nobody outside the CERT reads it or hears of it before.
  add column embargo_until timestamptz,
  -- A draft that goes out by itself at this hour: whose decision it is, and the digest of the preview that was seen.
  add column release_at timestamptz,
  add column release_planned_by text,
  add column release_digest text,
  add column release_even_if_nobody boolean not null default false,
  add constraint planned_by_somebody check ((release_at is null) = (release_planned_by is null)),
  add constraint not_before_its_embargo check (state = 'draft' or embargo_until is null or released_at >= embargo_until),
  add constraint red_names_persons check (state = 'draft' or tlp <> 'RED'
    or coalesce(jsonb_typeof(audience->'persons') = 'array' and jsonb_array_length(audience->'persons') between 1 and 200, false));
-- What was written before asked to be shared where it asked to do something.
update forewarn.warning_versions set shared_with_it_provider = urgency <> 'for-information';
alter table forewarn.matters add column embargo_until timestamptz;

-- 0001 let nothing above GREEN be released, until sign-in existed.
do $$
declare
  old text;
begin
  select conname into strict old from pg_constraint where conrelid = 'forewarn.warning_versions'::regclass and contype = 'c'
    and pg_get_constraintdef(oid) like '%draft%' and pg_get_constraintdef(oid) like '%CLEAR%GREEN%' and pg_get_constraintdef(oid) not like '%RED%';
  execute format('alter table forewarn.warning_versions drop constraint %I', old);
end $$;

-- A matter's embargo holds for every warning on it. As the owner, so that no policy hides the matter from its own check.
create function forewarn.keep_matter_embargo() returns trigger language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  if exists (select 1 from warnings w join matters m on m.id = w.matter_id where w.id = new.warning_id and m.embargo_until > new.released_at) then
    raise exception 'this matter is under embargo' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke all on function forewarn.keep_matter_embargo() from public;
create trigger matter_embargo_kept before insert or update of state, released_at on forewarn.warning_versions
  for each row when (new.state = 'released') execute function forewarn.keep_matter_embargo();

-- Whether a RED audience names the person who is signed in: by the contact of their account, of their own institution, with a sign-in that
-- proves more than a mailbox.
create function forewarn.names_me(audience jsonb) returns boolean
  language sql stable parallel safe as $$
    select forewarn.principal_kind() = 'institution' and forewarn.principal_provider() is null and forewarn.principal_assurance() in ('passkey', 'oidc')
      and exists (select 1 from forewarn.accounts a where a.id = forewarn.principal_account() and a.disabled_at is null and a.contact_id is not null
        and a.institution_id = forewarn.principal_institution() and audience->'persons' ? a.contact_id::text)
  $$;

-- Whether a principal of an institution may know of a version at all: what 0018 asks of the text, asked of what hangs on it. As the owner,
-- because the policies of warning_versions look at concerned_institutions themselves.
create function forewarn.may_know_of(warning uuid, released int) returns boolean
  language sql stable parallel safe security definer set search_path = forewarn, pg_temp as $$
    select coalesce((select case
        when v.tlp in ('CLEAR', 'GREEN') then true
        when v.tlp = 'RED' then forewarn.names_me(v.audience)
          or (forewarn.principal_kind() = 'link' and v.audience->'persons' ? forewarn.principal_contact()::text)
        else forewarn.principal_provider() is null or v.shared_with_it_provider
      end from warning_versions v where v.warning_id = warning and v.version = released), false)
  $$;
revoke all on function forewarn.may_know_of(uuid, int) from public;
grant execute on function forewarn.may_know_of(uuid, int) to forewarn_app;

drop policy told_read on forewarn.warning_versions;
create policy told_read on forewarn.warning_versions for select to forewarn_app
  using (state = 'released'
    and ((select forewarn.principal_kind()) = 'institution' or ((select forewarn.principal_kind()) = 'link' and tlp in ('CLEAR', 'GREEN')))
    and exists (select 1 from forewarn.concerned_institutions c where c.warning_id = warning_versions.warning_id and c.decision in ('warn', 'update', 'close')));
drop policy by_label on forewarn.warning_versions;
create policy by_label on forewarn.warning_versions as restrictive for select to forewarn_app
  using ((select forewarn.is_staff()) or forewarn.may_read_label(tlp)
    or (tlp = 'RED' and forewarn.names_me(audience))
    or (tlp in ('AMBER', 'AMBER+STRICT') and shared_with_it_provider and (select forewarn.principal_kind()) = 'institution'
      and (select forewarn.principal_provider()) is not null and (select forewarn.principal_assurance()) <> 'email'));

create policy by_label on forewarn.concerned_institutions as restrictive for select to forewarn_app
  using ((select forewarn.is_staff()) or forewarn.may_know_of(warning_id, version));
create policy by_label on forewarn.acknowledgements as restrictive for select to forewarn_app
  using ((select forewarn.is_staff()) or forewarn.may_know_of(warning_id, version));
-- What an institution was told, to the word: with what a notice stands for, as far as its label lets it be read (by_label of 0018).
drop policy told_read on forewarn.messages;
create policy told_read on forewarn.messages for select to forewarn_app
  using (institution_id = (select forewarn.principal_institution()) and label <> 'RED'
    and ((select forewarn.principal_kind()) = 'institution'
      or ((select forewarn.principal_kind()) = 'link' and label in ('CLEAR', 'GREEN') and key like (select forewarn.principal_warning())::text || '/%')));

-- Nothing about what is RED is planned to anybody but the persons that it names, nor to a machine. Once for each statement, over all it adds.
create function forewarn.red_to_persons_alone() returns trigger language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  if not exists (select 1 from added d join messages m on m.key = d.message_key where m.label = 'RED') then
    return null;
  end if;
  if exists (
    select 1 from added d join messages m on m.key = d.message_key
      -- Keys are warning/version/… and, of who hears of an answer, answer/id/….
      left join acknowledgements k on m.key like 'answer/%' and k.id::text = split_part(m.key, '/', 2)
      left join warning_versions v on v.warning_id::text = coalesce(k.warning_id::text, split_part(m.key, '/', 1))
        and v.version::text = coalesce(k.version::text, split_part(m.key, '/', 2))
      left join contacts c on c.id = d.contact_id
    where m.label = 'RED'
      and (d.channel in ('webhook', 'teams') or c.role is null or c.role in ('24-7', 'it-provider') or not coalesce(v.audience->'persons' ? d.contact_id::text, false))
  ) then
    raise exception 'what is TLP:RED goes to the persons that it names' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke all on function forewarn.red_to_persons_alone() from public;
create trigger red_to_persons_alone after insert on forewarn.deliveries
  referencing new table as added for each statement execute function forewarn.red_to_persons_alone();
