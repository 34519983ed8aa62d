import type { Terminal } from '../terminal.ts';

const BAR_WIDTH = 30;
const DRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;

export type Progress = { readonly at: (share: number, note: string) => void; readonly end: () => void };

/** How far a long piece of work is (`share` from 0 to 1): a bar where one can be drawn, elsewhere a line every five seconds. */
export function showProgress(terminal: Terminal, what: string): Progress {
  const every = terminal.canDraw ? DRAW_EVERY_MS : LINE_EVERY_MS;
  const began = performance.now();
  let shown = began - (terminal.canDraw ? every : 0);
  return {
    at: (share, note) => {
      const now = performance.now();
      if (now - shown < every) return;
      shown = now;
      const filled = Math.min(BAR_WIDTH, Math.floor(share * BAR_WIDTH));
      const line = `${what}  [${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}]  ${Math.floor(share * 100)} %  ${note}  ${Math.round((now - began) / 1000)} s`;
      terminal.err(terminal.canDraw ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end: () => {
      if (terminal.canDraw) terminal.err('\r\u001b[K');
    },
  };
}
