import type { Instant } from '../basics/instant.ts';
import type { OpenPoint } from './open-point.ts';

/** What was sent to the service desk of an institution: one line of a warning, or (without a key) the warning as a whole. */
export type SentToDesk = {
  readonly warningId: string;
  readonly itemKey?: string;
  readonly incidentNumber?: string;
  /** As the desk words it. */
  readonly status?: string;
  readonly closed: boolean;
  readonly checkedAt?: Instant;
};

/**
 * How an open point stands at the service desk. `waiting`: not taken there yet. `open`: somebody there has it. `closed`: the desk is done with
 * it and the point is open, so that an answer is to be given here: nobody gives it by itself.
 */
export type PointAtDesk = {
  readonly kind: 'waiting' | 'open' | 'closed';
  readonly number?: string;
  readonly status?: string;
  readonly checkedAt?: Instant;
};

/** Undefined where the point was not sent. What was sent of its own line goes before what was sent of the whole warning. */
export function pointAtDesk(point: Pick<OpenPoint, 'warningId' | 'item'>, sent: readonly SentToDesk[]): PointAtDesk | undefined {
  const its = sent.filter(({ warningId }) => warningId === point.warningId);
  const found =
    its.find(({ itemKey }) => itemKey !== undefined && itemKey === point.item?.key) ?? its.find(({ itemKey }) => itemKey === undefined);
  if (found === undefined) return undefined;
  const { incidentNumber, status, checkedAt, closed } = found;
  return {
    kind: closed ? 'closed' : checkedAt === undefined ? 'waiting' : 'open',
    ...(incidentNumber === undefined ? {} : { number: incidentNumber }),
    ...(status === undefined ? {} : { status }),
    ...(checkedAt === undefined ? {} : { checkedAt }),
  };
}
