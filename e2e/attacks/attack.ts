import { expect, test } from 'vitest';

/** What one test of an attack counted; scripts/test.ts adds them up. */
declare module 'vitest' {
  interface TaskMeta {
    hostileInputs?: number;
    gotThrough?: number;
  }
}

/** Counts what was thrown at Forewarn, and keeps what got through. */
export type Tally = {
  /** One hostile input, and whether Forewarn held against it. */
  readonly held: (what: string, held: boolean) => void;
  /** The same, where `seen` is what Forewarn did and `expected` what it had to do. */
  readonly saw: (what: string, seen: unknown, expected: unknown) => void;
};

/** A test that throws hostile inputs, counts them, and fails where one of them got through. */
export function attack(sentence: string, work: (tally: Tally) => Promise<void> | void): void {
  test(sentence, async ({ task }) => {
    let count = 0;
    const through: string[] = [];
    const held: Tally['held'] = (what, isHeld) => {
      count += 1;
      if (!isHeld) through.push(what);
    };
    try {
      await work({
        held,
        saw: (what, seen, expected) => {
          const isSame = JSON.stringify(seen) === JSON.stringify(expected);
          held(isSame ? what : `${what}: ${JSON.stringify(seen)} and not ${JSON.stringify(expected)}`, isSame);
        },
      });
    } finally {
      task.meta.hostileInputs = count;
      task.meta.gotThrough = through.length;
    }
    expect(count, 'an attack that tries nothing proves nothing').toBeGreaterThan(0);
    expect(through).toEqual([]);
  });
}
