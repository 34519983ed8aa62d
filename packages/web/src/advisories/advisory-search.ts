import { ADVISORY_SORTS, type AdvisorySort, type listAdvisories } from '@forewarn/api/advisories.ts';
import type { CallInput } from '@forewarn/api/client.ts';
import { TLP_LABELS } from '@forewarn/core/sharing/tlp.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import type { PlainKey } from '../lib/words.ts';

/** A filter of the list: a text, one of some words, a day, a number, or yes and no. */
export type AdvisoryFilter = { readonly word: PlainKey; readonly for?: 'desk' } & (
  | { readonly kind: 'text' | 'day' | 'number' | 'yes-no' | 'cve' }
  /** `says`: choices that are codes of a standard and no words of the desk. */
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly says?: Readonly<Record<string, PlainKey>> }
);

/** What the list is searched and filtered by, in the order of the form: names of the route and of the address. */
export const FILTERS = {
  title: { kind: 'text', word: 'advisories.by.title' },
  trackingId: { kind: 'text', word: 'advisories.by.tracking-id' },
  trackingVersion: { kind: 'text', word: 'advisories.by.tracking-version' },
  cve: { kind: 'cve', word: 'advisories.by.cve' },
  supplier: { kind: 'text', word: 'advisories.by.supplier' },
  product: { kind: 'text', word: 'advisories.by.product' },
  productVersion: { kind: 'text', word: 'advisories.by.product-version' },
  cpe: { kind: 'text', word: 'advisories.by.cpe' },
  purl: { kind: 'text', word: 'advisories.by.purl' },
  identifier: { kind: 'text', word: 'advisories.by.identifier' },
  severityMin: { kind: 'number', word: 'advisories.by.severity-min' },
  severityMax: { kind: 'number', word: 'advisories.by.severity-max' },
  aggregateSeverity: { kind: 'text', word: 'advisories.by.aggregate-severity' },
  publisher: { kind: 'text', word: 'advisories.by.publisher' },
  publisherCategory: {
    kind: 'choice',
    word: 'advisories.by.publisher-category',
    choices: ['coordinator', 'discoverer', 'multiplier', 'other', 'translator', 'user', 'vendor'],
    says: {
      coordinator: 'advisories.choice.coordinator',
      discoverer: 'advisories.choice.discoverer',
      multiplier: 'advisories.choice.multiplier',
      other: 'advisories.choice.other',
      translator: 'advisories.choice.translator',
      user: 'advisories.choice.user',
      vendor: 'advisories.choice.vendor',
    },
  },
  publisherNamespace: { kind: 'text', word: 'advisories.by.publisher-namespace' },
  category: { kind: 'text', word: 'advisories.by.category' },
  format: { kind: 'choice', word: 'advisories.by.format', choices: ['csaf', 'cve', 'nvd', 'osv'] },
  formatVersion: { kind: 'text', word: 'advisories.by.format-version' },
  status: {
    kind: 'choice',
    word: 'advisories.by.status',
    choices: ['draft', 'interim', 'final'],
    says: { draft: 'advisories.choice.draft', interim: 'advisories.choice.interim', final: 'advisories.choice.final' },
  },
  label: { kind: 'choice', word: 'advisories.by.label', choices: TLP_LABELS },
  releasedFrom: { kind: 'day', word: 'advisories.by.released-from' },
  releasedBefore: { kind: 'day', word: 'advisories.by.released-before' },
  firstReleasedFrom: { kind: 'day', word: 'advisories.by.first-released-from' },
  firstReleasedBefore: { kind: 'day', word: 'advisories.by.first-released-before' },
  revision: { kind: 'text', word: 'advisories.by.revision' },
  unread: { kind: 'yes-no', word: 'advisories.by.unread', for: 'desk' },
  withdrawn: { kind: 'yes-no', word: 'advisories.by.withdrawn' },
  problems: { kind: 'yes-no', word: 'advisories.by.problems', for: 'desk' },
  putAway: { kind: 'yes-no', word: 'advisories.by.put-away', for: 'desk' },
} as const satisfies Readonly<Record<string, AdvisoryFilter>>;
export type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as readonly FilterName[];

/** The list as its address has it. */
export type AdvisorySearch = { readonly [name in FilterName]?: string } & {
  readonly text?: string;
  readonly sort?: AdvisorySort;
  readonly order?: 'ascending' | 'descending';
};
type AdvisoryListQuery = NonNullable<CallInput<typeof listAdvisories>['query']>;

/** What is no filter, or no value of it, is left out: an address is typed, cut and forwarded. */
export function readAdvisorySearch(search: Readonly<Record<string, unknown>>): AdvisorySearch {
  const filters = FILTER_NAMES.map((name) => [name, readFilter(FILTERS[name], search[name])] as const);
  return {
    text: typeof search['text'] === 'string' && search['text'] !== '' ? search['text'].slice(0, 200) : undefined, // as it is being typed
    ...Object.fromEntries(filters.filter(([, value]) => value !== undefined)),
    sort: ADVISORY_SORTS.find((sort) => sort === search['sort']),
    order: search['order'] === 'ascending' || search['order'] === 'descending' ? search['order'] : undefined,
  };
}

/** The router reads what looks like a number or a truth as one. */
function readText(value: unknown, lengthMax: number): string | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim().slice(0, lengthMax) : undefined;
}

export function readFilter(filter: AdvisoryFilter, value: unknown): string | undefined {
  const text = readText(value, 300);
  if (text === undefined) return undefined;
  switch (filter.kind) {
    case 'text':
      return text;
    case 'cve':
      return /^cve-\d{4}-\d{4,19}$/i.test(text) ? text.toUpperCase() : undefined;
    case 'day':
      return /^\d{4}-\d\d-\d\d$/.test(text) && readInstant(midnight(text))?.startsWith(text) === true ? text : undefined;
    case 'number':
      return /^(10|\d)([.,]\d)?$/.test(text) && Number(text.replace(',', '.')) <= 10 ? text.replace(',', '.') : undefined;
    case 'yes-no':
      return text === 'true' || text === 'false' ? text : undefined;
    case 'choice':
      return filter.choices.find((choice) => choice === text);
  }
}

/** What the route is asked for a list of this address. A day begins at midnight UTC. */
export function queryOf({ text, sort, order, ...filters }: AdvisorySearch): AdvisoryListQuery {
  const asked = FILTER_NAMES.flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [[name, FILTERS[name].kind === 'day' ? midnight(value) : value] as const];
  });
  // On the wire all are texts; the server reads them by the route's schema.
  const known = { ...(text === undefined ? {} : { text }), ...(sort && { sort }), ...(order && { order }) };
  return { ...known, ...Object.fromEntries(asked) };
}

function midnight(day: string): string {
  return `${day}T00:00:00Z`;
}
