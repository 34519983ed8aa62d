-- 0051 · Answers that are kept together are taken apart once: jsonb is found in by its keys, where json is read anew for each of them.

create function forewarn.act_as(settings jsonb) returns void language plpgsql as $$
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
revoke all on function forewarn.act_as(jsonb) from public;
grant execute on function forewarn.act_as(jsonb) to forewarn_app;

create or replace function forewarn.facts_for_answers(asked json)
  returns table (place int, warning forewarn.warnings, decision forewarn.concerned_institutions, told boolean, tlp text, answer forewarn.acknowledgements)
  language plpgsql as $$
declare
  before json := forewarn.acting_as();
  one jsonb;
  decided forewarn.concerned_institutions;
  is_newest boolean;
begin
  place := -1;
  for one in select value from jsonb_array_elements(asked::jsonb) loop
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

create or replace function forewarn.keep_answers(kept json) returns void language plpgsql as $$
declare
  before json := forewarn.acting_as();
  one jsonb;
begin
  for one in select value from jsonb_array_elements(kept::jsonb) loop
    perform forewarn.act_as(one->'as');
    insert into forewarn.acknowledgements (id, warning_id, version, institution_id, contact_id, item_key, answer, abuse_check, remark, why, until,
        forwarded_to, answered_as, through, confirmed, confirmed_by, confirmed_at, answered_at, replaces)
      select x.* from jsonb_to_record(one->'answer') as x(id uuid, warning_id uuid, version int, institution_id uuid, contact_id uuid, item_key text, answer text,
        abuse_check text, remark text, why text, until date, forwarded_to text, answered_as text, through text, confirmed boolean, confirmed_by text,
        confirmed_at timestamptz, answered_at timestamptz, replaces uuid);
    insert into forewarn.audit_log (at, actor_kind, actor, acting_for, origin, action, subject_kind, subject, institution_id, details)
      select x.* from jsonb_to_record(one->'entry') as x(at timestamptz, actor_kind text, actor text, acting_for uuid, origin text, action text,
        subject_kind text, subject text, institution_id uuid, details jsonb);
  end loop;
  perform forewarn.act_as(before);
end $$;
