-- 0019 · Secrets of members are kept sealed, under a key that is not in the database; what is kept no longer can be blanked.
--
-- `contacts.webhook_secret` holds text of database/sealed-text.ts from now on. What an earlier version kept plain is sealed at the next
-- start (database/reseal-secrets.ts), which has the key; until then it stays, and nothing plain is written any more.
alter table forewarn.contacts add constraint contacts_webhook_secret_sealed
  check (webhook_secret is null or webhook_secret ~ '^fws1[.][0-9a-f]{8}[.]') not valid;

-- What a mail server said is blanked when it is no longer needed (database/retention-store.ts); the attempt itself is never changed.
grant update (response) on forewarn.delivery_attempts to forewarn_app;
