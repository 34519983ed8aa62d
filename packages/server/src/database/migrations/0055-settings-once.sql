-- 0055 · The settings by which row policies know who acts are made in one place: what 0050 wrote out for json calls what 0051 made for jsonb.
-- works before: the same name, the same argument, the same settings

create or replace function forewarn.act_as(settings json) returns void language sql as $$
  select forewarn.act_as(settings::jsonb)
$$;
