import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { systemClock } from '../jobs/clock.ts';
import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 30;
const DRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;

/** How far a long piece of work is. `of` 0: not known how much there is. */
export type Progress = { readonly at: (done: number, of: number, note?: string) => void; readonly end: () => void };

/** A bar where the terminal can draw one; elsewhere a line every five seconds, so that a log stays readable. */
export function showProgress(terminal: Terminal, what: string): Progress {
  const every = terminal.canDraw ? DRAW_EVERY_MS : LINE_EVERY_MS;
  const began = nowMs();
  let shownAt = began - (terminal.canDraw ? every : 0);
  return {
    at: (done, of, note = '') => {
      const now = nowMs();
      if (now - shownAt < every && (done !== of || !terminal.canDraw)) return;
      shownAt = now;
      const line = lineOf(what, done, of, note, (now - began) / 1000);
      terminal.err(terminal.canDraw ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end: () => {
      if (terminal.canDraw) terminal.err('\r\u001b[K');
    },
  };
}

function nowMs(): number {
  return millisecondsOf(systemClock.now());
}

function lineOf(what: string, done: number, of: number, note: string, seconds: number): string {
  const tail = `${note === '' ? '' : `  ${note}`}  ${Math.round(seconds)} s`;
  if (of === 0) return `${what}  ${done.toLocaleString('en')}${tail}`;
  const filled = Math.min(BAR_WIDTH, Math.floor((done / of) * BAR_WIDTH));
  return `${what}  [${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}]  ${done.toLocaleString('en')} of ${of.toLocaleString('en')}${tail}`;
}
