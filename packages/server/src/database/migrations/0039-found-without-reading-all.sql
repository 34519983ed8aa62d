-- 0039 · Advisories whose places are not known are found by their index on PostgreSQL 15 too.
--
-- Servers before 18 take "is distinct from" for true of nearly every row, and read all advisories rather than the index that holds the few.
alter function forewarn.revisions_without_places(text[]) set enable_seqscan = off;

-- What contacts wish is read for the consents that contacts are read for, and changed by the institution's own people (0037).
select forewarn.keep_to_consent(array['contact_wishes'], array['read', 'answer'], '{}');
