-- 0043 · A notice to the CERT is kept as facts, so that each analyst reads it in her own language. What was raised before keeps its English sentence alone.
alter table forewarn.notices add column facts jsonb;

select forewarn.close_to_auditors();
