import type { Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import type { Concerned, FollowUp } from './board-queries.ts';

export type Standing = Answer | 'silent' | 'unreachable';
export type BoardRow = {
  readonly id: string;
  readonly concerned: Concerned;
  /** Absent: no policy chases it. */
  readonly clock: FollowUp | undefined;
  readonly standing: Standing;
};

/** What is worst comes first: nobody reached, who asks for help, who is silent; last what is settled. */
const WORST_FIRST: readonly Standing[] = [
  'unreachable',
  'need-help',
  'silent',
  'dont-know',
  'forwarded',
  'working',
  'worked-around',
  'risk-accepted',
  'fixed',
  'not-affected',
];

/** The segments of the bar (LOOK), each with the standings that it holds. */
export const SEGMENTS = {
  fixed: ['fixed', 'worked-around', 'risk-accepted'],
  working: ['working', 'forwarded', 'dont-know'],
  'not-affected': ['not-affected'],
  'need-help': ['need-help'],
  silent: ['silent'],
  unreachable: ['unreachable'],
} as const satisfies Readonly<Record<string, readonly Standing[]>>;
export type Segment = keyof typeof SEGMENTS;

/**
 * One row for each institution that was asked, also where the version in force left it alone because nothing changed for it: its answer to an
 * earlier one is still waited for. Those who were never told are not on the board.
 */
export function boardRows(institutions: readonly Concerned[], followUps: readonly FollowUp[]): readonly BoardRow[] {
  const clocks = new Map(followUps.map((clock) => [clock.institutionId, clock]));
  return institutions
    .filter(({ decision, told, standing }) => (told || decision !== 'stay-silent') && standing !== 'not-asked')
    .map((concerned) => ({
      id: concerned.institutionId,
      concerned,
      clock: clocks.get(concerned.institutionId),
      standing: standingOf(concerned),
    }))
    .toSorted(
      (one, other) =>
        WORST_FIRST.indexOf(one.standing) - WORST_FIRST.indexOf(other.standing) ||
        dueOf(one).localeCompare(dueOf(other)) ||
        one.concerned.institution.localeCompare(other.concerned.institution),
    );
}

/** Institutions that a person of the CERT has to ring, those that wait longest first. */
export function toCall(rows: readonly BoardRow[]): readonly BoardRow[] {
  return rows
    .filter(({ clock }) => clock?.callSince !== undefined && clock.endedAt === undefined)
    .toSorted((one, other) => (one.clock?.callSince ?? '').localeCompare(other.clock?.callSince ?? ''));
}

export function countSegments(rows: readonly BoardRow[]): Readonly<Record<Segment, number>> {
  const count = (segment: Segment) => rows.filter(({ standing }) => (SEGMENTS[segment] as readonly Standing[]).includes(standing)).length;
  return {
    fixed: count('fixed'),
    working: count('working'),
    'not-affected': count('not-affected'),
    'need-help': count('need-help'),
    silent: count('silent'),
    unreachable: count('unreachable'),
  };
}

/** The middle of how many minutes it took; undefined where nothing did yet. */
export function middleMinutes(pairs: readonly { readonly from?: string; readonly to?: string }[]): number | undefined {
  const minutes = pairs
    .flatMap(({ from, to }) => (from === undefined || to === undefined ? [] : [(Date.parse(to) - Date.parse(from)) / 60_000]))
    .toSorted((one, other) => one - other);
  const middle = minutes[Math.floor((minutes.length - 1) / 2)];
  return middle === undefined ? undefined : Math.max(0, Math.round(middle));
}

function standingOf({ standing, acknowledgement }: Concerned): Standing {
  if (standing === 'unreachable') return 'unreachable';
  return standing === 'silent' || standing === 'outdated' ? 'silent' : (acknowledgement?.answer ?? 'silent');
}

/** Whoever has to be rung stands before who is reminded later; without a clock last. */
function dueOf({ clock }: BoardRow): string {
  if (clock === undefined || clock.endedAt !== undefined) return '~';
  return clock.callSince === undefined ? (clock.nextAt ?? '~') : `!${clock.callSince}`;
}
