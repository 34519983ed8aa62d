-- 0050 · Answers that arrive together are looked up and kept together, each still as whoever gives it: the row policies are asked for every one of them.
--
-- Nothing here does more than the caller may: all of it works as the caller's role. In functions, because the plans of what they ask are then made
-- once for a connection; to plan a look-up under row policies costs several times what it costs to do it (decision 039).

-- The settings by which the row policies know who acts (database/principal-settings.ts), until they are made again or the transaction ends.
create function forewarn.act_as(settings json) returns void language plpgsql as $$
begin
  perform set_config('app.principal_kind', coalesce(settings->>'principal_kind', ''), true),
    set_config('app.institution_id', coalesce(settings->>'institution_id', ''), true),
    set_config('app.contact_id', coalesce(settings->>'contact_id', ''), true),
    set_config('app.warning_id', coalesce(settings->>'warning_id', ''), true),
    set_config('app.assurance', coalesce(settings->>'assurance', ''), true),
    set_config('app.account_id', coalesce(settings->>'account_id', ''), true),
    set_config('app.roles', coalesce(settings->>'roles', ''), true),
    set_config('app.provider_id', coalesce(settings->>'provider_id', ''), true),
    set_config('app.branch_id', coalesce(settings->>'branch_id', ''), true);
end $$;

create function forewarn.acting_as() returns json language sql stable as $$
  select json_build_object('principal_kind', current_setting('app.principal_kind', true), 'institution_id', current_setting('app.institution_id', true),
    'contact_id', current_setting('app.contact_id', true), 'warning_id', current_setting('app.warning_id', true),
    'assurance', current_setting('app.assurance', true), 'account_id', current_setting('app.account_id', true),
    'roles', current_setting('app.roles', true), 'provider_id', current_setting('app.provider_id', true), 'branch_id', current_setting('app.branch_id', true))
$$;

-- What is asked before an answer is taken: [{ "as": settings, "warning": id, "institution": id, "label": true where the label of the version in force
-- is asked too }]. For each, numbered from 0, a row for every answer that there is, the newest first, and one without where there is none.
create function forewarn.facts_for_answers(asked json)
  returns table (place int, warning forewarn.warnings, decision forewarn.concerned_institutions, told boolean, tlp text, answer forewarn.acknowledgements)
  language plpgsql as $$
declare
  before json := forewarn.acting_as();
  one json;
  decided forewarn.concerned_institutions;
  is_newest boolean;
begin
  place := -1;
  for one in select value from json_array_elements(asked) loop
    place := place + 1;
    perform forewarn.act_as(one->'as');
    warning := null;
    decision := null;
    told := false;
    tlp := null;
    select w.* into warning from forewarn.warnings w where w.id = (one->>'warning')::uuid;
    -- The newest decision for it, and whether it is told: whether the newest that spoke to it was no end.
    is_newest := true;
    for decided in select c.* from forewarn.concerned_institutions c
      where c.warning_id = (one->>'warning')::uuid and c.institution_id = (one->>'institution')::uuid order by c.version desc loop
      if is_newest then
        decision := decided;
        is_newest := false;
      end if;
      if decided.decision <> 'stay-silent' then
        told := decided.decision <> 'close';
        exit;
      end if;
    end loop;
    if (one->>'label')::boolean then
      select v.tlp into tlp from forewarn.warning_versions v where v.warning_id = (one->>'warning')::uuid and v.version = (warning).released_version;
    end if;
    for answer in select a.* from forewarn.acknowledgements a
      where a.warning_id = (one->>'warning')::uuid and a.institution_id = (one->>'institution')::uuid order by a.answered_at desc, a.id desc loop
      return next;
    end loop;
    if not found then
      answer := null;
      return next;
    end if;
  end loop;
  perform forewarn.act_as(before);
end $$;

-- Answers, and of each its entry in the audit trail: [{ "as": settings, "answer": row, "entry": row }].
create function forewarn.keep_answers(kept json) returns void language plpgsql as $$
declare
  before json := forewarn.acting_as();
  one json;
begin
  for one in select value from json_array_elements(kept) loop
    perform forewarn.act_as(one->'as');
    insert into forewarn.acknowledgements (id, warning_id, version, institution_id, contact_id, item_key, answer, abuse_check, remark, why, until,
        forwarded_to, answered_as, through, confirmed, confirmed_by, confirmed_at, answered_at, replaces)
      select x.* from json_to_record(one->'answer') as x(id uuid, warning_id uuid, version int, institution_id uuid, contact_id uuid, item_key text, answer text,
        abuse_check text, remark text, why text, until date, forwarded_to text, answered_as text, through text, confirmed boolean, confirmed_by text,
        confirmed_at timestamptz, answered_at timestamptz, replaces uuid);
    insert into forewarn.audit_log (at, actor_kind, actor, acting_for, origin, action, subject_kind, subject, institution_id, details)
      select x.* from json_to_record(one->'entry') as x(at timestamptz, actor_kind text, actor text, acting_for uuid, origin text, action text,
        subject_kind text, subject text, institution_id uuid, details jsonb);
  end loop;
  perform forewarn.act_as(before);
end $$;

revoke all on function forewarn.act_as(json), forewarn.acting_as(), forewarn.facts_for_answers(json), forewarn.keep_answers(json) from public;
grant execute on function forewarn.act_as(json), forewarn.acting_as(), forewarn.facts_for_answers(json), forewarn.keep_answers(json) to forewarn_app;

-- Who looks at a warning is asked whether it was told of it: by its own row, found by the index, where every row of the warning was looked at. The
-- same as before, for the policies of concerned_institutions show an institution and a link no row but their own.
alter policy told_read on forewarn.warnings
  using ((select forewarn.principal_kind()) in ('institution', 'link')
    and exists (select 1 from forewarn.concerned_institutions c where c.warning_id = warnings.id
      and c.institution_id = (select forewarn.principal_institution()) and c.decision in ('warn', 'update', 'close')));
alter policy told_read on forewarn.warning_versions
  using (state = 'released'
    and ((select forewarn.principal_kind()) = 'institution' or ((select forewarn.principal_kind()) = 'link' and tlp in ('CLEAR', 'GREEN')))
    and exists (select 1 from forewarn.concerned_institutions c where c.warning_id = warning_versions.warning_id
      and c.institution_id = (select forewarn.principal_institution()) and c.decision in ('warn', 'update', 'close')));
