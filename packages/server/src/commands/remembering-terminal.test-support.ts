import type { Terminal } from './terminal.ts';

/** A terminal that nobody sits at and that remembers what was said. */
export function rememberingTerminal(): Terminal & { readonly said: { out: string; err: string } } {
  const said = { out: '', err: '' };
  return {
    said,
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    isInteractive: false,
    canDraw: false,
    ask: async () => '',
  };
}
