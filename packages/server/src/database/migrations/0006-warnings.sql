-- 0006 · Warnings end by somebody at some time; links can be renewed; an answer through a link can't vouch for itself.

-- "Closed warnings cannot be answered (closed on 3 May by …)": who and when.
alter table forewarn.warnings add column ended_at timestamptz, add column ended_by text;

-- What a standing rule wrote is written anew when its advisory changes, until a person touches it.
alter table forewarn.warning_versions add column drafted_automatically boolean not null default false;

-- The list of warnings: newest first.
create index warnings_by_opened on forewarn.warnings (opened_at desc);

-- A link that was revoked stays as it is; a later version gives the contact a new one. At most one in force for each warning and contact.
alter table forewarn.answer_links drop constraint answer_links_warning_id_contact_id_key;
create unique index answer_links_in_force on forewarn.answer_links (warning_id, contact_id) where revoked_at is null;

-- An answer is a record: what was said stays as it was said. It may be undone, and confirmed by somebody who is known.
create function forewarn.keep_answer() returns trigger language plpgsql as $$
begin
  if (new.warning_id, new.version, new.institution_id, new.contact_id, new.item_key, new.answer, new.abuse_check, new.remark, new.why, new.until,
      new.forwarded_to, new.answered_as, new.through, new.answered_at, new.replaces)
    is distinct from (old.warning_id, old.version, old.institution_id, old.contact_id, old.item_key, old.answer, old.abuse_check, old.remark, old.why,
      old.until, old.forwarded_to, old.answered_as, old.through, old.answered_at, old.replaces) then
    raise exception 'an answer is never changed; undo it and answer again' using errcode = 'insufficient_privilege';
  end if;
  if forewarn.principal_kind() = 'link' and (new.confirmed, new.confirmed_by, new.confirmed_at) is distinct from (old.confirmed, old.confirmed_by, old.confirmed_at) then
    raise exception 'who holds a link is not known, and confirms nothing' using errcode = 'insufficient_privilege';
  end if;
  if old.undone_at is not null and (new.undone_at, new.undone_by) is distinct from (old.undone_at, old.undone_by) then
    raise exception 'what was undone stays undone; answer again' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger answers_kept before update on forewarn.acknowledgements for each row execute function forewarn.keep_answer();

-- The answer page shows what the institution was told, to the word. Only texts that may travel by mail are ever behind a link (DESIGN §5).
create policy told_read on forewarn.messages for select to forewarn_app
  using (institution_id = (select forewarn.principal_institution()) and label in ('CLEAR', 'GREEN')
    and ((select forewarn.principal_kind()) = 'institution'
      or ((select forewarn.principal_kind()) = 'link' and key like (select forewarn.principal_warning())::text || '/%')));
