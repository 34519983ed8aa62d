import { createInterface } from 'node:readline/promises';

/** Where a command's words go and come from; a test hands in one that remembers. */
export type Terminal = {
  /** Results: what a script reads. */
  readonly out: (text: string) => void;
  /** Progress, questions, faults. */
  readonly err: (text: string) => void;
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** Whether `err` can be drawn over (a bar), or gets whole lines. */
  readonly canDraw: boolean;
  readonly ask: (question: string) => Promise<string>;
};

/** Settings as readConfig takes them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The command line while it runs: where it talks, its settings (those of the process where absent), and the exit code that it came to. */
export type Cli = { readonly terminal: Terminal; readonly environment: Environment | undefined; exit: number };

export function systemTerminal(): Terminal {
  // "| head" closes the pipe when it has enough: that is an end like any other.
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
    process.exit();
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isInteractive: process.stdin.isTTY && process.stderr.isTTY,
    canDraw: process.stderr.isTTY,
    ask: async (question) => {
      const prompt = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return (await prompt.question(question)).trim();
      } finally {
        prompt.close();
      }
    },
  };
}
