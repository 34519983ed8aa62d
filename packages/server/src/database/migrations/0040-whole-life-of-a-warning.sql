-- 0040 · A version says something else to some (by variant, tenant, reason or earlier answer), and until when it holds; why a warning ended is kept.
alter table forewarn.concerned_institutions add column text_part text;
alter table forewarn.warning_versions add column valid_until timestamptz;
alter table forewarn.warnings add column ended_because text;
-- The job `tell-outdated` looks for versions in force that hold no more.
create index warning_versions_valid_until on forewarn.warning_versions (valid_until) where valid_until is not null and state = 'released';
select forewarn.close_to_auditors();
