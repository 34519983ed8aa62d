import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { readStandingRule } from '@forewarn/core/warnings/read-standing-rule.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { insertStandingRule, listStandingRules, updateStandingRule, type StoredRule } from './standing-rule-store.ts';

type Refused = Refusal & { readonly problems?: readonly Problem[] };

/** Adds a standing rule. Refusals: `input-unreadable` (automatic release of act-now among them), `name-taken`. */
export async function addStandingRule(machine: Machine, principal: Principal, handedIn: object): Promise<StoredRule | Refused> {
  const reading = readStandingRule(handedIn);
  if (reading.kind === 'unreadable' || reading.problems.length > 0) return refuseUnreadable(reading.problems);
  const now = machine.clock.now();
  const rule: StoredRule = { ...reading.value, id: newId<'StandingRule'>(now), madeAt: now, madeBy: principalName(principal) };
  return asPrincipal(machine.database, principal, async (trx) => {
    if (!(await insertStandingRule(trx, rule))) return nameTaken();
    await record(trx, {
      principal,
      at: now,
      action: 'standing-rule-added',
      subject: { kind: 'standing-rule', id: rule.id },
      details: detailsOf(rule),
    });
    return rule;
  });
}

/** Changes what is given of a standing rule and leaves the rest. Refusals: `no-such`, and as above. */
export async function changeStandingRule(
  machine: Machine,
  principal: Principal,
  id: string,
  change: object,
): Promise<StoredRule | Refused> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const rules = await listStandingRules(trx);
    const stored = rules.find((rule) => rule.id === id);
    if (stored === undefined) return refuse('no-such', 'There is no such rule.');
    const { name, condition, urgency, automaticRelease, enabled } = stored;
    const reading = readStandingRule({ name, condition, urgency, automaticRelease, enabled, ...change });
    if (reading.kind === 'unreadable' || reading.problems.length > 0) return refuseUnreadable(reading.problems);
    const rule: StoredRule = { ...stored, ...reading.value };
    if (rules.some((other) => other.id !== id && other.name === rule.name)) return nameTaken();
    await updateStandingRule(trx, rule);
    const at = machine.clock.now();
    const details = { ...beforeAndAfter(stored, rule), ...detailsOf(rule) };
    await record(trx, { principal, at, action: 'standing-rule-changed', subject: { kind: 'standing-rule', id }, details });
    return rule;
  });
}

function detailsOf({ name, urgency, automaticRelease, enabled }: StoredRule) {
  return { name, urgency, automaticRelease, enabled };
}

function nameTaken(): Refusal {
  return refuse('name-taken', 'Another standing rule has this name.', undefined, { about: 'rule' });
}
