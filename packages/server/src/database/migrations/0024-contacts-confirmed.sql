-- 0024 · Contacts are true as of a day: when somebody last said that a contact is right, and who.
alter table forewarn.contacts add column confirmed_at timestamptz, add column confirmed_by text;

-- An answer that arrives through a link confirms its contact, by the job that settles it; the link itself changes no contact.
