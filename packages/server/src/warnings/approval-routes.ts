import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/approvals.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { principalName } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { contentDigest, decideApproval, holdApproval, insertApproval, listApprovals, type Approval } from './approval-store.ts';
import { lookWithTwo } from './look-with-two.ts';
import { findDraft, findWarning, holdWarning } from './warning-store.ts';

const noSuch = () => refuse('no-such', 'There is no such warning.');

/** Four eyes for act now: a second person is asked, and approves the draft as it is or sends it back. */
export function registerApprovalRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listApprovals, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findWarning(trx, params.id)) === undefined) return noSuch();
      const draft = await findDraft(trx, params.id);
      const digest = draft === undefined ? undefined : contentDigest(draft);
      const approvals = (await listApprovals(trx, params.id)).map((one) => shapeOf(one, digest));
      return draft === undefined ? { approvals } : { fourEyes: await lookWithTwo(trx, principal, params.id, draft), approvals };
    }),
  );

  register(app, routes.askApproval, ({ principal, params, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const now = machine.clock.now();
      const warning = await holdWarning(trx, params.id);
      if (warning === undefined) return noSuch();
      const draft = await findDraft(trx, params.id);
      if (draft === undefined)
        return refuse('no-draft', `${warning.reference} has no draft.`, 'Draft the next version first.', { reference: warning.reference });
      const contentSha256 = contentDigest(draft);
      const asked = {
        version: draft.version,
        contentSha256,
        by: principalName(principal),
        ...(body.note === undefined ? {} : { note: body.note }),
      };
      const id = await insertApproval(trx, params.id, asked, now);
      const subject = { kind: 'warning', id: params.id };
      const details = { approval: id, version: draft.version, sha256: contentSha256 };
      await record(trx, { principal, at: now, action: 'approval-asked', subject, details });
      const stored = await holdApproval(trx, params.id, id);
      return stored === undefined ? noSuch() : shapeOf(stored, contentSha256);
    }),
  );

  register(app, routes.decideApproval, ({ principal, params, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const now = machine.clock.now();
      const warning = await holdWarning(trx, params.id);
      const asked = await holdApproval(trx, params.id, params.approvalId);
      if (warning === undefined || asked === undefined) return refuse('no-such', 'There is no such request to approve.');
      if (asked.decision !== null)
        return refuse('already-decided', `${asked.decidedBy} decided this already.`, undefined, {
          about: 'approval',
          by: asked.decidedBy ?? '',
        });
      const draft = await findDraft(trx, params.id);
      const digest = draft === undefined ? undefined : contentDigest(draft);
      if (draft === undefined || digest !== asked.contentSha256)
        return refuse('draft-changed', 'The draft has changed since this was asked.', 'Look at it as it is now; its author asks again.', {
          about: 'approval',
        });
      const by = principalName(principal);
      if (by === asked.askedBy || by === draft.draftedBy)
        return refuse('not-allowed', 'Who wrote it or asked does not approve it.', 'A colleague does.', { about: 'own-approval' });
      await decideApproval(trx, asked.id, { ...body, by }, now);
      const subject = { kind: 'warning', id: params.id };
      const details = { approval: asked.id, version: asked.version, sha256: digest };
      await record(trx, {
        principal,
        at: now,
        action: body.decision === 'approved' ? 'release-approved' : 'release-sent-back',
        subject,
        details,
      });
      const stored = await holdApproval(trx, params.id, asked.id);
      return stored === undefined ? noSuch() : shapeOf(stored, digest);
    }),
  );
}

function shapeOf(approval: Approval, digest: string | undefined) {
  return {
    id: approval.id,
    version: approval.version,
    askedAt: approval.askedAt,
    askedBy: approval.askedBy,
    note: approval.note ?? undefined,
    decidedAt: approval.decidedAt ?? undefined,
    decidedBy: approval.decidedBy ?? undefined,
    decision: approval.decision ?? undefined,
    because: approval.because ?? undefined,
    holds: approval.contentSha256 === digest,
  };
}
