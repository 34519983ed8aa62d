-- 0001 · The house: every table that the loop passes, with its row policies from the first day.
--
-- Two roles. The owner (who logs in) migrates, backs up and runs the queue. Everything else happens as `forewarn_app`,
-- which owns nothing, bypasses nothing, and sees rows only through the policies below. A transaction says who acts by
-- four settings, made local to it in the same round trip as the role (database/as-principal.ts):
--   app.principal_kind   cert | institution | link | system | anyone
--   app.institution_id, app.contact_id, app.warning_id   where the kind has them
-- A setting that is missing reads as nobody: the policies then show nothing.
-- The role itself is made by database/application-role.ts, because it belongs to the server and not to one database.

create function forewarn.principal_kind() returns text
  language sql stable parallel safe as $$ select coalesce(nullif(current_setting('app.principal_kind', true), ''), 'anyone') $$;
create function forewarn.principal_institution() returns uuid
  language sql stable parallel safe as $$ select nullif(current_setting('app.institution_id', true), '')::uuid $$;
create function forewarn.principal_contact() returns uuid
  language sql stable parallel safe as $$ select nullif(current_setting('app.contact_id', true), '')::uuid $$;
create function forewarn.principal_warning() returns uuid
  language sql stable parallel safe as $$ select nullif(current_setting('app.warning_id', true), '')::uuid $$;
create function forewarn.is_staff() returns boolean
  language sql stable parallel safe as $$ select forewarn.principal_kind() in ('cert', 'system') $$;

-- The only way into the queue for the application's role (STACK: graphile-worker's own tables stay closed to it).
create function forewarn.enqueue(task text, payload json, job_key text, run_at timestamptz, queue text, max_attempts int) returns void
  language plpgsql security definer set search_path = forewarn, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, max_attempts => max_attempts, job_key => job_key);
end $$;
revoke all on function forewarn.enqueue(text, json, text, timestamptz, text, int) from public;

-- ── Who: institutions, branches, contacts, tokens ─────────────────────────────────────────────────────────────────────

create table forewarn.branches (
  id uuid primary key,
  name text not null unique
);

create table forewarn.institutions (
  id uuid primary key,
  name text not null unique,
  sector text not null,
  region smallint check (region between 1 and 11),
  staff int,
  branch_id uuid references forewarn.branches,
  it_provider text,
  language text not null default 'nl' check (language in ('nl', 'en')),
  details_in_mail boolean not null default false,
  joined_at timestamptz not null,
  left_at timestamptz
);
create index institutions_by_sector on forewarn.institutions (sector, region); -- scope of a matter: sectors and regions

create table forewarn.locations (
  institution_id uuid not null references forewarn.institutions on delete cascade,
  name text not null,
  city text,
  primary key (institution_id, name)
);

-- Networks (CIDR) and domains by which a later issue routes what is seen from outside.
create table forewarn.networks (
  institution_id uuid not null references forewarn.institutions on delete cascade,
  network cidr not null,
  primary key (institution_id, network)
);
create table forewarn.domains (
  institution_id uuid not null references forewarn.institutions on delete cascade,
  domain text not null,
  primary key (institution_id, domain)
);

create table forewarn.contacts (
  id uuid primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  name text not null,
  role text not null,
  email text,
  phone text,
  webhook_url text,
  webhook_secret text,
  language text not null default 'nl' check (language in ('nl', 'en')),
  position smallint not null default 1,
  to_repair text,
  removed_at timestamptz
);
create index contacts_by_institution on forewarn.contacts (institution_id, position); -- planning deliveries

create table forewarn.api_tokens (
  id uuid primary key,
  token_sha256 bytea not null unique,
  name text not null,
  kind text not null check (kind in ('cert', 'institution')),
  roles text[] not null default '{}',
  institution_id uuid references forewarn.institutions on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  check ((kind = 'institution') = (institution_id is not null))
);

-- ── What they rely on: inventories, dated and kept ────────────────────────────────────────────────────────────────────

-- A file as it came, understood but not yet accepted: the uploader sees line by line what we make of it first.
create table forewarn.inventory_uploads (
  id uuid primary key,
  institution_id uuid references forewarn.institutions on delete cascade, -- null: the CERT's upload for several institutions
  file_name text not null,
  format text not null,
  sha256 bytea not null,
  bytes bytea not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  accepted_at timestamptz
);

create table forewarn.inventories (
  id uuid primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  name text not null,
  unique (institution_id, name)
);

create table forewarn.inventory_snapshots (
  id uuid primary key,
  inventory_id uuid not null references forewarn.inventories on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  sequence int not null,
  taken_at timestamptz,
  received_at timestamptz not null,
  content_sha256 bytea not null,
  upload_id uuid references forewarn.inventory_uploads,
  item_count int not null,
  added int not null,
  changed int not null,
  removed int not null,
  received_from text not null,
  unique (inventory_id, sequence)
);

-- A line lives from the snapshot that brought it to the one that no longer had it (or had it otherwise).
create table forewarn.inventory_items (
  id bigint generated always as identity primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  inventory_id uuid not null references forewarn.inventories on delete cascade,
  key text not null,
  supplier text,
  product text not null,
  version text,
  identifier text,
  hosting text,
  exposure text not null default 'unknown',
  importance smallint check (importance between 1 and 4),
  quantity int,
  owner text,
  product_keys text[] not null,
  checked_at timestamptz not null,
  first_snapshot int not null,
  last_snapshot int -- null: still there
);
create unique index inventory_items_current on forewarn.inventory_items (inventory_id, key) where last_snapshot is null;
create index inventory_items_of_institution on forewarn.inventory_items (institution_id) where last_snapshot is null;
-- First stage of matching: which current lines share a product key with the advisory.
create index inventory_items_by_product_key on forewarn.inventory_items using gin (product_keys) where last_snapshot is null;

-- Names that somebody resolved once, for both sides. `supplier`/`product` are folded names (core/products/fold-name.ts).
create table forewarn.product_aliases (
  id uuid primary key,
  alias_supplier text not null default '',
  alias_product text not null,
  supplier text not null,
  product text not null,
  kind text not null,
  valid_from date,
  valid_to date,
  decided_by text not null,
  decided_at timestamptz not null,
  unique (alias_supplier, alias_product, supplier, product)
);

-- ── What comes in: sources, documents, advisories ─────────────────────────────────────────────────────────────────────

create table forewarn.sources (
  id uuid primary key,
  name text not null unique,
  kind text not null,
  url text not null,
  allow_private boolean not null default false,
  schedule_seconds int not null default 900 check (schedule_seconds > 0),
  policy jsonb not null default '{}',
  bookmark jsonb,
  added_at timestamptz not null,
  removed_at timestamptz,
  next_poll_at timestamptz not null,
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  last_duration_ms int,
  newest_document_at timestamptz,
  last_fault jsonb
);

-- The original, byte for byte, once per content. Never updated, never deleted.
create table forewarn.documents (
  sha256 bytea primary key,
  bytes bytea not null,
  size_bytes int not null,
  first_seen_at timestamptz not null
);

-- That a source gave us a document at a URL, and what its hash and signature said.
create table forewarn.retrievals (
  id uuid primary key,
  source_id uuid not null references forewarn.sources,
  url text not null,
  document_sha256 bytea not null references forewarn.documents,
  retrieved_at timestamptz not null,
  etag text,
  last_modified text,
  hash_check jsonb not null,
  signature_check jsonb not null,
  verdict text not null check (verdict in ('accepted', 'quarantined')),
  verdict_reason text,
  released_at timestamptz,
  released_by text,
  withdrawn_at timestamptz, -- the source no longer lists it
  unique (source_id, url, document_sha256)
);
create index retrievals_by_document on forewarn.retrievals (document_sha256);
create index retrievals_quarantined on forewarn.retrievals (retrieved_at) where verdict = 'quarantined' and released_at is null;

create table forewarn.advisories (
  id uuid primary key,
  publisher_namespace text not null,
  tracking_id text not null,
  publisher_name text not null,
  latest_revision_id uuid,
  tlp text not null,
  withdrawn_at timestamptz,
  first_seen_at timestamptz not null,
  unique (publisher_namespace, tracking_id)
);

create table forewarn.advisory_revisions (
  id uuid primary key,
  advisory_id uuid not null references forewarn.advisories,
  document_sha256 bytea not null references forewarn.documents,
  source_id uuid references forewarn.sources,
  sequence int not null, -- order of arrival within the advisory
  tracking_version text not null,
  current_release_at timestamptz,
  title text not null,
  severity numeric(3, 1), -- highest base score, 0.0 to 10.0
  tlp text not null,
  normalised jsonb not null,
  problems jsonb not null,
  change jsonb not null, -- against the revision before: kind and what changed
  product_keys text[] not null,
  reader int not null default 1, -- version of our reading; a higher one may read the kept bytes again
  read_at timestamptz not null,
  unique (advisory_id, document_sha256),
  unique (advisory_id, sequence)
);
alter table forewarn.advisories add foreign key (latest_revision_id) references forewarn.advisory_revisions deferrable initially deferred;
-- New or changed inventory against all advisories in force.
create index advisory_revisions_by_product_key on forewarn.advisory_revisions using gin (product_keys);

-- A document that could not be read as an advisory: kept, and shown with why.
create table forewarn.unreadable_documents (
  document_sha256 bytea primary key references forewarn.documents,
  source_id uuid references forewarn.sources,
  url text,
  problems jsonb not null,
  read_at timestamptz not null
);

create table forewarn.known_exploited (
  cve text not null,
  list text not null,
  added_on date,
  primary key (cve, list)
);

-- ── Who is concerned ──────────────────────────────────────────────────────────────────────────────────────────────────

create table forewarn.matches (
  advisory_id uuid not null references forewarn.advisories on delete cascade,
  item_id bigint not null references forewarn.inventory_items on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  revision_id uuid not null references forewarn.advisory_revisions,
  kind text not null check (kind in ('concerned', 'not-concerned')),
  certainty text,
  because text,
  reason text not null,
  evidence jsonb not null,
  remediations jsonb not null default '[]',
  matched_at timestamptz not null,
  ended_at timestamptz, -- the item or the advisory's claim is gone
  primary key (advisory_id, item_id)
);
create index matches_of_institution on forewarn.matches (institution_id) where ended_at is null;

-- ── What we say: matters, warnings ────────────────────────────────────────────────────────────────────────────────────

create table forewarn.matters (
  id uuid primary key,
  kind text not null check (kind in ('advisory', 'report', 'wave')),
  title text not null,
  source text not null,
  confirmation text not null check (confirmation in ('confirmed', 'unconfirmed', 'claim-of')),
  claimant text,
  scope jsonb not null,
  opened_at timestamptz not null,
  opened_by text not null,
  closed_at timestamptz,
  check ((confirmation = 'claim-of') = (claimant is not null))
);
create table forewarn.matter_advisories (
  matter_id uuid not null references forewarn.matters on delete cascade,
  advisory_id uuid not null references forewarn.advisories,
  primary key (matter_id, advisory_id)
);
create index matter_advisories_by_advisory on forewarn.matter_advisories (advisory_id);

create table forewarn.standing_rules (
  id uuid primary key,
  name text not null unique,
  condition jsonb not null,
  urgency text not null,
  automatic_release boolean not null default false,
  enabled boolean not null default true,
  made_at timestamptz not null,
  made_by text not null,
  check (not (automatic_release and urgency = 'act-now')) -- nobody is woken without a person deciding it
);

-- FW-JJJJ-NNNN: one counter a year, taken in the transaction that opens the warning.
create table forewarn.reference_counters (year int primary key, last int not null);

create table forewarn.warnings (
  id uuid primary key,
  reference text not null unique,
  matter_id uuid not null unique references forewarn.matters,
  state text not null default 'draft' check (state in ('draft', 'open', 'withdrawn', 'closed')),
  opened_at timestamptz not null,
  released_version int -- the version in force
);

create table forewarn.warning_versions (
  id uuid primary key,
  warning_id uuid not null references forewarn.warnings on delete cascade,
  version int not null,
  kind text not null check (kind in ('initial', 'update', 'correction', 'withdrawal')),
  state text not null check (state in ('draft', 'released')),
  urgency text not null check (urgency in ('act-now', 'this-week', 'at-maintenance', 'for-information')),
  tlp text not null check (tlp in ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  texts jsonb not null,
  audience jsonb not null,
  drafted_at timestamptz not null,
  drafted_by text not null,
  rule_id uuid references forewarn.standing_rules,
  released_at timestamptz,
  released_by text,
  unique (warning_id, version),
  check ((state = 'released') = (released_at is not null)),
  check (state = 'draft' or tlp in ('CLEAR', 'GREEN')) -- until sign-in exists
);
create unique index warning_versions_one_draft on forewarn.warning_versions (warning_id) where state = 'draft';

-- Per released version: every institution that it was decided for, and what was decided.
create table forewarn.concerned_institutions (
  warning_id uuid not null references forewarn.warnings on delete cascade,
  version int not null,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  decision text not null check (decision in ('warn', 'update', 'close', 'stay-silent')),
  because text, -- of silence
  urgency text not null,
  certainty text not null,
  reasons jsonb not null, -- the personal block; its label is below
  label text not null,
  action_digest text not null,
  asked_in_version int not null, -- an answer to this version or a later one counts
  primary key (warning_id, version, institution_id)
);
create index concerned_of_institution on forewarn.concerned_institutions (institution_id, warning_id);

create table forewarn.acknowledgements (
  id uuid primary key,
  warning_id uuid not null references forewarn.warnings on delete cascade,
  version int not null,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid references forewarn.contacts,
  item_key text, -- null: for all items
  answer text not null,
  abuse_check text,
  remark text,
  why text,
  until date,
  forwarded_to text,
  answered_as text not null,
  through text not null check (through in ('link', 'api', 'cert')),
  confirmed boolean not null,
  confirmed_by text,
  confirmed_at timestamptz,
  answered_at timestamptz not null,
  replaces uuid references forewarn.acknowledgements,
  undone_at timestamptz,
  undone_by text
);
create index acknowledgements_by_warning on forewarn.acknowledgements (warning_id, institution_id, answered_at);

-- ── How it reaches them ───────────────────────────────────────────────────────────────────────────────────────────────

create table forewarn.answer_links (
  id uuid primary key, -- the token in the mail is this id and its signature (sessions/link-token.ts): nothing usable is stored
  warning_id uuid not null references forewarn.warnings on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid not null references forewarn.contacts,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  unique (warning_id, contact_id)
);

create table forewarn.messages (
  key text primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  thread text not null,
  label text not null,
  message jsonb not null
);

create table forewarn.deliveries (
  id uuid primary key, -- also the left side of the Message-ID
  message_key text not null references forewarn.messages on delete cascade,
  thread text not null,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid not null references forewarn.contacts,
  channel text not null,
  address text not null,
  link_id uuid references forewarn.answer_links,
  urgent boolean not null default false,
  state text not null default 'planned' check (state in ('planned', 'sent', 'failed', 'cancelled')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  leased_until timestamptz,
  leased_by text,
  planned_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  unique (message_key, contact_id, channel) -- nobody gets one message under two ids
);
-- The lease: what is due, urgent first.
create index deliveries_due on forewarn.deliveries (urgent desc, next_attempt_at) where state = 'planned';
create index deliveries_of_thread on forewarn.deliveries (thread, contact_id, channel, planned_at); -- In-Reply-To

create table forewarn.delivery_attempts (
  delivery_id uuid not null references forewarn.deliveries on delete cascade,
  attempt int not null,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'failed-for-now', 'failed-for-good')),
  reason text,
  response text,
  primary key (delivery_id, attempt)
);

-- What the CERT itself must know: a silent source, a contact to repair, a forwarded answer.
create table forewarn.notices (
  id uuid primary key,
  kind text not null,
  key text not null, -- what it is about; one open notice per kind and key
  text text not null,
  raised_at timestamptz not null,
  resolved_at timestamptz
);
create unique index notices_open on forewarn.notices (kind, key) where resolved_at is null;

-- ── Who did what: append-only ─────────────────────────────────────────────────────────────────────────────────────────

create table forewarn.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject text not null,
  institution_id uuid,
  details jsonb not null default '{}'
);
create index audit_log_by_subject on forewarn.audit_log (subject_kind, subject, id);

create function forewarn.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_log_append_only before update or delete on forewarn.audit_log for each row execute function forewarn.refuse_change();
create trigger audit_log_not_emptied before truncate on forewarn.audit_log for each statement execute function forewarn.refuse_change();
create trigger documents_kept before update or delete on forewarn.documents for each row execute function forewarn.refuse_change();

-- ── Row policies ──────────────────────────────────────────────────────────────────────────────────────────────────────

grant usage on schema forewarn to forewarn_app;
grant select, insert, update, delete on all tables in schema forewarn to forewarn_app;
revoke update, delete on forewarn.audit_log, forewarn.documents, forewarn.delivery_attempts from forewarn_app;
revoke delete on forewarn.advisories, forewarn.advisory_revisions, forewarn.retrievals, forewarn.sources, forewarn.acknowledgements,
  forewarn.inventory_snapshots, forewarn.warnings, forewarn.concerned_institutions, forewarn.deliveries from forewarn_app;
grant execute on function forewarn.enqueue(text, json, text, timestamptz, text, int) to forewarn_app;

do $$
declare
  t text;
begin
  -- Every table is closed first. Staff (the CERT and Forewarn itself) see all.
  for t in select tablename from pg_tables where schemaname = 'forewarn' and tablename <> 'migrations' loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
  end loop;
  -- What belongs to one institution is read by that institution.
  foreach t in array array['locations', 'networks', 'domains', 'contacts', 'inventories', 'inventory_snapshots', 'inventory_items', 'inventory_uploads', 'matches'] loop
    execute format('create policy own_read on forewarn.%I for select to forewarn_app using ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))', t);
  end loop;
  -- What an institution may write itself.
  foreach t in array array['locations', 'networks', 'domains', 'contacts', 'inventories', 'inventory_snapshots', 'inventory_items', 'inventory_uploads'] loop
    execute format('create policy own_insert on forewarn.%I for insert to forewarn_app with check ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))', t);
    execute format('create policy own_update on forewarn.%I for update to forewarn_app using ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))', t);
  end loop;
end $$;

create policy own_read on forewarn.institutions for select to forewarn_app
  using ((select forewarn.principal_kind()) in ('institution', 'link') and id = (select forewarn.principal_institution()));
create policy own_branch on forewarn.branches for select to forewarn_app
  using (exists (select 1 from forewarn.institutions i where i.branch_id = branches.id));
create policy own_contact on forewarn.contacts for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'link' and id = (select forewarn.principal_contact()));

-- An institution reads free advisories, and the warnings that it was told of; a link reads its one warning.
create policy free_read on forewarn.advisories for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and tlp in ('CLEAR', 'GREEN'));
create policy free_read on forewarn.advisory_revisions for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'institution' and tlp in ('CLEAR', 'GREEN'));
create policy told_read on forewarn.concerned_institutions for select to forewarn_app
  using (institution_id = (select forewarn.principal_institution())
    and ((select forewarn.principal_kind()) = 'institution'
      or ((select forewarn.principal_kind()) = 'link' and warning_id = (select forewarn.principal_warning()))));
create policy told_read on forewarn.warnings for select to forewarn_app
  using ((select forewarn.principal_kind()) in ('institution', 'link')
    and exists (select 1 from forewarn.concerned_institutions c where c.warning_id = warnings.id and c.decision in ('warn', 'update', 'close')));
create policy told_read on forewarn.warning_versions for select to forewarn_app
  using ((select forewarn.principal_kind()) in ('institution', 'link') and state = 'released'
    and exists (select 1 from forewarn.concerned_institutions c where c.warning_id = warning_versions.warning_id and c.decision in ('warn', 'update', 'close')));
create policy own_read on forewarn.acknowledgements for select to forewarn_app
  using (institution_id = (select forewarn.principal_institution())
    and ((select forewarn.principal_kind()) = 'institution'
      or ((select forewarn.principal_kind()) = 'link' and warning_id = (select forewarn.principal_warning()))));
create policy own_insert on forewarn.acknowledgements for insert to forewarn_app
  with check (institution_id = (select forewarn.principal_institution())
    and (((select forewarn.principal_kind()) = 'institution' and through = 'api')
      or ((select forewarn.principal_kind()) = 'link' and through = 'link' and not confirmed
        and warning_id = (select forewarn.principal_warning()) and contact_id = (select forewarn.principal_contact()))));
create policy own_undo on forewarn.acknowledgements for update to forewarn_app
  using (institution_id = (select forewarn.principal_institution())
    and ((select forewarn.principal_kind()) = 'institution'
      or ((select forewarn.principal_kind()) = 'link' and warning_id = (select forewarn.principal_warning()))));
create policy own_link on forewarn.answer_links for select to forewarn_app
  using ((select forewarn.principal_kind()) = 'link' and contact_id = (select forewarn.principal_contact()) and warning_id = (select forewarn.principal_warning()));
create policy leave_trace on forewarn.audit_log for insert to forewarn_app with check ((select forewarn.principal_kind()) in ('institution', 'link'));
