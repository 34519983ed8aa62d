import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/follow-up.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName } from '@forewarn/core/institutions/principal.ts';
import { FOLLOW_UP_POLICIES, type FollowUpPolicy } from '@forewarn/core/warnings/follow-up-policy.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { describeFollowUps } from './describe-follow-ups.ts';
import { findPolicies, listFollowUps, listToCall, pauseClocks, replacePolicies, type StoredFollowUp } from './follow-up-store.ts';
import { holdCall, recordCall } from './hold-call.ts';
import { simulateDraft } from './simulate-draft.ts';
import { policiesInForce } from './start-follow-ups.ts';
import { findDraft, findWarning } from './warning-store.ts';

const CALL_LIST_MAX = 2_000;

export function registerFollowUpRoutes(app: FastifyInstance, machine: Machine): void {
  const { database, clock } = machine;

  register(app, routes.listFollowUpPolicies, ({ principal }) =>
    asPrincipal(database, principal, async (trx) => policiesShape(await findPolicies(trx))),
  );

  register(app, routes.replaceFollowUpPolicies, ({ principal, body }) => {
    const wrong = body.policies.find(({ steps }) =>
      steps.some((step, place) => step.afterMinutes <= (steps[place - 1]?.afterMinutes ?? 0)),
    );
    if (wrong !== undefined)
      return refuse(
        'input-unreadable',
        `The steps of ${wrong.name} are not in order of time.`,
        'Each step comes later than the one before it.',
        { about: 'steps', name: wrong.name },
      );
    return asPrincipal(database, principal, async (trx) => {
      const now = clock.now();
      const stored = await findPolicies(trx);
      await replacePolicies(trx, body.policies, principalName(principal), now);
      const details = { ...beforeAndAfter({ policies: stored }, { policies: body.policies }), policies: body.policies.length };
      await record(trx, {
        principal,
        at: now,
        action: 'follow-up-policies-changed',
        subject: { kind: 'follow-up-policies', id: 'all' },
        details,
      });
      return policiesShape(body.policies);
    });
  });

  register(app, routes.simulateFollowUp, ({ principal, params, body }) =>
    asPrincipal(database, principal, async (trx) => {
      const warning = await findWarning(trx, params.id);
      const draft = warning === undefined ? undefined : await findDraft(trx, params.id);
      if (warning === undefined) return refuse('no-such', 'There is no such warning.');
      if (draft === undefined)
        return refuse('no-draft', `${warning.reference} has no draft.`, 'Draft the next version first.', { reference: warning.reference });
      const policies = body.policies ?? (await policiesInForce(trx));
      const releasedAt = readInstant(body.releasedAt ?? '') ?? clock.now();
      const { moments, ...counts } = await simulateDraft(trx, machine, { warning, draft, policies, releasedAt });
      return { moments: [...moments], ...counts };
    }),
  );

  register(app, routes.listFollowUps, ({ principal, params }) =>
    asPrincipal(database, principal, async (trx) => {
      if ((await findWarning(trx, params.id)) === undefined) return refuse('no-such', 'There is no such warning.');
      await recordReading(trx, machine, { principal, action: 'follow-ups-read', subject: { kind: 'warning-follow-ups', id: params.id } });
      return { followUps: [...(await describeFollowUps(trx, await listFollowUps(trx, params.id), clock.now()))] };
    }),
  );

  register(app, routes.showCallList, ({ principal }) =>
    asPrincipal(database, principal, async (trx) => {
      await recordReading(trx, machine, { principal, action: 'call-list-read', subject: { kind: 'call-list', id: 'all' } });
      return { followUps: [...(await describeFollowUps(trx, await listToCall(trx, CALL_LIST_MAX), clock.now()))] };
    }),
  );

  register(app, routes.pauseFollowUps, ({ principal, params, body }) =>
    asPrincipal(database, principal, async (trx) => {
      if ((await findWarning(trx, params.id)) === undefined) return refuse('no-such', 'There is no such warning.');
      const now = clock.now();
      const changed = await pauseClocks(trx, params.id, body.institutionId, body.paused ? { at: now, by: principalName(principal) } : null);
      const action = body.paused ? 'follow-up-paused' : 'follow-up-resumed';
      const subject = { kind: 'warning', id: params.id };
      await record(trx, { principal, at: now, action, subject, institutionId: body.institutionId, details: { changed } });
      return { changed };
    }),
  );

  const one = async (principal: Parameters<typeof asPrincipal>[1], outcome: StoredFollowUp | Refusal) => {
    if (isRefusal(outcome)) return outcome;
    const [described] = await asPrincipal(database, principal, (trx) => describeFollowUps(trx, [outcome], clock.now()));
    return described ?? refuse('no-such', 'This warning asked nothing of this institution.', undefined, { about: 'asked-nothing' });
  };
  register(app, routes.holdCall, async ({ principal, params, body }) =>
    one(principal, await holdCall(machine, principal, { warningId: params.id, institutionId: params.institutionId }, body.held)),
  );
  register(app, routes.recordCall, async ({ principal, params, body }) =>
    one(principal, await recordCall(machine, principal, { warningId: params.id, institutionId: params.institutionId }, body)),
  );
}

function policiesShape(changed: readonly FollowUpPolicy[]) {
  const policies = changed.length > 0 ? changed : FOLLOW_UP_POLICIES;
  return {
    policies: policies.map((policy) => ({ ...policy, first: [...policy.first], steps: [...policy.steps] })),
    shipped: changed.length === 0,
  };
}
