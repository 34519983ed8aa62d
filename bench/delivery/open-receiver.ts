import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** A receiver in a process of its own, of which nothing but speed is asked. `Taken`: what it says that it took. */
export type Receiver<Taken> = {
  readonly pid: number;
  readonly port: number;
  readonly taken: () => Promise<Taken>;
  /** From now on it counts from nothing. */
  readonly reset: () => Promise<void>;
  /** Waits until it has so many; throws after `patienceMs` without a further one. */
  readonly waitFor: (many: number, patienceMs: number) => Promise<Taken>;
  readonly close: () => void;
};

const LOOK_EVERY_MS = 50;

/** Starts `script`: it prints its port, then for each line on its input what it took, in JSON; at `reset` it begins anew. */
export async function openReceiver<Taken>(script: URL, manyOf: (taken: Taken) => number): Promise<Receiver<Taken>> {
  const child = spawn(process.execPath, [script.pathname], { stdio: ['pipe', 'pipe', 'inherit'] });
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
    waitFor: async (many, patienceMs) => {
      let [before, since] = [-1, Date.now()];
      for (;;) {
        const taken = await ask('count');
        const now = manyOf(taken);
        if (now >= many) return taken;
        if (now !== before) [before, since] = [now, Date.now()];
        if (Date.now() - since > patienceMs) throw new Error(`${now} of ${many} came, and no more`);
        await pause(LOOK_EVERY_MS);
      }
    },
    close: () => {
      child.stdin.end();
    },
  };
}
