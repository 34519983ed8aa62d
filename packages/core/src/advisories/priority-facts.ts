import type { LikelihoodDamage } from './likelihood-damage.ts';
import type { SsvcDecision } from './ssvc.ts';

/** Somebody who says that it is exploited. */
export type ExploitedBy = {
  readonly kind: 'list' | 'publisher' | 'ssvc';
  /** Name of the list, of the publisher, or of who answered. */
  readonly by: string;
  readonly cve?: string;
  /** YYYY-MM-DD. */
  readonly since?: string;
  readonly ransomware?: true;
};

/** A base score, 0.0 to 10.0, and whose it is. */
export type ScoreBy = {
  readonly by: string;
  readonly cve?: string;
  readonly baseScore: number;
  readonly version: string;
  readonly vector: string;
};

/** A chance of being exploited within 30 days, 0 to 1. */
export type EpssOf = { readonly cve: string; readonly score: number; readonly percentile?: number; readonly scoreDate: string };

/** Kans and schade, whose they are, and why they are other than the sheet or the publisher gives. */
export type RatingBy = LikelihoodDamage & { readonly by: string; readonly because?: string };

/** How many institutions it reaches, and how it can be reached there. */
export type Reach = {
  readonly concerned: number;
  /** Of those, with a line that can be reached from the internet. */
  readonly internet: number;
  /** Of those, with a line of which that is unknown and none from the internet. */
  readonly unknownExposure: number;
  /** Institutions without any inventory: of them nothing is known. */
  readonly withoutInventory: number;
};

/** All that bears on how soon an advisory must be acted on, from whoever says it. */
export type PriorityFacts = {
  readonly isWithdrawn: boolean;
  readonly exploited: readonly ExploitedBy[];
  /** Who says that there is code to exploit it. */
  readonly exploitPublic: readonly string[];
  readonly scores: readonly ScoreBy[];
  readonly epss: readonly EpssOf[];
  readonly ssvc: readonly SsvcDecision[];
  /** The rating that counts, and whose it is. */
  readonly rating?: RatingBy;
  readonly reach: Reach;
};

/** Of several scores the highest counts; of equals the first by its publisher's name, so that the order of sources changes nothing. */
export function decidingScore(scores: readonly ScoreBy[]): ScoreBy | undefined {
  return scores.toSorted((a, b) => b.baseScore - a.baseScore || compare(a.by, b.by) || compare(a.vector, b.vector))[0];
}

/** Of the scores of several CVEs the highest counts. */
export function decidingEpss(scores: readonly EpssOf[]): EpssOf | undefined {
  return scores.toSorted((a, b) => b.score - a.score || compare(a.cve, b.cve))[0];
}

/** Of all who say that it is exploited the first day counts, and a list before anybody else; who gives no day comes after who does. */
export function decidingExploited(exploited: readonly ExploitedBy[]): ExploitedBy | undefined {
  const rank = ({ kind }: ExploitedBy) => (kind === 'list' ? 0 : 1);
  return exploited.toSorted(
    (a, b) =>
      rank(a) - rank(b) || compare(a.since ?? '9999', b.since ?? '9999') || compare(a.by, b.by) || compare(a.cve ?? '', b.cve ?? ''),
  )[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
