import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/open-points.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { personalLabel } from '@forewarn/core/sharing/personal-label.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { listNotApplicable } from './list-not-applicable.ts';
import { ownInstitution } from '../institutions/own-institution.ts';
import { reportUse } from './report-use.ts';

/** What a member was not told of, and why not. */
export function registerNotApplicableRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listNotApplicable, async ({ principal, query }) => {
    const institutionId = ownInstitution(principal, query.institutionId);
    if (isRefusal(institutionId)) return institutionId;
    const institution = await asPrincipal(machine.database, principal, async (trx) => {
      const subject = { kind: 'institution', id: institutionId };
      const found = await findInstitution(trx, institutionId);
      if (found !== undefined) await recordReading(trx, machine, { principal, action: 'not-applicable-read', subject, institutionId });
      return found;
    });
    if (institution === undefined) return refuse('no-such', 'There is no such institution.');
    const limit = query.limit ?? 250;
    const found = await listNotApplicable(machine, principal, {
      institutionId,
      language: query.language ?? institution.language,
      before: query.before,
      limit: limit + 1,
    });
    const warnings = found.slice(0, limit);
    return {
      institutionId,
      warnings: warnings.map(({ silent, ...warning }) => ({
        ...warning,
        silent: {
          label: personalLabel(warning.tlp),
          lines: silent.map(({ version, said, ...line }) => ({ ...line, installedVersion: version ?? undefined, said: said ?? undefined })),
        },
      })),
      next: found.length > limit ? warnings.at(-1)?.id : undefined,
    };
  });

  register(app, routes.reportUse, ({ principal, body }) => {
    const { institutionId: asked, ...used } = body;
    const institutionId = ownInstitution(principal, asked);
    return isRefusal(institutionId) ? institutionId : reportUse(machine, principal, { ...used, institutionId });
  });
}
