import type { Explanation } from '../explain-fault.ts';

/** How a thing is. `worth-a-look`: it works, and will not stay so or is not meant so. `wrong`: something does not work. */
export const STATES = ['well', 'worth-a-look', 'wrong'] as const;
export type State = (typeof STATES)[number];

/** One thing that the doctor looked at. It never holds a secret. */
export type Finding = {
  /** Stable, lower-kebab: what was looked at. */
  readonly check: string;
  readonly state: State;
  /** One sentence: how it is. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
};

export function well(check: string, message: string): Finding {
  return { check, state: 'well', message };
}

export function worthALook(check: string, message: string, hint: string): Finding {
  return { check, state: 'worth-a-look', message, hint };
}

export function wrong(check: string, { message, hint }: Explanation): Finding {
  return { check, state: 'wrong', message, hint: hint ?? 'FOREWARN_LOG=debug shows where it happened.' };
}

/** How the doctor's command ends: as its worst finding (docs/operating/commands.md). */
export function exitOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ state }) => state === 'wrong')) return 2;
  return findings.some(({ state }) => state === 'worth-a-look') ? 1 : 0;
}
