-- 0042 · A delivery is written less often into its indexes, so that a release to thousands goes out sooner.

-- To hold a delivery and to give it back touches no index any more: half of each page is free for the row's new version (HOT), and no index is
-- about who holds it. Whoever stops finds what it holds among what is due (lease-store.ts, giveBackAll).
drop index forewarn.deliveries_held;
alter table forewarn.deliveries set (fillfactor = 50);

-- One index in the place of two: message, contact and channel once (storePlanned), and the deliveries of messages whose key begins so
-- (deliveriesOfMessages), which takes its order by bytes.
create unique index deliveries_once on forewarn.deliveries (message_key text_pattern_ops, contact_id, channel);
alter table forewarn.deliveries drop constraint deliveries_message_key_contact_id_channel_key;
drop index forewarn.deliveries_by_message;
