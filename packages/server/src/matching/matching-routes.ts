import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/matching.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { listMatchesOfAdvisory, listMatchesOfInstitution, type StoredMatch } from './match-store.ts';

/** Row policies give an institution its own matches alone, whatever it asks for. */
export function registerMatchingRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.matchesOfAdvisory, async ({ principal, params, query }) => {
    const limit = query.limit ?? 100;
    const after = afterOf(query.after);
    const found = await asPrincipal(machine.database, principal, (trx) =>
      listMatchesOfAdvisory(trx, params.id, { kind: query.kind, after: after && { name: after[1], id: after[0] }, limit: limit + 1 }),
    );
    const matches = found.slice(0, limit);
    const last = matches.at(-1);
    return { matches: matches.map(shown), next: found.length > limit && last !== undefined ? `${last.id}:${last.institution}` : undefined };
  });

  register(app, routes.matchesOfInstitution, ({ principal, params, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return refuse('no-such', 'There is no such institution.');
      const limit = query.limit ?? 100;
      const after = afterOf(query.after, UUID);
      const found = await listMatchesOfInstitution(trx, params.id, {
        kind: query.kind,
        after: after && { advisoryId: after[1], id: after[0] },
        limit: limit + 1,
      });
      const matches = found.slice(0, limit);
      const last = matches.at(-1);
      return {
        matches: matches.map(shown),
        next: found.length > limit && last !== undefined ? `${last.id}:${last.advisoryId}` : undefined,
      };
    }),
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** "itemId:rest"; anything else is the beginning. */
function afterOf(text: string | undefined, rest = /^/): readonly [string, string] | undefined {
  const found = /^(\d{1,18}):(.+)$/s.exec(text ?? '');
  return found === null || !rest.test(found[2] ?? '') ? undefined : [found[1] ?? '0', found[2] ?? ''];
}

function shown(match: StoredMatch) {
  const { item } = match;
  return {
    advisoryId: match.advisoryId,
    institutionId: match.institutionId,
    institution: match.institution,
    inventory: match.inventory,
    key: item.key,
    supplier: item.supplier,
    product: item.product,
    version: item.version,
    kind: match.kind,
    certainty: match.certainty,
    because: match.because,
    reason: match.reason,
    evidence: [...match.evidence],
    remediations: match.remediations.map((remediation) => ({
      category: remediation.category,
      details: remediation.details,
      url: remediation.url,
    })),
    matchedAt: match.matchedAt,
  };
}
