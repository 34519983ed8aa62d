import { setTimeout as delay } from 'node:timers/promises';
import { millisecondsBetween } from '@forewarn/core/basics/instant.ts';
import type { Machine } from '../machine.ts';
import { recordOutcomes, type Attempt } from './record-outcomes.ts';

/**
 * Writes outcomes down in groups: what comes in while one group is being written makes the next, so a busy deliverer pays one
 * transaction for many and a quiet one waits for nothing. A database that is away is waited for: an outcome that is lost would send
 * the mail a second time.
 */
export type OutcomeRecorder = {
  /** Resolves when it is recorded, or given up on after `giveUp`. */
  readonly record: (attempt: Attempt) => Promise<void>;
  /** From now on a group that can't be written is not tried again. */
  readonly giveUp: () => void;
};

const GROUP_MAX = 500;
const AGAIN_MS = 500;

export function outcomeRecorder(machine: Machine): OutcomeRecorder {
  let waiting: { readonly attempt: Attempt; readonly done: () => void }[] = [];
  let writing = false;
  let givenUp = false;
  return {
    record: (attempt) =>
      new Promise<void>((done) => {
        waiting.push({ attempt, done });
        void write();
      }),
    giveUp: () => {
      givenUp = true;
    },
  };

  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP_MAX);
      waiting = waiting.slice(GROUP_MAX);
      await writeGroup(group.map(({ attempt }) => attempt));
      for (const { attempt } of group) count(machine, attempt);
      for (const { done } of group) done();
    }
    writing = false;
  }

  async function writeGroup(attempts: readonly Attempt[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await recordOutcomes(machine, attempts);
      } catch (cause) {
        if (tries === 1) machine.log.error({ err: cause, attempts: attempts.length }, 'outcomes of deliveries wait to be recorded');
        if (givenUp) return;
        await delay(AGAIN_MS);
      }
    }
  }
}

function count({ metrics }: Machine, { delivery, beganAt, endedAt, outcome }: Attempt): void {
  const { channel, urgent, plannedAt } = delivery;
  metrics.attemptSeconds.observe({ channel, outcome: outcome.kind }, millisecondsBetween(beganAt, endedAt) / 1_000);
  // How fast an exercise went is in its own report.
  if (outcome.kind === 'sent' && delivery.message.drill !== true)
    metrics.warnSeconds.observe({ channel, urgent: String(urgent) }, millisecondsBetween(plannedAt, endedAt) / 1_000);
}
