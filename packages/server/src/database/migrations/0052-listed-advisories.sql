-- 0052 · The list of advisories is searched, filtered and sorted by what a document says of itself and of its products (CSAF 2.1, clause 12), without reading documents.
--
-- works before: the triggers write in a table of their own alone; a program of before knows neither, and its advisories are listed too

-- The desk put it away: as one withdrawn, until somebody brings it back. The bytes are kept.
alter table forewarn.advisories add column put_away_at timestamptz;

-- What the list needs of the revision in force. Made of it by list_advisory() alone. What is searched as a part of a text stands in small letters, one a line,
-- the least first, at most a million characters each.
create table forewarn.listed_advisories (
  advisory_id uuid primary key references forewarn.advisories on delete cascade,
  revision_id uuid not null,
  tlp text not null,
  publisher_name text not null,
  publisher_namespace text not null,
  publisher_category text not null,
  tracking_id text not null,
  tracking_id_key text not null,
  tracking_version text not null,
  tracking_version_key text not null,
  status text not null,
  title text not null,
  category text not null,
  format text not null,
  format_version text not null,
  initial_release_at timestamptz,
  current_release_at timestamptz,
  first_seen_at timestamptz not null,
  read_at timestamptz not null,
  severity numeric(3, 1),
  aggregate_severity text not null,
  cves text[] not null,
  cve_key text not null, -- of the first
  problem_count int not null,
  withdrawn_at timestamptz,
  put_away_at timestamptz,
  revision_number_key text not null, -- of the last entry of its history
  revision_summary text not null, -- of the same entry
  revised_at timestamptz, -- the newest date of its history
  history text not null, -- number, date and summary of each
  suppliers text not null,
  products text not null,
  product_versions text not null,
  product_version_key text not null, -- of the first
  cpes text not null,
  purls text not null,
  identifiers text not null
);
-- The orders that the list is read in most, so that a page costs the same however many there are (advisories/advisory-sort-store.ts).
create index listed_advisories_by_reading on forewarn.listed_advisories (read_at, advisory_id);
create index listed_advisories_by_release on forewarn.listed_advisories ((coalesce(current_release_at, '-infinity')), advisory_id);
create index listed_advisories_by_severity on forewarn.listed_advisories ((coalesce(severity, -1)), advisory_id);
create index listed_advisories_by_title on forewarn.listed_advisories ((left(lower(title), 100) collate "C"), advisory_id);
create index listed_advisories_by_publisher on forewarn.listed_advisories ((left(lower(publisher_name), 100) collate "C"), advisory_id);

-- Sorts 2.10 after 2.9: each number of up to ten digits is filled up with zeros.
create function forewarn.sort_text(value text) returns text
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select coalesce(string_agg(case when m.part[1] ~ '^[0-9]' and length(m.part[1]) < 10 then lpad(m.part[1], 10, '0') else m.part[1] end, '' order by m.place), '')
  from regexp_matches(lower(left(value, 100)), '[0-9]+|[^0-9]+', 'g') with ordinality as m(part, place)
$$;

-- Texts in small letters, one a line, each once, the least first.
create function forewarn.search_lines(texts text[]) returns text
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select coalesce(left(string_agg(t.line, E'\n' order by t.line collate "C"), 1000000), '')
  from (select distinct left(lower(translate(x, E'\n\r', '  ')), 1000) as line from unnest(texts) as x where x <> '') as t
$$;

create function forewarn.listed_elements(document jsonb, name text) returns setof jsonb
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select jsonb_array_elements(case when jsonb_typeof(document -> name) = 'array' then document -> name else '[]' end)
$$;

create function forewarn.listed_moment(value text) returns timestamptz
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select case when value ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$' then value::timestamptz end
$$;

-- Lists one advisory as its revision in force says. As the owner: nobody else writes here.
create function forewarn.list_advisory(wanted uuid) returns void
  language plpgsql volatile security definer set search_path = forewarn, pg_temp as $$
begin
  delete from listed_advisories where advisory_id = wanted;
  insert into listed_advisories
  select a.id, r.id, a.tlp, a.publisher_name, a.publisher_namespace, coalesce(r.normalised -> 'publisher' ->> 'category', ''),
    a.tracking_id, sort_text(a.tracking_id), r.tracking_version, sort_text(r.tracking_version), coalesce(r.normalised ->> 'status', ''),
    r.title, coalesce(r.normalised ->> 'category', ''), coalesce(r.normalised ->> 'format', ''), coalesce(r.normalised ->> 'formatVersion', ''),
    listed_moment(r.normalised ->> 'initialReleaseAt'), r.current_release_at, a.first_seen_at, r.read_at,
    r.severity, coalesce(left(r.normalised ->> 'aggregateSeverity', 1000), ''), r.cves, sort_text(coalesce(r.cves[1], '')),
    jsonb_array_length(r.problems), a.withdrawn_at, a.put_away_at,
    sort_text(coalesce(h.last ->> 'number', '')), coalesce(left(h.last ->> 'summary', 300), ''), h.revised_at, h.history,
    p.suppliers, p.products, p.versions, sort_text(split_part(p.versions, E'\n', 1)), p.cpes, p.purls, p.identifiers
  from advisories a join advisory_revisions r on r.id = a.latest_revision_id
  cross join lateral (
    select (array_agg(e.one order by listed_moment(e.one ->> 'at') desc nulls last, e.place desc))[1] as last,
      max(listed_moment(e.one ->> 'at')) as revised_at,
      search_lines(array_agg(concat_ws(' ', e.one ->> 'number', e.one ->> 'at', e.one ->> 'summary'))) as history
    from listed_elements(r.normalised, 'revisionHistory') with ordinality as e(one, place)) as h
  cross join lateral (
    select search_lines(array_agg(e.one ->> 'supplier')) as suppliers,
      search_lines(array_agg(e.one ->> 'product') || array_agg(e.one ->> 'name') || array_agg(e.one ->> 'family')) as products,
      search_lines(array_agg(e.one -> 'version' ->> 'text')) as versions,
      search_lines(array_agg(e.one ->> 'cpe')) as cpes,
      search_lines((select array_agg(u.purl) from listed_elements(r.normalised, 'products') as q(one), jsonb_array_elements_text(
        case when jsonb_typeof(q.one -> 'purls') = 'array' then q.one -> 'purls' else '[]' end) as u(purl))) as purls,
      search_lines((select array_agg(i.other ->> 'value') from listed_elements(r.normalised, 'products') as q(one),
        listed_elements(q.one, 'otherIdentifiers') as i(other))) as identifiers
    from listed_elements(r.normalised, 'products') as e(one)) as p
  where a.id = wanted;
end $$;

-- Whatever changes what is listed, by whichever program.
create function forewarn.relist_advisory() returns trigger
  language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  if new.latest_revision_id is not null then perform list_advisory(new.id); end if;
  return null;
end $$;
create function forewarn.relist_revision() returns trigger
  language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  perform list_advisory(a.id) from advisories a where a.latest_revision_id = new.id;
  return null;
end $$;
create trigger advisories_listed after insert or update of latest_revision_id, tlp, publisher_name, withdrawn_at, put_away_at on forewarn.advisories
  for each row execute function forewarn.relist_advisory();
create trigger advisory_revisions_listed after insert or update of normalised, problems, title, severity, cves, tracking_version, current_release_at on forewarn.advisory_revisions
  for each row execute function forewarn.relist_revision();
revoke all on function forewarn.list_advisory(uuid), forewarn.relist_advisory(), forewarn.relist_revision() from public;

-- Those that there are: a millisecond each or less.
select forewarn.list_advisory(id) from forewarn.advisories where latest_revision_id is not null;

grant select on forewarn.listed_advisories to forewarn_app;
alter table forewarn.listed_advisories enable row level security;
create policy staff on forewarn.listed_advisories to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
create policy free_read on forewarn.listed_advisories for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and tlp in ('CLEAR', 'GREEN') and put_away_at is null);
create policy by_label on forewarn.listed_advisories as restrictive for select to forewarn_app using ((select forewarn.is_staff()) or forewarn.may_read_label(tlp));

select forewarn.keep_to_consent(array['listed_advisories'], array['read'], '{}');
select forewarn.close_to_auditors();
