import { sql, type RawBuilder } from 'kysely';
import type { AdvisorySort } from '@forewarn/api/advisories.ts';

export type SortKind = 'text' | 'number' | 'moment';
export type SortBy = {
  readonly kind: SortKind;
  /** Of `forewarn.listed_advisories l`; never null, so that a page can go on behind any row: without a value counts as the least. */
  readonly value: RawBuilder<unknown>;
  /** What the reader is shown of it, where it is no other field of the list, so that one sees why a row stands where it stands. */
  readonly shown?: RawBuilder<unknown>;
};

/** A text sorts by its first hundred characters in small letters; 0052 has an index for the orders that are read most, on these same expressions. */
const text = (column: string): SortBy => ({ kind: 'text', value: sql`(left(lower(${sql.ref(column)}), 100) collate "C")` });
const shown = (column: string): SortBy => ({ ...text(column), shown: sql.ref(column) });
/** The first line: the least value of several. */
const line = (column: string) => sql`left(split_part(left(${sql.ref(column)}, 1001), E'\\n', 1), 100)`;
const first = (column: string): SortBy => ({ kind: 'text', value: sql`(${line(column)} collate "C")`, shown: line(column) });
/** Made by `forewarn.sort_text`, so that 2.10 stands after 2.9. */
const key = (column: string): SortBy => ({ kind: 'text', value: sql`(${sql.ref(column)} collate "C")` });
const moment = (column: string): SortBy => ({ kind: 'moment', value: sql`coalesce(${sql.ref(column)}, '-infinity')` });

export const SORTS: Readonly<Record<AdvisorySort, SortBy>> = {
  read: { kind: 'moment', value: sql`l.read_at` },
  released: moment('l.current_release_at'),
  'first-released': { ...moment('l.initial_release_at'), shown: sql`l.initial_release_at` },
  title: text('l.title'),
  publisher: text('l.publisher_name'),
  'publisher-category': shown('l.publisher_category'),
  'publisher-namespace': text('l.publisher_namespace'),
  'tracking-id': key('l.tracking_id_key'),
  'tracking-version': key('l.tracking_version_key'),
  status: shown('l.status'),
  category: shown('l.category'),
  'format-version': shown('l.format_version'),
  label: text('l.tlp'),
  severity: { kind: 'number', value: sql`coalesce(l.severity, -1)` },
  'aggregate-severity': shown('l.aggregate_severity'),
  'revision-number': key('l.revision_number_key'),
  revised: { ...moment('l.revised_at'), shown: sql`l.revised_at` },
  'revision-summary': shown('l.revision_summary'),
  cve: key('l.cve_key'),
  supplier: first('l.suppliers'),
  product: first('l.products'),
  'product-version': { ...key('l.product_version_key'), shown: line('l.product_versions') },
  cpe: first('l.cpes'),
  purl: first('l.purls'),
  identifier: first('l.identifiers'),
};
