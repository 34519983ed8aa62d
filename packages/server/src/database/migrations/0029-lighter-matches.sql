-- 0029 · Matches are written many at a time: two of their four checks are those of rows that a third one checks already.
--
-- An item belongs to its institution and goes with it, and takes its matches along; a revision is never removed without its advisory. Two
-- look-ups a match less, of which a new inventory writes tens of thousands.
do $$
declare
  one record;
begin
  for one in select conname from pg_constraint where conrelid = 'forewarn.matches'::regclass and contype = 'f'
    and confrelid in ('forewarn.institutions'::regclass, 'forewarn.advisory_revisions'::regclass) loop
    execute format('alter table forewarn.matches drop constraint %I', one.conname);
  end loop;
end $$;

-- Many jobs of one name in one statement: each is an object with `payload` and `key`; one of two with one key is kept.
create function forewarn.enqueue_all(task text, jobs json) returns void
  language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  perform graphile_worker.add_jobs(array(
    select row(task, j.payload, null, null, 25, j.key, null, null)::graphile_worker.job_spec
    from (select distinct on (k.key) k.key, k.payload from json_to_recordset(jobs) as k(payload json, key text) order by k.key) as j));
end $$;
revoke all on function forewarn.enqueue_all(text, json) from public;
grant execute on function forewarn.enqueue_all(text, json) to forewarn_app;
