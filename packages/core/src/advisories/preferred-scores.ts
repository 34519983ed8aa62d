import type { CvssScore, Vulnerability } from './advisory.ts';

/** A score and the products that it is the one to show for; none named: for every product of the vulnerability. */
type PreferredScore = { readonly score: CvssScore; readonly productIds: readonly string[] };

const NEWEST_FIRST: readonly CvssScore['version'][] = ['4.0', '3.1', '3.0', '2.0'];

/**
 * Which score of a vulnerability is shown for each product: of those that speak of it the document author's own, of these the highest base score, of these
 * the newest version of CVSS (CSAF 2.1, conformance clause 11, "CSAF viewer"). Base scores are those of the vectors (formats/csaf/scores.ts), so that a vector goes
 * before what is written beside it. Products with the same score stand together, the highest first.
 */
export function preferredScores({ scores }: Pick<Vulnerability, 'scores'>): readonly PreferredScore[] {
  const ranked = scores.toSorted(compareRank);
  const taken = new Set<string>();
  const preferred: PreferredScore[] = [];
  for (const score of ranked) {
    const isForAll = score.productIds.length === 0;
    const productIds = score.productIds.filter((id) => !taken.has(id));
    if (!isForAll && productIds.length === 0) continue;
    for (const id of productIds) taken.add(id);
    preferred.push({ score, productIds });
    if (isForAll) break; // nobody after it has a product of its own left
  }
  return preferred.toSorted((a, b) => b.score.baseScore - a.score.baseScore);
}

/** Negative where `a` is preferred. */
function compareRank(a: CvssScore, b: CvssScore): number {
  return (
    Number(a.by !== undefined) - Number(b.by !== undefined) ||
    b.baseScore - a.baseScore ||
    NEWEST_FIRST.indexOf(a.version) - NEWEST_FIRST.indexOf(b.version)
  );
}
