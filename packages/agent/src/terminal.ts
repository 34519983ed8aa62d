/** Where the agent's words go; a test hands in one that remembers. */
export type Terminal = {
  /** Results: what a script reads. Resolves when there is room for more. */
  readonly out: (text: string) => Promise<void>;
  /** Progress and faults. */
  readonly err: (text: string) => void;
  /** Whether a person reads the results. */
  readonly outIsPerson: boolean;
  /** Whether `err` can be drawn over. */
  readonly canDraw: boolean;
};

export function systemTerminal(): Terminal {
  // "| head" closes the pipe when it has enough: that is an end like any other.
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
    process.exit();
  });
  return {
    out: async (text) => {
      if (process.stdout.write(text)) return;
      await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
    },
    err: (text) => void process.stderr.write(text),
    outIsPerson: process.stdout.isTTY,
    canDraw: process.stderr.isTTY,
  };
}
