-- 0056 · A version that is released to many is decided on part by part: behind which institution, and up to which, nothing is decided yet.
-- Both null: nothing is left to decide. Up to the last institution that there was at the release: who joins later is not of its audience.
alter table forewarn.warning_versions
  add column undecided_after uuid,
  add column undecided_through uuid;

select forewarn.close_to_auditors();
