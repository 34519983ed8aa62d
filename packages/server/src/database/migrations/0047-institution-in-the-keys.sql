-- 0047 · The keys of tables that grow with institutions hold the institution, so that they can be distributed by it (docs/operating/large.md): no index more than there was.
-- works before: no program names a key that is replaced here in "on conflict", each new key is an old one and the institution, and a row never pointed at a row of another institution.

alter table forewarn.acknowledgements drop constraint acknowledgements_contact_id_fkey, drop constraint acknowledgements_replaces_fkey;
alter table forewarn.accounts drop constraint accounts_contact_id_fkey;
alter table forewarn.answer_links drop constraint answer_links_contact_id_fkey;
alter table forewarn.answer_proposals drop constraint answer_proposals_contact_id_fkey;
alter table forewarn.assignments drop constraint assignments_contact_id_fkey;
alter table forewarn.calls drop constraint calls_contact_id_fkey;
alter table forewarn.contact_keys drop constraint contact_keys_contact_id_fkey;
alter table forewarn.contact_wishes drop constraint contact_wishes_contact_id_fkey;
alter table forewarn.deliveries drop constraint deliveries_contact_id_fkey;
alter table forewarn.door_faults drop constraint door_faults_contact_id_fkey;
alter table forewarn.help_requests drop constraint help_requests_acknowledgement_id_fkey, drop constraint help_requests_acknowledgement_id_key;
alter table forewarn.inventory_items drop constraint inventory_items_inventory_id_fkey;
alter table forewarn.inventory_snapshots drop constraint inventory_snapshots_inventory_id_fkey, drop constraint inventory_snapshots_inventory_id_sequence_key;
alter table forewarn.item_contents drop constraint item_contents_inventory_id_fkey, drop constraint item_contents_inventory_id_item_key_key;
alter table forewarn.item_components drop constraint item_components_contents_id_fkey;
alter table forewarn.key_lookups drop constraint key_lookups_contact_id_fkey;
alter table forewarn.push_subscriptions drop constraint push_subscriptions_contact_id_fkey;
alter table forewarn.test_calls drop constraint test_calls_contact_id_fkey;
alter table forewarn.warning_votes drop constraint warning_votes_contact_id_fkey;

-- The id stays in front: what is looked for by its id alone is found as before.
alter table forewarn.acknowledgements drop constraint acknowledgements_pkey, add primary key (id, institution_id);
alter table forewarn.calls drop constraint calls_pkey, add primary key (id, institution_id);
alter table forewarn.contacts drop constraint contacts_pkey, add primary key (id, institution_id);
alter table forewarn.help_requests drop constraint help_requests_pkey, add primary key (id, institution_id),
  add constraint help_requests_once unique (acknowledgement_id, institution_id);
alter table forewarn.inventories drop constraint inventories_pkey, add primary key (id, institution_id);
alter table forewarn.inventory_relations drop constraint inventory_relations_pkey, add primary key (id, institution_id);
alter table forewarn.inventory_snapshots drop constraint inventory_snapshots_pkey, add primary key (id, institution_id),
  add constraint inventory_snapshots_in_order unique (inventory_id, sequence, institution_id);
alter table forewarn.item_contents drop constraint item_contents_pkey, add primary key (id, institution_id),
  add constraint item_contents_once unique (inventory_id, item_key, institution_id);
alter table forewarn.item_components drop constraint item_components_pkey, add primary key (id, institution_id);
alter table forewarn.provider_consents drop constraint provider_consents_pkey, add primary key (id, institution_id);

-- Tables that had no institution. A program of before does not write it: for the two small ones it is filled in here; attempts, which are many, may be without.
alter table forewarn.delivery_attempts add column institution_id uuid;
alter table forewarn.gateway_sendings add column institution_id uuid;
update forewarn.gateway_sendings g set institution_id = d.institution_id from forewarn.deliveries d where d.id = g.delivery_id;
alter table forewarn.gateway_sendings alter column institution_id set not null;
alter table forewarn.key_lookups add column institution_id uuid;
update forewarn.key_lookups l set institution_id = c.institution_id from forewarn.contacts c where c.id = l.contact_id;
alter table forewarn.key_lookups alter column institution_id set not null;

create function forewarn.institution_of_sending() returns trigger language plpgsql set search_path = forewarn, pg_temp as $$
begin
  select d.institution_id into new.institution_id from deliveries d where d.id = new.delivery_id;
  return new;
end $$;
create trigger institution before insert on forewarn.gateway_sendings for each row when (new.institution_id is null)
  execute function forewarn.institution_of_sending();
create function forewarn.institution_of_lookup() returns trigger language plpgsql set search_path = forewarn, pg_temp as $$
begin
  select c.institution_id into new.institution_id from contacts c where c.id = new.contact_id;
  return new;
end $$;
create trigger institution before insert on forewarn.key_lookups for each row when (new.institution_id is null)
  execute function forewarn.institution_of_lookup();

alter table forewarn.acknowledgements add foreign key (contact_id, institution_id) references forewarn.contacts,
  add foreign key (replaces, institution_id) references forewarn.acknowledgements;
alter table forewarn.accounts add foreign key (contact_id, institution_id) references forewarn.contacts;
alter table forewarn.answer_links add foreign key (contact_id, institution_id) references forewarn.contacts;
alter table forewarn.answer_proposals add foreign key (contact_id, institution_id) references forewarn.contacts;
alter table forewarn.assignments add foreign key (contact_id, institution_id) references forewarn.contacts on delete cascade;
alter table forewarn.calls add foreign key (contact_id, institution_id) references forewarn.contacts;
alter table forewarn.contact_keys add foreign key (contact_id, institution_id) references forewarn.contacts on delete cascade;
alter table forewarn.contact_wishes add foreign key (contact_id, institution_id) references forewarn.contacts on delete cascade;
alter table forewarn.deliveries add foreign key (contact_id, institution_id) references forewarn.contacts;
alter table forewarn.door_faults add foreign key (contact_id, institution_id) references forewarn.contacts on delete cascade;
alter table forewarn.help_requests add foreign key (acknowledgement_id, institution_id) references forewarn.acknowledgements on delete cascade;
alter table forewarn.inventory_items add foreign key (inventory_id, institution_id) references forewarn.inventories on delete cascade;
alter table forewarn.inventory_snapshots add foreign key (inventory_id, institution_id) references forewarn.inventories on delete cascade;
alter table forewarn.item_contents add foreign key (inventory_id, institution_id) references forewarn.inventories on delete cascade;
alter table forewarn.item_components add foreign key (contents_id, institution_id) references forewarn.item_contents on delete cascade;
alter table forewarn.key_lookups add foreign key (contact_id, institution_id) references forewarn.contacts on delete cascade;
alter table forewarn.push_subscriptions add foreign key (contact_id, institution_id) references forewarn.contacts on delete cascade;
alter table forewarn.test_calls add foreign key (contact_id, institution_id) references forewarn.contacts on delete cascade;
alter table forewarn.warning_votes add foreign key (contact_id, institution_id) references forewarn.contacts on delete cascade;
