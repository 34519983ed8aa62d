import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/warnings.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { addStandingRule, changeStandingRule } from './keep-standing-rule.ts';
import { listStandingRules, type StoredRule } from './standing-rule-store.ts';

export function registerStandingRuleRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listStandingRules, async ({ principal }) => ({
    rules: (await asPrincipal(machine.database, principal, listStandingRules)).map(shapeOf),
  }));

  register(app, routes.addStandingRule, async ({ principal, body }) => {
    const outcome = await addStandingRule(machine, principal, body);
    return isRefusal(outcome) ? outcome : shapeOf(outcome);
  });

  register(app, routes.changeStandingRule, async ({ principal, params, body }) => {
    const outcome = await changeStandingRule(machine, principal, params.id, body);
    return isRefusal(outcome) ? outcome : shapeOf(outcome);
  });
}

function shapeOf(rule: StoredRule) {
  return {
    id: rule.id,
    name: rule.name,
    condition: rule.condition,
    urgency: rule.urgency,
    automaticRelease: rule.automaticRelease,
    enabled: rule.enabled,
    madeAt: rule.madeAt,
    madeBy: rule.madeBy,
  };
}
