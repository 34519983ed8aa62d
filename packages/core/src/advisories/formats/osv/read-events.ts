import { elements, field, textAt, type JsonView } from '../../../basics/json-view.ts';
import { schemeNamed } from '../../../products/versions/registry.ts';
import type { BoundText, SpanText } from '../span-text.ts';

const EVENTS_MAX = 5_000;
const TEXT_MAX = 500;

type Event = { readonly kind: 'introduced' | 'fixed' | 'last_affected' | 'limit'; readonly version: string };

/** At one version, what ends comes before what begins, but for "last affected", which is still affected itself. */
const ORDER: Readonly<Record<Event['kind'], number>> = { fixed: 0, limit: 0, introduced: 1, last_affected: 2 };

/**
 * The affected spans that a range's events give (OSV schema 1.7, "affected[].ranges[].events"): events stand in any order, `introduced: 0`
 * is before all, and what was introduced is affected until the next one that ends it. `limit` ends the range, `*` is none.
 */
export function readEvents(view: JsonView, scheme: string): readonly SpanText[] {
  const { compare } = schemeNamed(scheme);
  const events = elements(view, EVENTS_MAX)
    .flatMap(readEvent)
    .toSorted((a, b) => compareFromZero(a.version, b.version, compare) || ORDER[a.kind] - ORDER[b.kind]);
  const spans: SpanText[] = [];
  let open: { readonly from?: BoundText } | undefined;
  for (const { kind, version } of events) {
    if (kind === 'introduced') open ??= version === '0' ? {} : { from: { version, inclusive: true } };
    else if (open !== undefined) {
      spans.push({ ...open, to: { version, inclusive: kind === 'last_affected' } });
      open = undefined;
    }
  }
  return open === undefined ? spans : [...spans, open];
}

function readEvent(view: JsonView): readonly Event[] {
  return (['introduced', 'fixed', 'last_affected', 'limit'] as const).flatMap((kind) => {
    const version = textAt(field(view, kind), TEXT_MAX)?.trim();
    // A bound with the signs of a range in it is none; without it the range is wider, never narrower.
    return version === undefined || /[|,;<>=!*\s]/.test(version) ? [] : [{ kind, version }];
  });
}

function compareFromZero(a: string, b: string, compare: (a: string, b: string) => number): number {
  if (a === '0' || b === '0') return Number(b === '0') - Number(a === '0');
  return compare(a, b);
}
