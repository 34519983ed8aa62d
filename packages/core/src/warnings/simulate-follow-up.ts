import type { Instant } from '../basics/instant.ts';
import type { LaterChannel } from '../deliveries/doors.ts';
import type { Contact } from '../institutions/contact.ts';
import type { FollowUpAction, FollowUpPolicy } from './follow-up-policy.ts';
import { followUpDueAt, nextFollowUp, type FollowUp, type Knock } from './next-follow-up.ts';

/** An institution as the simulation sees it: whom the release tells, and whom it could tell after. */
export type Simulated = {
  readonly policy: FollowUpPolicy;
  readonly contacts: readonly Contact[];
  /** What the release itself sends. */
  readonly knocks: readonly Knock[];
};

/** What would happen at one moment if nobody answered. */
export type SimulatedMoment = {
  readonly at: Instant;
  /** Institutions for which something is done, by what. */
  readonly byAction: Readonly<Partial<Record<FollowUpAction, number>>>;
  /** Deliveries by channel. */
  readonly byChannel: Readonly<Record<string, number>>;
  /** Telephones that a person of the CERT rings: one for each institution that comes on the call list. */
  readonly phones: number;
};

/** A policy has few steps; this is against one that somebody made endless. */
const STEPS_MAX = 50;

export type FollowUpSimulation = {
  readonly add: (institutions: readonly Simulated[]) => void;
  /** Of all that were added, in the order of time. */
  readonly moments: () => readonly SimulatedMoment[];
};

/**
 * What follow-up would do from a release on if nobody answered, moment by moment: "at 03.00 this would ring 9 phones". The same decisions as
 * the real clock takes, so what is shown before use is what happens. An institution that no door reaches is on the call list at the release.
 * Institutions are counted as they are added, and none is kept.
 */
export function beginFollowUpSimulation(releasedAt: Instant, open: readonly LaterChannel[] = []): FollowUpSimulation {
  const moments = new Map<Instant, Counted>();
  return {
    add: (institutions) => {
      for (const institution of institutions) countSteps(moments, stepsOf(institution, releasedAt, open));
    },
    moments: () => [...moments].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([at, moment]) => ({ at, ...moment })),
  };
}

type Counted = { byAction: Partial<Record<FollowUpAction, number>>; byChannel: Record<string, number>; phones: number };

/** The steps of one institution: its telephone rings once. */
function countSteps(moments: Map<Instant, Counted>, steps: readonly SimulatedStep[]): void {
  let isToCall = false;
  for (const { at, action, channels } of steps) {
    const moment = moments.get(at) ?? { byAction: {}, byChannel: {}, phones: 0 };
    moments.set(at, moment);
    moment.byAction[action] = (moment.byAction[action] ?? 0) + 1;
    for (const channel of channels) moment.byChannel[channel] = (moment.byChannel[channel] ?? 0) + 1;
    if (action === 'call-list' && !isToCall) moment.phones += 1;
    isToCall ||= action === 'call-list';
  }
}

type SimulatedStep = { readonly at: Instant; readonly action: FollowUpAction; readonly channels: readonly string[] };

function stepsOf(
  { policy, contacts, knocks: first }: Simulated,
  releasedAt: Instant,
  open: readonly LaterChannel[],
): readonly SimulatedStep[] {
  if (first.length === 0) return policy.steps.length === 0 ? [] : [{ at: releasedAt, action: 'call-list', channels: [] }];
  const steps: SimulatedStep[] = [];
  let knocks = [...first];
  let askedAt = releasedAt;
  let at = followUpDueAt(policy, 0, releasedAt);
  for (let step = 0; at !== undefined && step < STEPS_MAX; step += 1) {
    const standing = { kind: 'silent', stopsFollowUp: false } as const;
    const messages = [{ key: '', thread: '', language: 'nl' }] as const;
    const outcome: FollowUp = nextFollowUp({ policy, step, askedAt, standing, contacts, knocks, open, messages: [...messages] }, at);
    if (outcome.kind === 'ended') break;
    if (outcome.kind === 'held') {
      // The bundle goes, and the same step is due after it.
      ({ askedAt } = outcome);
      knocks = knocks.map((knock) => ({ ...knock, state: 'sent' as const }));
      ({ at } = outcome.next);
      step -= 1;
      continue;
    }
    const reminded = outcome.action === 'remind' ? knocks.map(({ channel }) => channel) : [];
    steps.push({ at, action: outcome.action, channels: [...outcome.deliveries.map(({ channel }) => channel), ...reminded] });
    knocks.push(...outcome.deliveries.map((delivery) => ({ ...delivery, state: 'sent' as const })));
    at = outcome.next?.at;
  }
  return steps;
}
