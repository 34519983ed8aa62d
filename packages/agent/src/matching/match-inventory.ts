import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Match } from '@forewarn/core/matching/match.ts';
import { statementOf } from '@forewarn/core/matching/statement.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import type { PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import type { PreparedItem } from '@forewarn/core/matching/prepare-item.ts';
import { sameMaker } from '@forewarn/core/products/maker.ts';
import { makerKeys } from '@forewarn/core/products/product-key.ts';
import type { Answer } from './answer.ts';
import type { PreparedInventory, PreparedLine } from './prepare-inventory.ts';
import type { RememberedNames } from './remember-names.ts';

/**
 * What one advisory means for the lines of an inventory, in their order: those that it concerns, and with `explain` those that it does not,
 * where it names their product or their supplier. Only lines that share a key with it are asked, which changes no answer.
 */
export function matchInventory(
  advisory: Advisory,
  inventory: PreparedInventory,
  names: RememberedNames,
  explain: boolean,
): readonly Answer[] {
  const prepared = names.prepare(advisory);
  const places = new Set(placesSharing(candidateKeys(prepared), inventory.byKey));
  const matches = new Map<PreparedItem, Match | undefined>();
  const ofMaker = explain ? placesOfMaker(prepared, inventory) : new Set<number>();
  return strongestOfEachItem(
    [...new Set([...places, ...ofMaker])]
      .sort((a, b) => a - b)
      .flatMap((place) => {
        const line = inventory.lines[place];
        return line === undefined
          ? []
          : answersFor(prepared, line, matchOnce(prepared, line.prepared, matches, names), { explain, ofMaker: ofMaker.has(place) });
      }),
  );
}

const STRENGTH: readonly Answer['certainty'][] = ['certain', 'likely', 'possible', 'for-information', 'not-concerned'];

/** A cell with several versions was read as several lines; the institution's own line is concerned where one of them is. */
function strongestOfEachItem(answers: readonly Answer[]): readonly Answer[] {
  const byItem = new Map<string, Answer>();
  for (const answer of answers) {
    const name = JSON.stringify([answer.institution, answer.item]);
    const before = byItem.get(name);
    if (before === undefined || STRENGTH.indexOf(answer.certainty) < STRENGTH.indexOf(before.certainty)) byItem.set(name, answer);
  }
  return [...byItem.values()];
}

/** The keys by which `matchItem` finds products, and the words by which it looks at all of them. */
function* candidateKeys(prepared: PreparedAdvisory): Generator<string> {
  yield* prepared.byKey.keys();
  for (const word of prepared.context) yield `word:${word}`;
}

function* placesSharing(keys: Iterable<string>, byKey: ReadonlyMap<string, readonly number[]>): Generator<number> {
  for (const key of keys) yield* byKey.get(key) ?? [];
}

function placesOfMaker(prepared: PreparedAdvisory, inventory: PreparedInventory): ReadonlySet<number> {
  const makers = new Map(prepared.groups.map(({ identity: { maker } }) => [maker.names.map(({ joined }) => joined).join('|'), maker]));
  const places = new Set<number>();
  for (const maker of makers.values()) {
    for (const place of placesSharing(makerKeys(maker), inventory.byMaker)) {
      const line = inventory.lines[place];
      if (line !== undefined && sameMaker(maker, line.prepared.identity.maker) === 'same') places.add(place);
    }
  }
  return places;
}

/** Inventories repeat: what lines say alike is asked once. */
function matchOnce(
  advisory: PreparedAdvisory,
  item: PreparedItem,
  matches: Map<PreparedItem, Match | undefined>,
  names: RememberedNames,
): Match | undefined {
  if (!matches.has(item)) matches.set(item, matchItem(advisory, item, names.memoryOf(item)));
  return matches.get(item);
}

function answersFor(
  prepared: PreparedAdvisory,
  { line }: PreparedLine,
  match: Match | undefined,
  { explain, ofMaker }: { readonly explain: boolean; readonly ofMaker: boolean },
): readonly Answer[] {
  const pair = {
    advisory: prepared.advisory.trackingId.trim(),
    institution: line.institution ?? null,
    item: line.item.line ?? line.item.key,
  };
  if (match?.kind === 'concerned')
    return [{ ...pair, certainty: match.certainty, reasons: [{ reason: match.reason, evidence: match.evidence }] }];
  if (!explain) return [];
  if (match !== undefined) {
    const said = match.because === 'supplier-says-not-affected' ? { said: statementOf(prepared.advisory) } : {};
    const reasons = [{ reason: match.reason, evidence: match.evidence }];
    return [{ ...pair, certainty: 'not-concerned', because: match.because, reasons, ...said }];
  }
  return ofMaker ? [{ ...pair, certainty: 'not-concerned', because: 'other-product', reasons: [] }] : [];
}
