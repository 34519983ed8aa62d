-- 0008 · What operators ask of a large database is answered from indexes.

-- `forewarn doctor`: how many deliveries failed for good in the last day.
create index deliveries_failed on forewarn.deliveries (ended_at) where state = 'failed';
-- `forewarn doctor`: notices that wait for the CERT.
create index notices_waiting on forewarn.notices (raised_at) where resolved_at is null;
