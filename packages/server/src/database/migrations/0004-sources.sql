-- 0004 · What a source lists, document by document.
--
-- The bookmark of a source is more than a moment: publishers put documents into the middle of their feeds, one document may fail
-- while those after it are stored, and a poll may be cut off anywhere. So each listed document is a row, written in one
-- transaction with the validators of the listing that named it; a poll then fetches what is due. `sources.bookmark` keeps the
-- validators of the listings and, per listing, the moment up to which all is stored.

alter table forewarn.sources
  add column provider jsonb not null default '{}', -- what was discovered: publisher, role, keys (kept, so that a changed one is noticed)
  add column polling_until timestamptz, -- lease of the poll that is running; renewed while it does
  add column failing_since timestamptz; -- of last_fault: when the first poll in a row had one

-- A source that was removed keeps its retrievals; its name is free again.
alter table forewarn.sources drop constraint sources_name_key;
create unique index sources_by_name on forewarn.sources (lower(name)) where removed_at is null;
create index sources_due on forewarn.sources (next_poll_at) where removed_at is null; -- poll-due-sources

create table forewarn.listed_documents (
  source_id uuid not null references forewarn.sources,
  url text not null,
  listings text[] not null, -- URLs of the feeds and folders that list it; empty: withdrawn
  listed_at timestamptz, -- the moment that the listing states for it; null where it states none
  hash_urls text[] not null default '{}',
  signature_url text,
  due_at timestamptz, -- null: nothing to fetch
  pending boolean not null, -- listed, and not stored as listed: holds the bookmark
  stored_at timestamptz,
  document_sha256 bytea,
  verdict text,
  etag text,
  last_modified text,
  attempts int not null default 0, -- failed ones in a row
  fault jsonb, -- of the last attempt
  withdrawn_at timestamptz, -- no longer listed
  primary key (source_id, url)
);
create index listed_documents_due on forewarn.listed_documents (source_id, listed_at, url) where due_at is not null; -- what a poll fetches, oldest first
create index listed_documents_pending on forewarn.listed_documents (source_id, listed_at) where pending; -- the bookmark
create index listed_documents_failing on forewarn.listed_documents (source_id) where fault is not null; -- the source's page

alter table forewarn.listed_documents enable row level security;
create policy staff on forewarn.listed_documents to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
grant select, insert, update, delete on forewarn.listed_documents to forewarn_app;
