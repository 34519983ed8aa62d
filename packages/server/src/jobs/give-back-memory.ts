import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_EVERY_MS = 5_000;
/** So many looks in a row at which next to nothing was done count as rest. */
const QUIET_LOOKS = 2;
/** Share of the time that the process was at work; a slow poll and an idle queue take less. */
const QUIET_UTILIZATION = 0.05;
/** Less than this above the last time is not worth a collection. */
const WORTH_BYTES = 32 * 1024 * 1024;

/** Above this it does not wait for rest. */
const MUCH_BYTES = 352 * 1024 * 1024;
/** Above this it looks as thoroughly as at rest, which also shrinks the room for what was made just now (128 MiB of it after a burst). */
const TOO_MUCH_BYTES = 416 * 1024 * 1024;
const LOOK_WHEN_BUSY_MS = 500;

type Flavor = 'regular' | 'last-resort';
type Collect = (options: { type: 'major'; execution: 'async'; flavor: Flavor }) => Promise<void>;

/**
 * Gives memory back to the machine when there is nothing to do. V8 keeps what a burst of work took until it is at work again: after 100,000
 * inventory lines the process stood at 400 MiB with 50 MiB in use, and at 190 MiB after this (decision record 012).
 */
export function giveBackMemory(): { readonly stop: () => void } {
  const collect = collector();
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  let quiet = 0;
  let restedBytes = 0;
  const look = setInterval(() => {
    const now = performance.eventLoopUtilization();
    quiet = performance.eventLoopUtilization(now, before).utilization < QUIET_UTILIZATION ? quiet + 1 : 0;
    before = now;
    if (quiet < QUIET_LOOKS || process.memoryUsage.rss() < restedBytes + WORTH_BYTES) return;
    quiet = 0;
    void collect({ type: 'major', execution: 'async', flavor: 'last-resort' }).then(() => {
      restedBytes = process.memoryUsage.rss();
    });
  }, LOOK_EVERY_MS);
  look.unref();
  const lookWhenBusy = watchWhenBusy(collect);
  return {
    stop: () => {
      clearInterval(look);
      clearInterval(lookWhenBusy);
    },
  };
}

/**
 * V8 lets what is no longer used grow to several times what is before it looks for it: a release to 16,000 institutions stood at 570 MiB with 120 in
 * use. So it is made to look meanwhile, as often and as thoroughly as `collectionFor` says.
 */
function watchWhenBusy(collect: Collect): NodeJS.Timeout {
  let isCollecting = false;
  let left: Left = { bytes: 0, thoroughlyBytes: 0 };
  const look = setInterval(() => {
    const bytes = process.memoryUsage.rss();
    left = { bytes: Math.min(left.bytes, bytes), thoroughlyBytes: Math.min(left.thoroughlyBytes, bytes) };
    const flavor = isCollecting ? undefined : collectionFor(bytes, left);
    if (flavor === undefined) return;
    isCollecting = true;
    void collect({ type: 'major', execution: 'async', flavor }).then(() => {
      isCollecting = false;
      const after = process.memoryUsage.rss();
      left = { bytes: after, thoroughlyBytes: flavor === 'last-resort' ? after : left.thoroughlyBytes };
    });
  }, LOOK_WHEN_BUSY_MS);
  look.unref();
  return look;
}

/** What the process took after the last collection, and after the last thorough one; 0: there was none. */
export type Left = { readonly bytes: number; readonly thoroughlyBytes: number };

/**
 * How a busy process of so many bytes collects now; undefined: not. Above 352 MiB whenever it grew by 32 MiB, some 60 ms of work on the side; above
 * 416 MiB thoroughly, which halves what the process takes and stops it meanwhile. Where much is really in use it does so less often: after an eighth
 * more, thoroughly after a quarter.
 */
export function collectionFor(bytes: number, left: Left): Flavor | undefined {
  if (bytes < Math.max(MUCH_BYTES, left.bytes + WORTH_BYTES, left.bytes * 1.125)) return undefined;
  return bytes >= Math.max(TOO_MUCH_BYTES, left.thoroughlyBytes * 1.25) ? 'last-resort' : 'regular';
}

/** The engine's own collector, which it shows to new contexts once it is told to. */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}
