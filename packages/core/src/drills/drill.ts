import type { DrillId, InstitutionId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';

/** `reachability`: does everybody get the message and answer it. `tabletop`: a made-up crisis, played from the kit. */
export const DRILL_KINDS = ['reachability', 'tabletop'] as const;
export type DrillKind = (typeof DRILL_KINDS)[number];

/**
 * An exercise of the whole chain with made-up content. What goes out for it is marked on every channel, and what comes of it is counted
 * nowhere but in its own report (decision record 029).
 */
export type Drill = {
  readonly id: DrillId;
  readonly kind: DrillKind;
  readonly name: string;
  readonly begunAt: Instant;
  readonly begunBy: string;
  readonly endedAt?: Instant;
  readonly endedBy?: string;
};

/** An institution that takes part. */
export type Participant = { readonly institutionId: InstitutionId; readonly sector: string };
