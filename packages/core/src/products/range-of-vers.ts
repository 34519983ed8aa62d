import { readVersion, type ReadVersion } from './read-version.ts';
import type { Vers, VersConstraint } from './vers.ts';
import type { VersionRange, VersionSpan } from './version-range.ts';
import { schemeNamed } from './versions/registry.ts';

/** The range that a version range specifier means. A lower bound and the upper one behind it are one span; a bound without the other is open. */
export function rangeOfVers({ scheme, constraints }: Vers): VersionRange {
  const order = schemeNamed(scheme);
  if (constraints === 'every') {
    if (scheme === 'none') return { kind: 'unreadable', why: 'a range without any version' };
    return { kind: scheme === 'unknown' ? 'unknown' : 'every-version' };
  }
  const sorted = constraints.toSorted((a, b) => order.compare(a.version, b.version));
  const except: readonly ReadVersion[] = sorted.filter(({ comparator }) => comparator === '!=').map(({ version }) => readVersion(version));
  const spans: VersionSpan[] = sorted.flatMap(({ comparator, version }): VersionSpan[] =>
    comparator === '=' ? [{ kind: 'exact', version: readVersion(version) }] : [],
  );
  spans.push(...betweenBounds(sorted.filter(({ comparator }) => comparator !== '=' && comparator !== '!=')));
  if (spans.length === 0) spans.push({ kind: 'between' });
  return { kind: 'versions', scheme: order.name, spans, except };
}

function betweenBounds(bounds: readonly VersConstraint[]): readonly VersionSpan[] {
  const spans: VersionSpan[] = [];
  let from: VersConstraint | undefined;
  let isOpen = true;
  for (const [place, bound] of bounds.entries()) {
    const next = bounds[place + 1];
    if (bound.comparator.startsWith('>')) {
      // Of two lower bounds in a row the first is the wider.
      from ??= bound;
      if (next === undefined) spans.push({ kind: 'between', from: boundOf(from) });
      isOpen = false;
    } else if (next === undefined || next.comparator.startsWith('>')) {
      // Of two upper bounds in a row the last is the wider.
      if (from !== undefined) spans.push({ kind: 'between', from: boundOf(from), to: boundOf(bound) });
      else if (isOpen) spans.push({ kind: 'between', to: boundOf(bound) });
      from = undefined;
      isOpen = false;
    }
  }
  return spans;
}

function boundOf({ comparator, version }: VersConstraint): { readonly version: ReadVersion; readonly inclusive: boolean } {
  return { version: readVersion(version), inclusive: comparator.endsWith('=') };
}
