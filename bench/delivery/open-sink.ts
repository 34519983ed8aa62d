import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** What the sink took: times in ms since the epoch. */
export type Taken = {
  readonly mails: number;
  readonly again: number;
  readonly bytes: number;
  readonly firstAt: number;
  readonly lastAt: number;
};

export type Sink = {
  readonly pid: number;
  readonly port: number;
  readonly taken: () => Promise<Taken>;
  /** From now on it counts from nothing. */
  readonly reset: () => Promise<void>;
  /** Waits until it has so many; throws after `patienceMs` without a further one. */
  readonly waitFor: (mails: number, patienceMs: number) => Promise<Taken>;
  readonly close: () => void;
};

export async function openSink(): Promise<Sink> {
  const child = spawn(process.execPath, [new URL('./smtp-sink.ts', import.meta.url).pathname], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? '{}');
  const { port } = await next();
  const ask = async (what: 'count' | 'reset'): Promise<Taken> => {
    child.stdin.write(`${what}\n`);
    return next();
  };
  return {
    pid: child.pid ?? 0,
    port,
    taken: () => ask('count'),
    reset: async () => {
      await ask('reset');
    },
    waitFor: async (mails, patienceMs) => {
      let [before, since] = [-1, Date.now()];
      for (;;) {
        const taken = await ask('count');
        if (taken.mails >= mails) return taken;
        if (taken.mails !== before) [before, since] = [taken.mails, Date.now()];
        if (Date.now() - since > patienceMs) throw new Error(`${taken.mails} of ${mails} mails came, and no more`);
        await pause(50);
      }
    },
    close: () => {
      child.stdin.end();
    },
  };
}
