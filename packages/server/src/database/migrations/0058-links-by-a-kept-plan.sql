-- 0058 · The links through which answers come are looked up by a plan that a connection keeps: to plan it costs several times what it costs to do it (decision 039).
-- works before: a new function, which nobody of before calls

-- Each link by its id, with the label of the version in force of its warning; those that the caller may see.
create function forewarn.links_for_answers(ids uuid[])
  returns table (id uuid, warning_id uuid, institution_id uuid, contact_id uuid, expires_at timestamptz, revoked_at timestamptz, version int, tlp text, audience jsonb)
  language plpgsql stable set plan_cache_mode = 'force_generic_plan' as $$
begin
  return query select l.id, l.warning_id, l.institution_id, l.contact_id, l.expires_at, l.revoked_at, v.version, v.tlp, v.audience
    from forewarn.answer_links l join forewarn.warnings w on w.id = l.warning_id
      left join forewarn.warning_versions v on v.warning_id = w.id and v.version = w.released_version
    where l.id = any(ids);
end $$;
revoke all on function forewarn.links_for_answers(uuid[]) from public;
grant execute on function forewarn.links_for_answers(uuid[]) to forewarn_app;
