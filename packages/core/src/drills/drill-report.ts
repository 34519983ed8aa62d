import type { InstitutionId } from '../basics/ids.ts';
import { millisecondsBetween, type Instant } from '../basics/instant.ts';

/** How one institution took part: what of it is kept of any warning. */
export type DrillLine = {
  readonly institutionId: InstitutionId;
  readonly name: string;
  readonly sector: string;
  readonly isUnreachable: boolean;
  /** First message that a receiver accepted. */
  readonly toldAt?: Instant;
  readonly readAt?: Instant;
  /** First answer, whichever it was. */
  readonly answeredAt?: Instant;
  readonly answer?: string;
  readonly calls: number;
  readonly deliveries: readonly DrillDelivery[];
};

export type DrillDelivery = {
  readonly channel: string;
  readonly state: 'planned' | 'held' | 'sent' | 'failed' | 'cancelled';
  readonly plannedAt: Instant;
  readonly endedAt?: Instant;
};

/** Minutes from the release, over those who got so far; with how many they are. */
export type Reached = { readonly count: number; readonly medianMinutes?: number; readonly slowestMinutes?: number };

export type ChannelResult = { readonly channel: string; readonly planned: number; readonly sent: number; readonly failed: number };

export type SectorResult = { readonly sector: string; readonly participants: number; readonly answered: number };

/** What a drill showed. Percentages are of the participants, rounded down: 89.9 is not nine of ten. */
export type DrillReport = {
  readonly participants: number;
  readonly told: Reached;
  readonly read: Reached;
  readonly answered: Reached & { readonly percent: number };
  readonly answeredWithin: readonly { readonly minutes: number; readonly count: number; readonly percent: number }[];
  readonly called: number;
  readonly channels: readonly ChannelResult[];
  readonly sectors: readonly SectorResult[];
  /** To act on: whom no message reached, and who was reached and said nothing. By name. */
  readonly unreachable: readonly DrillLine[];
  readonly silent: readonly DrillLine[];
};

const WITHIN_MINUTES = [15, 30, 60, 120] as const;

/** The report of a drill from what was recorded of it; `releasedAt` is when its first message went out, absent before that. */
export function drillReport(lines: readonly DrillLine[], releasedAt: Instant | undefined): DrillReport {
  const since = (at: Instant | undefined): readonly number[] =>
    at === undefined || releasedAt === undefined ? [] : [Math.max(0, millisecondsBetween(releasedAt, at) / 60_000)];
  const answered = lines.flatMap(({ answeredAt }) => since(answeredAt));
  const percent = (count: number) => (lines.length === 0 ? 0 : Math.floor((count * 100) / lines.length));
  const byName = lines.toSorted((a, b) => a.name.localeCompare(b.name, 'nl'));
  return {
    participants: lines.length,
    told: reached(lines.flatMap(({ toldAt }) => since(toldAt))),
    read: reached(lines.flatMap(({ readAt }) => since(readAt))),
    answered: { ...reached(answered), percent: percent(answered.length) },
    answeredWithin: WITHIN_MINUTES.map((minutes) => {
      const count = answered.filter((each) => each <= minutes).length;
      return { minutes, count, percent: percent(count) };
    }),
    called: lines.filter(({ calls }) => calls > 0).length,
    channels: channelResults(lines),
    sectors: sectorResults(lines),
    unreachable: byName.filter(({ isUnreachable }) => isUnreachable),
    silent: byName.filter(({ isUnreachable, answeredAt }) => !isUnreachable && answeredAt === undefined),
  };
}

function reached(minutes: readonly number[]): Reached {
  const sorted = minutes.toSorted((a, b) => a - b);
  const [middle, last] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  return {
    count: sorted.length,
    ...(middle === undefined ? {} : { medianMinutes: rounded(middle) }),
    ...(last === undefined ? {} : { slowestMinutes: rounded(last) }),
  };
}

function rounded(minutes: number): number {
  return Math.round(minutes * 10) / 10;
}

function channelResults(lines: readonly DrillLine[]): readonly ChannelResult[] {
  const deliveries = lines.flatMap((line) => line.deliveries);
  return [...Map.groupBy(deliveries, ({ channel }) => channel)]
    .map(([channel, its]) => ({
      channel,
      planned: its.length,
      sent: its.filter(({ state }) => state === 'sent').length,
      failed: its.filter(({ state }) => state === 'failed').length,
    }))
    .toSorted((a, b) => b.planned - a.planned || (a.channel < b.channel ? -1 : 1));
}

function sectorResults(lines: readonly DrillLine[]): readonly SectorResult[] {
  return [...Map.groupBy(lines, ({ sector }) => sector)]
    .map(([sector, its]) => ({
      sector,
      participants: its.length,
      answered: its.filter(({ answeredAt }) => answeredAt !== undefined).length,
    }))
    .toSorted((a, b) => (a.sector < b.sector ? -1 : 1));
}
