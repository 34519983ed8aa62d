import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/matching-lists.ts';
import { remediationState } from '@forewarn/core/warnings/remediation-state.ts';
import { findAliasesOfCve, findCvesOfAliases, findDocumentsOn } from '../advisories/vulnerability-store.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { listVulnerableLines } from './remediation-store.ts';

export function registerRemediationRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listAssetsOfVulnerability, ({ principal, params, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const isCve = /^CVE-/i.test(params.name);
      const cve = isCve ? params.name.toUpperCase() : (await findCvesOfAliases(trx, [params.name]))[0];
      const names = [...(isCve ? [] : [params.name]), ...(cve === undefined ? [] : await findAliasesOfCve(trx, cve))];
      const documents = (await findDocumentsOn(trx, cve, names)).filter(({ withdrawnAt }) => withdrawnAt === undefined);
      // By advisory, so that each institution with a match of it hears who looked.
      for (const { id } of documents)
        await recordReading(trx, machine, { principal, action: 'matches-read', subject: { kind: 'advisory-matches', id } });
      const limit = query.limit ?? 100;
      const lines = await listVulnerableLines(
        trx,
        documents.map(({ id }) => id),
        { after: query.after, limit: limit + 1 },
      );
      const page = lines.slice(0, limit).map((line) => ({ line, state: remediationState(line) }));
      const countOf = (state: string) => page.filter((each) => each.state === state).length;
      const next = lines.length > limit ? page.at(-1)?.line.id : undefined;
      return {
        assets: page
          .filter(({ state }) => query.state === undefined || state === query.state)
          .map(({ line: { id: _, because: __, answer, advisoryIds, ...line }, state }) => ({
            ...line,
            advisoryIds: [...advisoryIds],
            state,
            ...(answer === undefined ? {} : { answer: answer.answer, answeredAt: answer.answeredAt }),
          })),
        counts: { 'not-remediated': countOf('not-remediated'), 'in-progress': countOf('in-progress'), done: countOf('done') },
        ...(next === undefined ? {} : { next }),
      };
    }),
  );
}
