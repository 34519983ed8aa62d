-- 0061 · The list of advisories by supplier and by version of the product is read by index too: of 300,000 the first page took 310 and 370 ms.

-- On the expressions that it is sorted by (advisories/advisory-sort-store.ts).
create index listed_advisories_by_supplier on forewarn.listed_advisories ((left(split_part(left(suppliers, 1001), E'\n', 1), 100) collate "C"), advisory_id);
create index listed_advisories_by_version on forewarn.listed_advisories ((product_version_key collate "C"), advisory_id);
