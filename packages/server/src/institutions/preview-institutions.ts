import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { InstitutionChange } from '@forewarn/core/institutions/compare-institution.ts';
import { foldInstitutionName } from '@forewarn/core/institutions/institution-entry.ts';
import { readInstitutionEntry } from '@forewarn/core/institutions/read-institution-entry.ts';
import type { Transaction } from '../database/open-database.ts';
import { judgeInstitutions } from './judge-institutions.ts';
import { recogniseByNumber } from './recognise-by-number.ts';

export type PreviewedInstitution =
  | { readonly kind: 'new' }
  | { readonly kind: 'changed'; readonly id: string; readonly knownAs?: string; readonly changes: InstitutionChange[] }
  | { readonly kind: 'unchanged'; readonly id: string; readonly knownAs?: string }
  /** The same institution as the entry at this place, from 0: what it says is added to that one, and there is one institution. */
  | { readonly kind: 'repeated'; readonly of: number }
  | { readonly kind: 'refused'; readonly problems: Problem[] };

/** The dry run of a list: what would become of each, in their order, with nothing written. What is not wholly understood is refused here. */
export async function previewInstitutions(trx: Transaction, institutions: readonly unknown[]): Promise<PreviewedInstitution[]> {
  const outcomes: PreviewedInstitution[] = [];
  const readings = institutions.map((value, index) => {
    const problems: Problem[] = [];
    const entry = readInstitutionEntry({ value, at: `/institutions/${index}` }, problems);
    return { entry, problems };
  });
  const networks: Problem[] = [];
  const entries = readings.flatMap(({ entry }) => entry ?? []);
  const judged = await judgeInstitutions(trx, entries, await recogniseByNumber(trx, entries), networks);
  let next = 0;
  const places = new Map<string, number>();
  for (const [place, { entry, problems }] of readings.entries()) {
    const found = entry === undefined ? undefined : judged[next++];
    const wrong = [...problems, ...networks.filter(({ at }) => at === entry?.name)].filter(({ code }) => code !== 'contact-unreachable');
    if (found === undefined || wrong.length > 0) {
      outcomes.push({ kind: 'refused', problems: wrong });
      continue;
    }
    const who = found.id ?? foldInstitutionName(found.entry.name);
    const earlier = places.get(who);
    places.set(who, earlier ?? place);
    if (earlier !== undefined) outcomes.push({ kind: 'repeated', of: earlier });
    else if (found.id === undefined || found.comparison.kind === 'new') outcomes.push({ kind: 'new' });
    else if (found.comparison.kind === 'unchanged') outcomes.push({ kind: 'unchanged', id: found.id, knownAs: found.knownAs });
    else outcomes.push({ kind: 'changed', id: found.id, knownAs: found.knownAs, changes: [...found.comparison.changes] });
  }
  return outcomes;
}
