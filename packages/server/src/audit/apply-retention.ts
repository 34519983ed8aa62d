import { retentionLimits, type Retained } from '@forewarn/core/basics/retention-rules.ts';
import { asSystem } from '../database/as-principal.ts';
import { countDue, endDue } from '../database/retention-store.ts';
import type { Machine } from '../machine.ts';
import { record } from './record.ts';

const NAME = 'apply-retention';
/** Rows of one transaction. */
const BATCH = 1_000;

export type RetentionStep = {
  readonly subject: Retained;
  readonly keepDays: number;
  readonly countsFrom: string;
  readonly whenOver: string;
  readonly because: string;
  /** Of a dry run: what would end. Of a real one: what did. */
  readonly count: number;
};

/** What the rules of today would end; changes nothing. */
export async function previewRetention(machine: Machine): Promise<readonly RetentionStep[]> {
  return asSystem(machine.database, NAME, async (trx) => {
    const steps: RetentionStep[] = [];
    for (const { rule, before } of retentionLimits(machine.clock.now()))
      steps.push({ ...stepOf(rule), count: await countDue(trx, rule.subject, before) });
    return steps;
  });
}

/**
 * Ends what the rules of today no longer let us keep, a batch a transaction, each with its entry in the audit trail (how many of what, by
 * which rule; never whose). A second run finds nothing.
 */
export async function applyRetention(machine: Machine): Promise<readonly RetentionStep[]> {
  const steps: RetentionStep[] = [];
  const now = machine.clock.now();
  for (const { rule, before } of retentionLimits(now)) {
    let count = 0;
    for (let ended = BATCH; ended === BATCH; count += ended)
      ended = await asSystem(machine.database, NAME, async (trx) => {
        const done = await endDue(trx, rule.subject, before, BATCH);
        const details = { count: done, keepDays: rule.keepDays, since: rule.since };
        const subject = { kind: 'retention-rule', id: rule.subject };
        if (done > 0)
          await record(trx, { principal: { kind: 'system', name: NAME }, at: now, action: 'retention-applied', subject, details });
        return done;
      });
    steps.push({ ...stepOf(rule), count });
  }
  return steps;
}

function stepOf({ subject, keepDays, countsFrom, whenOver, because }: Omit<RetentionStep, 'count'>): Omit<RetentionStep, 'count'> {
  return { subject, keepDays, countsFrom, whenOver, because };
}
