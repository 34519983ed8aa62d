-- 0041 · What members say of what they get: whether it was of use, and that their details are right, asked in mail that goes anyway.

-- "Was dit nuttig?", by the contact whose link it was; the last word counts.
create table forewarn.warning_votes (
  warning_id uuid not null references forewarn.warnings on delete cascade,
  institution_id uuid not null references forewarn.institutions on delete cascade,
  contact_id uuid not null references forewarn.contacts on delete cascade,
  useful boolean not null,
  voted_at timestamptz not null,
  primary key (warning_id, contact_id)
);
create index warning_votes_of_institution on forewarn.warning_votes (institution_id, voted_at); -- the weekly figure

grant select, insert, update on forewarn.warning_votes to forewarn_app;
alter table forewarn.warning_votes enable row level security;
create policy staff on forewarn.warning_votes to forewarn_app using ((select forewarn.is_staff())) with check ((select forewarn.is_staff()));
select forewarn.close_to_auditors();

-- Whether the mail asks if the contact's details are right: fixed when it is planned, so that every attempt is the same mail.
alter table forewarn.deliveries add column asks_confirmation boolean not null default false;
