import type { Holding, World } from './world.ts';

/**
 * Who must hear of the demo's advisory, by name, in the order of the world. Worked out from what the generator drew for each institution,
 * deliberately without the reading, product and matching code that it is used to check.
 */
export type ExpectedConcerned = {
  /** Told of 1.0.0: they hold an affected version, or Meridiaan EPD without saying which. */
  readonly first: readonly string[];
  /** Of those, who said which version; the others hold it with the version unknown. */
  readonly firstWithVersion: readonly string[];
  /** Not told of 1.0.0 though they hold the product: theirs is fixed. */
  readonly fixed: readonly string[];
  /** Told of 1.1.0: nobody. */
  readonly editorial: readonly string[];
  /** Told of 2.0.0, for the first time or again: their action changed. */
  readonly revised: readonly string[];
  /** Of those, who hear of the matter for the first time. */
  readonly revisedNewly: readonly string[];
  /** Told of 1.0.0 and not of 2.0.0: nothing changed for them. */
  readonly leftAlone: readonly string[];
};

/** Each version of Meridiaan EPD that an institution of the world can have, and what the three revisions mean for it. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  '6.1 HF 21': 'action-changes',
  '6.1 HF 24': 'action-changes',
  '6.1 HF 25': 'concerned-later', // its fix turned out to be none
  '6.2 HF 9': 'concerned',
  '6.2 HF 14': 'concerned',
  '6.2 HF 17': 'fixed',
  '6.3 HF 2': 'concerned',
  '6.3 HF 4': 'fixed',
};
type Outcome = 'concerned' | 'action-changes' | 'concerned-later' | 'fixed';

export function expectedConcerned(world: World): ExpectedConcerned {
  const first: string[] = [];
  const firstWithVersion: string[] = [];
  const fixed: string[] = [];
  const revised: string[] = [];
  const revisedNewly: string[] = [];
  const leftAlone: string[] = [];
  for (const { entry, holdings } of world.institutions) {
    const outcomes = new Set(holdings.flatMap(outcomeOf));
    const isConcerned = outcomes.has('concerned') || outcomes.has('action-changes');
    const isToldAgain = outcomes.has('action-changes') || outcomes.has('concerned-later');
    if (isConcerned) first.push(entry.name);
    if (isConcerned && holdings.some((holding) => isAffectedVersion(holding))) firstWithVersion.push(entry.name);
    if (!isConcerned && holdings.some(({ product }) => product === 'meridiaan-epd')) fixed.push(entry.name);
    if (isToldAgain) revised.push(entry.name);
    if (isToldAgain && !isConcerned) revisedNewly.push(entry.name);
    if (isConcerned && !isToldAgain) leftAlone.push(entry.name);
  }
  return { first, firstWithVersion, fixed, editorial: [], revised, revisedNewly, leftAlone };
}

function outcomeOf({ product, version }: Holding): readonly Outcome[] {
  if (product === 'meridiaan-huisarts') return ['concerned-later'];
  if (product !== 'meridiaan-epd') return [];
  if (version === undefined) return ['action-changes']; // any branch may be theirs, 6.1 among them
  const outcome = OUTCOMES[version];
  if (outcome === undefined) throw new RangeError(`The world has a version of Meridiaan EPD that the demo does not know: ${version}`);
  return [outcome];
}

function isAffectedVersion({ product, version }: Holding): boolean {
  return product === 'meridiaan-epd' && version !== undefined && ['concerned', 'action-changes'].includes(OUTCOMES[version] ?? '');
}
