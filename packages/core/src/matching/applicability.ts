import type { Instant } from '../basics/instant.ts';
import type { ConcernedReason } from './concerned.ts';
import { joinReasons } from './join-reasons.ts';
import type { Certainty, Evidence, Silence } from './match.ts';
import { isOld } from './weaken-old.ts';

/** What is known of an institution's inventories: when any current line was last looked at; undefined where it has none. */
export type InventoryAge = { readonly newestCheckedAt?: Instant };

/** Why we can't tell whether an institution is concerned: it has no lines at all, or nobody looked at any for 12 months. */
export const UNKNOWN_BECAUSE = ['no-inventory', 'inventory-old'] as const;
export type UnknownBecause = (typeof UNKNOWN_BECAUSE)[number];

/** A line that the advisory names and that is not concerned, with which kind of not. */
export type SilentLine = {
  readonly inventory: string;
  readonly key: string;
  readonly because: Silence;
  readonly evidence: readonly Evidence[];
};

/**
 * "Krijgen wij dit ook?" for one institution and one matter (DOMAIN §3.4). Three kinds of not are told apart: the product is not in the
 * inventory ("Gebruiken wij dit toch?"), it is there in a version that is not affected or fixed, or its supplier says that it is not
 * affected.
 */
export type Applicability =
  | {
      readonly kind: 'concerned';
      readonly certainty: Certainty;
      readonly reasons: readonly ConcernedReason[];
      readonly silent: readonly SilentLine[];
    }
  | { readonly kind: 'not-concerned'; readonly because: Silence | 'not-in-inventory'; readonly silent: readonly SilentLine[] }
  | { readonly kind: 'not-known'; readonly because: UnknownBecause; readonly silent: readonly SilentLine[] };

/** The kind that is told first where lines differ: what somebody did, what somebody said, what merely follows. */
const TOLD_FIRST: readonly Silence[] = ['fixed', 'supplier-says-not-affected', 'version-not-affected'];

export function decideApplicability(
  found: { readonly reasons: readonly ConcernedReason[]; readonly silent: readonly SilentLine[] },
  age: InventoryAge,
  now: Instant,
): Applicability {
  const { silent } = found;
  const reasons = joinReasons(found.reasons);
  const [strongest] = reasons;
  if (strongest !== undefined) return { kind: 'concerned', certainty: strongest.certainty, reasons, silent };
  const unknown = unknownBecause(age, now);
  if (unknown !== undefined) return { kind: 'not-known', because: unknown, silent };
  const because = TOLD_FIRST.find((each) => silent.some((line) => line.because === each));
  return { kind: 'not-concerned', because: because ?? 'not-in-inventory', silent };
}

/** Undefined where the inventory is there and recent enough to be silent by. */
export function unknownBecause({ newestCheckedAt }: InventoryAge, now: Instant): UnknownBecause | undefined {
  if (newestCheckedAt === undefined) return 'no-inventory';
  return isOld(newestCheckedAt, now) ? 'inventory-old' : undefined;
}
