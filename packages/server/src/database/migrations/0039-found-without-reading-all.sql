-- 0039 · Advisories whose places are not known are found by their index on PostgreSQL 15 too.
--
-- Servers before 18 take "is distinct from" for true of nearly every row, and read all advisories rather than the index that holds the few.
alter function forewarn.revisions_without_places(text[]) set enable_seqscan = off;
