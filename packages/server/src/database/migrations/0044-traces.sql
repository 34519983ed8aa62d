-- 0044 · Where the trace of a matter stands, so that a release by a person, hours later, and every delivery go on in the trace of the document that it began with.

-- Written where the operator has traces told (FOREWARN_TRACES_URL), and then one row a matter. It holds ids of steps and nothing else.
create table forewarn.matter_traces (
  matter_id uuid primary key references forewarn.matters on delete cascade,
  traceparent text not null, -- W3C Trace Context §3.2
  kept_at timestamptz not null
);

grant select, insert, update on forewarn.matter_traces to forewarn_app;
alter table forewarn.matter_traces enable row level security;
create policy staff on forewarn.matter_traces to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
select forewarn.close_to_auditors();
