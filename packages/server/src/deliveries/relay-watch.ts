import { describeChannelFault } from '@forewarn/core/deliveries/door-fault.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { CHANNEL_DOWN, type Outcome } from './channels/channel.ts';

/** So many failures of the way out in a row, with nothing sent between them, and the lane pauses. */
const FAILURES_TO_PAUSE = 3;
const PAUSE_MS_MIN = 1_000;
const PAUSE_MS_MAX = 60_000;

/**
 * Knows whether the one relay that a channel goes through is there, and tells the CERT when it goes and when it is back. Holds the timer of the pause;
 * closed with the lane.
 */
export class RelayWatch {
  readonly #machine: Machine;
  readonly #channel: Channel;
  #failures = 0;
  #pauseMs = PAUSE_MS_MIN;
  #pause: NodeJS.Timeout | undefined;
  /** What the CERT was told of this way; unknown at the start: the Forewarn before may have said "down" and have been stopped. */
  #said: 'up' | 'down' | 'unknown' = 'unknown';

  constructor(machine: Machine, channel: Channel) {
    this.#machine = machine;
    this.#channel = channel;
  }

  /** After a failure it is tried with one at a time. */
  get isDoubtful(): boolean {
    return this.#failures > 0;
  }

  get isPaused(): boolean {
    return this.#pause !== undefined;
  }

  /** Takes in what came of an attempt; true where the lane should pause now, and `begin` will be called when it goes on. */
  async note(outcome: Outcome, begin: () => void): Promise<boolean> {
    if (outcome.kind === 'sent' || !CHANNEL_DOWN.includes(outcome.reason)) {
      this.#failures = 0;
      this.#pauseMs = PAUSE_MS_MIN;
      if (this.#said !== 'up') await this.#sayUp();
      return false;
    }
    this.#failures += 1;
    if (this.#failures < FAILURES_TO_PAUSE || this.isPaused) return false;
    this.#startPause(begin);
    return true;
  }

  /** Tells the CERT, once. */
  async sayDown(outcome: Outcome): Promise<void> {
    if (outcome.kind === 'sent' || this.#said === 'down') return;
    const { reason, response } = outcome;
    const channel = this.#channel;
    this.#machine.log.error({ channel, reason, response }, 'channel down');
    if (
      await this.#noticed((trx, now) =>
        raiseNotice(trx, { kind: 'channel-down', key: channel, channel, why: describeChannelFault(reason), response }, now),
      )
    )
      this.#said = 'down';
  }

  close(): void {
    clearTimeout(this.#pause);
  }

  #startPause(begin: () => void): void {
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      begin();
    }, this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MS_MAX);
  }

  async #sayUp(): Promise<void> {
    const notice = { kind: 'channel-down', key: this.#channel };
    if (await this.#noticed((trx, now) => resolveNotice(trx, notice, now))) this.#said = 'up';
  }

  /** False where the database is away: it is said at the next occasion. */
  async #noticed(write: (trx: Transaction, now: Instant) => Promise<unknown>): Promise<boolean> {
    try {
      await asSystem(this.#machine.database, 'deliverer', (trx) => write(trx, this.#machine.clock.now()));
      return true;
    } catch {
      return false;
    }
  }
}
