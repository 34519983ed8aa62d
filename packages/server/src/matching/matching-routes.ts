import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/matching.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Evidence } from '@forewarn/core/matching/match.ts';
import { weakenOld } from '@forewarn/core/matching/weaken-old.ts';
import { recordReading } from '../audit/record-reading.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { listMatchesOfAdvisory, listMatchesOfInstitution, type StoredMatch } from './match-store.ts';
import { showApplicability, type ShownApplicability } from './show-applicability.ts';

/** Row policies give an institution its own matches alone, whatever it asks for. */
export function registerMatchingRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.matchesOfAdvisory, async ({ principal, params, query }) => {
    const limit = query.limit ?? 100;
    const after = afterOf(query.after);
    const found = await asPrincipal(machine.database, principal, async (trx) => {
      if (principal.kind !== 'institution')
        // which has its own alone
        await recordReading(trx, machine, { principal, action: 'matches-read', subject: { kind: 'advisory-matches', id: params.id } });
      return listMatchesOfAdvisory(trx, params.id, {
        kind: query.kind,
        after: after && { name: after[1], id: after[0] },
        limit: limit + 1,
      });
    });
    const matches = found.slice(0, limit);
    const last = matches.at(-1);
    return {
      matches: matches.map((match) => shown(match, machine.clock.now())),
      next: found.length > limit && last !== undefined ? `${last.id}:${last.institution}` : undefined,
    };
  });

  register(app, routes.applicability, async ({ principal, params }) => {
    const asked = { advisoryId: params.id, institutionId: params.institutionId };
    const shown = await showApplicability(machine, principal, asked);
    if (isRefusal(shown)) return shown;
    const { institutionId } = params;
    const subject = { kind: 'institution', id: institutionId };
    await asPrincipal(machine.database, principal, (trx) =>
      recordReading(trx, machine, { principal, action: 'applicability-read', subject, institutionId }),
    );
    return { ...asked, ...answerOf(shown) };
  });

  register(app, routes.matchInstitution, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return refuse('no-such', 'There is no such institution.');
      const at = machine.clock.now();
      const subject = { kind: 'institution', id: params.id };
      await record(trx, { principal, at, action: 'matching-asked', subject, institutionId: params.id });
      const payload = { institutionId: params.id, snapshotIds: [], everything: true };
      // Asked twice before it ran, it runs once.
      await enqueue(trx, 'match-inventory', payload, { key: `match-inventory:everything:${params.id}` });
      return { queued: true };
    }),
  );

  register(app, routes.matchesOfInstitution, ({ principal, params, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return refuse('no-such', 'There is no such institution.');
      await recordReading(trx, machine, {
        principal,
        action: 'matches-read',
        subject: { kind: 'institution', id: params.id },
        institutionId: params.id,
      });
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
        matches: matches.map((match) => shown(match, machine.clock.now())),
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

function answerOf({ institution, document, applicability, lines }: ShownApplicability) {
  const { revisionId: _revision, productKeys: _keys, ...told } = document;
  const concerned = applicability.kind === 'concerned';
  return {
    institution: institution.name,
    answer: applicability.kind,
    because: applicability.kind === 'concerned' ? undefined : applicability.because,
    certainty: applicability.kind === 'concerned' ? applicability.certainty : undefined,
    reasons: (concerned ? applicability.reasons : []).map(({ reason, certainty, product, supplier, item, evidence, remediations }) => ({
      reason,
      certainty,
      inventory: item?.inventory ?? '',
      key: item?.key ?? '',
      supplier,
      product: product ?? '',
      version: item?.version,
      evidence: evidenceShape(evidence),
      remediations: remediations.map(({ category, details, url }) => ({ category, details, url })),
    })),
    silent: applicability.silent.flatMap(({ inventory, key, because, evidence }) => {
      const line = lines.find((one) => one.inventory === inventory && one.item.key === key);
      if (line === undefined) return [];
      const { supplier, product, version } = line.item;
      return [{ because, inventory, key, supplier, product, version, evidence: evidenceShape(evidence) }];
    }),
    document: told,
  };
}

function evidenceShape(evidence: readonly Evidence[]) {
  return evidence.map(({ through, ...one }) => ({ ...one, through: through === undefined ? undefined : [...through] }));
}

/** As sure as it is now: what rests on a line that nobody looked at for a year is one step less so. */
function shown(stored: StoredMatch, now: Instant) {
  const match = stored.certainty === undefined ? stored : weakenOld({ ...stored, certainty: stored.certainty }, stored.checkedAt, now);
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
    evidence: evidenceShape(match.evidence),
    remediations: match.remediations.map((remediation) => ({
      category: remediation.category,
      details: remediation.details,
      url: remediation.url,
    })),
    matchedAt: match.matchedAt,
  };
}
