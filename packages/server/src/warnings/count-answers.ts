import { millisecondsBetween, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import type { Machine } from '../machine.ts';

/** An institution's first answer to a matter. `thread`: of what it was told of the matter; `until`: when it answered. */
export type FirstAnswer = { readonly thread: string; readonly until: Instant; readonly urgency: Urgency };

/** First answers, for who watches: how long after the institution was told (`told`: when, by thread). By urgency; of whom is not said. */
export function countAnswers(machine: Machine, firsts: readonly FirstAnswer[], told: ReadonlyMap<string, Instant>): void {
  for (const { thread, until, urgency } of firsts) {
    const toldAt = told.get(thread);
    if (toldAt === undefined) continue; // told on paper or by telephone: no message of ours says when
    machine.metrics.answerSeconds.observe({ urgency }, millisecondsBetween(toldAt, until) / 1_000);
  }
}
