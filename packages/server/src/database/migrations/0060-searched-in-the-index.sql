-- 0060 · The text that is searched most stands in the index of the list's own order: a page of a word that few advisories have, or none, reads that index and no row.
-- works before: a column that is made by itself, and an index; list_advisory (0052) writes the columns before it

-- With the revision beside it, so that what a reader has not read is found without rows too. Six hundred characters are at most 2,400 bytes, which an index takes (PostgreSQL, Limits of B-Tree).
alter table forewarn.listed_advisories
  add column words text not null generated always as (left(lower(tracking_id || E'\n' || publisher_name || E'\n' || title), 600)) stored;
create index listed_advisories_by_words on forewarn.listed_advisories (read_at, advisory_id) include (put_away_at, tlp, revision_id, words);
