-- What is still missing of the institution in the keys (docs/operating/large.md, "By institution"). No migration yet: programs of before 0047 name the shorter keys, so it becomes
-- one in the release after that. Who distributes the database sooner runs it once, in one transaction, with every Forewarn stopped and at 0047 or later.

-- What stays on the first node points at no distributed table and is pointed at by none.
alter table forewarn.accounts drop constraint accounts_contact_id_institution_id_fkey;
alter table forewarn.assignments drop constraint assignments_account_id_fkey;
alter table forewarn.read_mails drop constraint read_mails_delivery_id_fkey;
alter table forewarn.inventory_snapshots drop constraint inventory_snapshots_upload_id_fkey;
alter table forewarn.item_contents drop constraint item_contents_upload_id_fkey;

alter table forewarn.answer_proposals drop constraint answer_proposals_delivery_id_fkey, drop constraint answer_proposals_read_mail_id_fkey,
  drop constraint answer_proposals_read_mail_id_key, drop constraint answer_proposals_pkey, add primary key (id, institution_id),
  add constraint answer_proposals_once unique (read_mail_id, institution_id);
alter table forewarn.deliveries drop constraint deliveries_message_key_fkey, drop constraint deliveries_link_id_fkey, drop constraint deliveries_bundled_in_fkey;
alter table forewarn.delivery_attempts drop constraint delivery_attempts_delivery_id_fkey;
alter table forewarn.gateway_sendings drop constraint gateway_sendings_delivery_id_fkey;
alter table forewarn.matches drop constraint matches_item_id_fkey;

-- Attempts that a program of before 0047 wrote.
update forewarn.delivery_attempts a set institution_id = d.institution_id from forewarn.deliveries d where d.id = a.delivery_id and a.institution_id is null;
alter table forewarn.delivery_attempts alter column institution_id set not null;

alter table forewarn.answer_links drop constraint answer_links_pkey, add primary key (id, institution_id);
drop index forewarn.answer_links_in_force;
create unique index answer_links_in_force on forewarn.answer_links (warning_id, contact_id, institution_id) where revoked_at is null;
alter table forewarn.contact_keys drop constraint contact_keys_pkey, add primary key (id, institution_id),
  drop constraint contact_keys_contact_id_fingerprint_key, add constraint contact_keys_once unique (contact_id, fingerprint, institution_id);
alter table forewarn.contact_wishes drop constraint contact_wishes_pkey, add primary key (contact_id, institution_id);
alter table forewarn.messages drop constraint messages_pkey, add primary key (key, institution_id);
alter table forewarn.deliveries drop constraint deliveries_pkey, add primary key (id, institution_id);
drop index forewarn.deliveries_once;
create unique index deliveries_once on forewarn.deliveries (message_key text_pattern_ops, contact_id, channel, institution_id);
alter table forewarn.delivery_attempts drop constraint delivery_attempts_pkey, add primary key (delivery_id, attempt, institution_id);
alter table forewarn.door_faults drop constraint door_faults_pkey, add primary key (contact_id, channel, institution_id);
alter table forewarn.gateway_sendings drop constraint gateway_sendings_pkey, add primary key (delivery_id, institution_id);
alter table forewarn.inventory_items drop constraint inventory_items_pkey, add primary key (id, institution_id);
drop index forewarn.inventory_items_current;
create unique index inventory_items_current on forewarn.inventory_items (inventory_id, key, institution_id) where last_snapshot is null;
alter table forewarn.key_lookups drop constraint key_lookups_pkey, add primary key (contact_id, institution_id);
alter table forewarn.matches drop constraint matches_pkey, add primary key (advisory_id, item_id, institution_id);
-- A device of somebody who works for two institutions belongs to each.
alter table forewarn.push_subscriptions drop constraint push_subscriptions_pkey, add primary key (id, institution_id),
  drop constraint push_subscriptions_endpoint_key, add constraint push_subscriptions_once unique (endpoint, institution_id);
alter table forewarn.test_calls drop constraint test_calls_pkey, add primary key (id, institution_id);
drop index forewarn.test_calls_waiting;
create unique index test_calls_waiting on forewarn.test_calls (contact_id, institution_id) where called_at is null;
alter table forewarn.warning_votes drop constraint warning_votes_pkey, add primary key (warning_id, contact_id, institution_id);

alter table forewarn.answer_proposals add foreign key (delivery_id, institution_id) references forewarn.deliveries on delete cascade;
alter table forewarn.deliveries add foreign key (message_key, institution_id) references forewarn.messages on delete cascade,
  add foreign key (link_id, institution_id) references forewarn.answer_links, add foreign key (bundled_in, institution_id) references forewarn.deliveries;
alter table forewarn.delivery_attempts add foreign key (delivery_id, institution_id) references forewarn.deliveries on delete cascade;
alter table forewarn.gateway_sendings add foreign key (delivery_id, institution_id) references forewarn.deliveries on delete cascade;
alter table forewarn.matches add foreign key (item_id, institution_id) references forewarn.inventory_items on delete cascade;

-- Every program writes it now.
drop trigger institution on forewarn.gateway_sendings;
drop trigger institution on forewarn.key_lookups;
drop function forewarn.institution_of_sending();
drop function forewarn.institution_of_lookup();
