-- 0020 · Other names of a CVE, such as those of GitHub (GHSA), so that what several sources say of one vulnerability comes together.

create table forewarn.vulnerability_aliases (
  alias text not null, -- GHSA-…, PYSEC-…
  cve text, -- null: its source names none; another source may
  advisory_id uuid not null references forewarn.advisories,
  revision_id uuid not null references forewarn.advisory_revisions, -- counts while this is the revision in force
  constraint vulnerability_aliases_key unique nulls not distinct (alias, cve, revision_id)
);
create index vulnerability_aliases_by_cve on forewarn.vulnerability_aliases (cve, alias); -- the other names of a CVE
create index vulnerability_aliases_by_advisory on forewarn.vulnerability_aliases (advisory_id);

alter table forewarn.vulnerability_aliases enable row level security;
create policy staff on forewarn.vulnerability_aliases to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
grant select, insert on forewarn.vulnerability_aliases to forewarn_app;

-- What was read before has its names as well.
insert into forewarn.vulnerability_aliases (alias, cve, advisory_id, revision_id)
select distinct n ->> 'text', v ->> 'cve', r.advisory_id, r.id
from forewarn.advisory_revisions r
  join forewarn.advisories a on a.latest_revision_id = r.id
  cross join jsonb_array_elements(r.normalised -> 'vulnerabilities') as v
  cross join jsonb_array_elements(v -> 'ids') as n
where r.normalised ->> 'format' = 'osv' and n ->> 'text' ~ '^[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9:.-]{1,150}$'
on conflict do nothing;

-- An advisory that somebody took out of a matter is not joined to it again for its CVE.
create table forewarn.unjoined_advisories (
  matter_id uuid not null references forewarn.matters,
  advisory_id uuid not null references forewarn.advisories,
  unjoined_at timestamptz not null,
  primary key (matter_id, advisory_id)
);
alter table forewarn.unjoined_advisories enable row level security;
create policy staff on forewarn.unjoined_advisories to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
grant select, insert, delete on forewarn.unjoined_advisories to forewarn_app;
