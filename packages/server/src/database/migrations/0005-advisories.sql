-- 0005 · Documents that a person hands in, what became of quarantined ones, and finding advisories.

-- A document that an operator or the API hands in has no source. The feed's label counts where the document has none (decision 006), also
-- when it is released from quarantine later.
alter table forewarn.retrievals alter column source_id drop not null;
alter table forewarn.retrievals add column feed_label text;
-- Of the provider that gave it: a document of another publisher does not take the place of the publisher's own (decision 008).
alter table forewarn.retrievals add column provider_namespace text;
alter table forewarn.retrievals add column rejected_at timestamptz;
alter table forewarn.retrievals add column rejected_by text;
alter table forewarn.retrievals add constraint retrievals_decided_once check (released_at is null or rejected_at is null);
-- Two documents handed in under one name with the same bytes are one.
alter table forewarn.retrievals drop constraint retrievals_source_id_url_document_sha256_key;
alter table forewarn.retrievals add constraint retrievals_key unique nulls not distinct (source_id, url, document_sha256);
drop index forewarn.retrievals_quarantined;
create index retrievals_quarantined on forewarn.retrievals (retrieved_at, id) where verdict = 'quarantined' and released_at is null and rejected_at is null;

-- Known-exploited lists and people ask by CVE.
alter table forewarn.advisory_revisions add column cves text[] not null default '{}';
create index advisory_revisions_by_cve on forewarn.advisory_revisions using gin (cves);
-- The list of advisories, newest first: revisions by when they were read, those that are the latest of their advisory.
create index advisory_revisions_by_read_at on forewarn.advisory_revisions (read_at desc, id desc);
create unique index advisories_by_latest_revision on forewarn.advisories (latest_revision_id);
-- The documents that could not be read, newest first.
create index unreadable_documents_by_read_at on forewarn.unreadable_documents (read_at desc, document_sha256);
-- Whether these bytes were read before.
create index advisory_revisions_by_document on forewarn.advisory_revisions (document_sha256);
-- That a CVE is exploited is no secret.
create policy free_read on forewarn.known_exploited for select to forewarn_app using ((select forewarn.principal_kind()) = 'institution');
