import type { Advisory } from '../advisories/advisory.ts';
import { SOURCE_KINDS } from '../advisories/source-rules.ts';
import type { Concerned, ConcernedReason } from '../matching/concerned.ts';

/**
 * Takes from reasons the advice that only repeats, in other words, what a nearer source advises for the same line: a CVE record that copies its
 * publisher's solution asks nobody to act again. The reason itself stays, with how sure it is. `formats`: of the matter's advisories, by id.
 */
export function withoutRepetition(concerned: readonly Concerned[], formats: ReadonlyMap<string, Advisory['format']>): readonly Concerned[] {
  if (new Set(formats.values()).size <= 1) return concerned;
  return concerned.map((one) => {
    const nearest = new Map<string, number>();
    for (const reason of one.reasons) {
      const place = placeOf(reason, formats);
      if (reason.remediations.length > 0) nearest.set(lineOf(reason), Math.min(place, nearest.get(lineOf(reason)) ?? place));
    }
    const isRepeated = (reason: ConcernedReason) => placeOf(reason, formats) > (nearest.get(lineOf(reason)) ?? Number.POSITIVE_INFINITY);
    return { ...one, reasons: one.reasons.map((reason) => (isRepeated(reason) ? { ...reason, remediations: [] } : reason)) };
  });
}

function lineOf({ item, product }: ConcernedReason): string {
  return item === undefined ? `product ${product ?? ''}` : JSON.stringify([item.inventory, item.key]);
}

function placeOf({ advisoryId }: ConcernedReason, formats: ReadonlyMap<string, Advisory['format']>): number {
  const format = advisoryId === undefined ? undefined : formats.get(advisoryId);
  return format === undefined ? 0 : SOURCE_KINDS.indexOf(format);
}
