-- 0007 · A delivery knows what it follows; a lease is held by a heartbeat; what is cancelled while it is under way ends when it comes back.

alter table forewarn.deliveries
  -- Earlier deliveries of the thread to this contact through this channel, oldest first: In-Reply-To and References (RFC 5322 §3.6.4).
  -- Fixed when it is planned, so that every attempt carries the same bytes.
  add column follows uuid[] not null default '{}',
  -- Somebody wants it cancelled while a deliverer holds it: it may be accepted already. Where the attempt fails, this ends it.
  add column cancel_because text;

-- The lease: what is due on one channel, urgent first. A channel that stands still does not hold up another.
drop index forewarn.deliveries_due;
create index deliveries_due on forewarn.deliveries (channel, urgent desc, next_attempt_at) where state = 'planned';
-- What a deliverer holds: renewed every few seconds, given back when it stops.
create index deliveries_held on forewarn.deliveries (leased_by) where leased_by is not null;
-- Lists: of one institution, of one warning's messages, newest first.
create index deliveries_of_institution on forewarn.deliveries (institution_id, id desc);
create index deliveries_by_message on forewarn.deliveries (message_key text_pattern_ops);

-- Somebody planned it again by hand: the time that it may keep trying counts from here. Its date stays the day that it was first planned.
alter table forewarn.deliveries add column planned_again_at timestamptz;
