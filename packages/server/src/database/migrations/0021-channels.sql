-- 0021 · More doors to a contact: keys to encrypt mail to, chat, text message, telephone and push; and what comes back through them.

-- A Teams workflow takes whatever is posted to its address: the address is the secret. The host alone is shown.
alter table forewarn.contacts
  add column chat_url text check (chat_url ~ '^fws1[.][0-9a-f]{8}[.]'),
  add column chat_host text,
  add constraint contacts_chat_whole check ((chat_url is null) = (chat_host is null));

-- Keys that mail to a contact may be encrypted to.
create table forewarn.contact_keys (
  id uuid primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid not null references forewarn.contacts on delete cascade,
  kind text not null check (kind in ('openpgp', 'smime')),
  bytes bytea not null check (octet_length(bytes) <= 131072), -- the public key (RFC 9580 §10.1) or certificate (RFC 5280, DER)
  fingerprint text not null,
  algorithm text not null,
  addresses text[] not null default '{}', -- that the key itself names
  expires_at timestamptz,
  source text not null check (source in ('uploaded', 'wkd')),
  added_at timestamptz not null,
  added_by text not null,
  checked_at timestamptz not null,
  fault text, -- why nothing is encrypted to it (core/deliveries/contact-key.ts); null: nothing is known against it but its date
  unique (contact_id, fingerprint)
);
-- When a contact's domain was last asked for its key (Web Key Directory), and for which address.
create table forewarn.key_lookups (
  contact_id uuid primary key references forewarn.contacts on delete cascade,
  address text not null,
  looked_at timestamptz not null,
  outcome text not null
);
create index key_lookups_by_age on forewarn.key_lookups (looked_at);

-- What is wrong with one door of a contact; gone when something goes through it again.
create table forewarn.door_faults (
  contact_id uuid not null references forewarn.contacts on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  channel text not null,
  address text not null,
  why text not null,
  since timestamptz not null,
  primary key (contact_id, channel)
);

-- What a gateway took: by its own id for receipts, by number and code for answers.
create table forewarn.gateway_sendings (
  delivery_id uuid primary key references forewarn.deliveries on delete cascade,
  gateway text not null,
  channel text not null check (channel in ('sms', 'voice')),
  number text not null, -- E.164
  code text not null, -- stands in the message; whoever answers with it has read it
  message_id text,
  sent_at timestamptz not null,
  receipt_due_at timestamptz, -- null: this gateway sends none
  receipt text check (receipt in ('delivered', 'failed', 'missing')),
  receipt_at timestamptz
);
create index gateway_sendings_waiting on forewarn.gateway_sendings (sent_at) where receipt is null or receipt = 'failed';
create index gateway_sendings_by_message on forewarn.gateway_sendings (gateway, message_id);
create index gateway_sendings_by_number on forewarn.gateway_sendings (number, sent_at desc);

create table forewarn.push_subscriptions (
  id uuid primary key,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid not null references forewarn.contacts on delete cascade,
  endpoint text not null unique, -- RFC 8030 §4: a capability URL of the browser's push service
  p256dh text not null,
  auth text not null check (auth ~ '^fws1[.][0-9a-f]{8}[.]'), -- RFC 8291 §3.2
  device text not null, -- as its owner calls it
  added_at timestamptz not null,
  used_at timestamptz
);
create index push_subscriptions_of_contact on forewarn.push_subscriptions (contact_id);

-- How far a mailbox was read (RFC 9051 §2.3.1.1: UIDs rise; another UIDVALIDITY is another mailbox).
create table forewarn.mailbox_bookmarks (
  mailbox text primary key,
  uid_validity text not null,
  last_uid bigint not null,
  read_at timestamptz not null
);
-- Every mail that was read, and what it was taken for. The mail itself stays in the mailbox.
create table forewarn.read_mails (
  id uuid primary key,
  mailbox text not null,
  uid_validity text not null,
  uid bigint not null,
  kind text not null check (kind in ('bounce', 'delay', 'complaint', 'out-of-office', 'reply', 'other', 'set-aside')),
  delivery_id uuid references forewarn.deliveries on delete set null,
  message_id text, -- a mailbox that was made anew has its old mails under new numbers
  sender text not null,
  subject text not null,
  note text not null,
  read_at timestamptz not null,
  unique (mailbox, uid_validity, uid)
);
create unique index read_mails_once on forewarn.read_mails (mailbox, message_id) where message_id is not null;
create index read_mails_of_delivery on forewarn.read_mails (delivery_id);

-- What a reply seems to say: an answer only when a person of the CERT takes it as one.
create table forewarn.answer_proposals (
  id uuid primary key,
  read_mail_id uuid not null unique references forewarn.read_mails on delete cascade,
  delivery_id uuid not null references forewarn.deliveries on delete cascade,
  warning_id uuid not null references forewarn.warnings on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid not null references forewarn.contacts,
  answer text not null,
  said text not null,
  sender text not null,
  received_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decision text check (decision in ('taken', 'dismissed')),
  check ((decided_at is null) = (decision is null))
);
create index answer_proposals_open on forewarn.answer_proposals (warning_id) where decided_at is null;

-- An answer may come by text message, from the number of a contact.
alter table forewarn.acknowledgements drop constraint acknowledgements_through_check;
alter table forewarn.acknowledgements add constraint acknowledgements_through_check check (through in ('link', 'api', 'cert', 'sms'));

grant select, insert, update, delete on forewarn.contact_keys, forewarn.key_lookups, forewarn.door_faults, forewarn.push_subscriptions to forewarn_app;
grant select, insert, update on forewarn.gateway_sendings, forewarn.mailbox_bookmarks, forewarn.answer_proposals to forewarn_app;
grant select, insert on forewarn.read_mails to forewarn_app;

do $$
declare
  t text;
begin
  foreach t in array array['contact_keys', 'key_lookups', 'door_faults', 'gateway_sendings', 'push_subscriptions', 'mailbox_bookmarks', 'read_mails', 'answer_proposals'] loop
    execute format('alter table forewarn.%I enable row level security', t);
    execute format('create policy staff on forewarn.%I to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()))', t);
  end loop;
  -- An institution sees what is known of its own contacts' doors, and keeps their keys and devices itself.
  foreach t in array array['contact_keys', 'door_faults', 'push_subscriptions'] loop
    execute format('create policy own_read on forewarn.%I for select to forewarn_app using ((select forewarn.principal_kind()) = ''institution'' and institution_id = (select forewarn.principal_institution()))', t);
  end loop;
  foreach t in array array['contact_keys', 'push_subscriptions'] loop
    execute format('create policy own_insert on forewarn.%I for insert to forewarn_app with check (forewarn.is_own_institution(institution_id) and exists (select 1 from forewarn.contacts c where c.id = contact_id and c.institution_id = %I.institution_id))', t, t);
    execute format('create policy own_delete on forewarn.%I for delete to forewarn_app using (forewarn.is_own_institution(institution_id))', t);
  end loop;
end $$;
