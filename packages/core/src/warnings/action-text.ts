import type { ConcernedReason } from '../matching/concerned.ts';
import { textFor, type Urgency, type WarningVersion } from './warning.ts';

/**
 * What one institution has to do, as canonical text: its urgency, the steps and the question about abuse, and what the publishers advise
 * for exactly its lines, product by product. Equal texts mean that nobody need ask again (invariant 9). Not in it: numbers and dates of
 * documents, titles, summaries, scores, evidence, certainties between certain and possible, how many lines there are, and the order in
 * which a publisher lists its advice. Spaces and capitals of names play no part; the Dutch text decides, as the one that is always there.
 */
export function actionText(action: {
  readonly version: Pick<WarningVersion, 'texts'>;
  readonly urgency: Urgency;
  readonly reasons: readonly ConcernedReason[];
  /** Which part of the text is its own. */
  readonly part?: string;
}): string {
  const { actions, abuseCheck } = textFor(action.version.texts, 'nl', action.part);
  return JSON.stringify({
    urgency: action.urgency,
    steps: actions.map(({ text, role, withinHours }) => [folded(text), role ?? null, withinHours ?? null]),
    abuseCheck: abuseCheck === undefined ? null : folded(abuseCheck),
    products: productsOf(action.reasons),
  });
}

/** What is merely for information asks nothing, where something else does ask. */
function productsOf(reasons: readonly ConcernedReason[]): readonly (readonly [string, readonly string[]])[] {
  const asking = reasons.filter(({ certainty }) => certainty !== 'for-information');
  const advice = new Map<string, Set<string>>();
  for (const reason of asking.length > 0 ? asking : reasons) {
    const name = folded(reason.product ?? reason.supplier ?? reason.reason).toLowerCase();
    const held = advice.get(name) ?? new Set();
    for (const { category, details, url } of reason.remediations) held.add(JSON.stringify([category, folded(details), url ?? null]));
    advice.set(name, held);
  }
  return [...advice].map(([name, held]) => [name, [...held].toSorted()] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
