import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { decideApplicability, type Applicability, type SilentLine } from '@forewarn/core/matching/applicability.ts';
import type { ConcernedReason } from '@forewarn/core/matching/concerned.ts';
import { keysOfContainers } from '@forewarn/core/matching/keys-of-containers.ts';
import { yearBefore } from '@forewarn/core/matching/weaken-old.ts';
import { withoutMakers } from '@forewarn/core/products/product-key.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { findInstitution, type StoredInstitution } from '../institutions/institution-store.ts';
import { componentsOfInstitutions } from '../inventories/component-store.ts';
import type { Machine } from '../machine.ts';
import { loadAliases } from '../products/load-aliases.ts';
import { componentsByLine } from './components-by-line.ts';
import { reasonOf } from './find-concerned.ts';
import { loadLines, loadLinesWithKeys, type Line } from './line-store.ts';
import { linesWithParts } from './lines-with-parts.ts';
import { loadContainments } from './load-containments.ts';
import { matchCandidates } from './match-candidates.ts';
import { findInventoryAges } from './member-store.ts';
import { preparedAdvisories } from './prepared-advisories.ts';
import { findRevisionInForce, type RevisionShown } from './revision-store.ts';

export type ShownApplicability = {
  readonly institution: StoredInstitution;
  readonly document: RevisionShown;
  readonly applicability: Applicability;
  /** The lines that the answer speaks of, by inventory and key. */
  readonly lines: readonly Line[];
};

/**
 * "Krijgen wij dit ook?": what one advisory means for one institution, asked at this moment and not of what was stored, so that it is right
 * while an inventory still waits to be matched. Whom it is told is decided by what the principal may read. Refusal: `no-such`.
 */
export async function showApplicability(
  machine: Machine,
  principal: Principal,
  of: { readonly advisoryId: string; readonly institutionId: string },
): Promise<ShownApplicability | Refusal> {
  const may = await asPrincipal(machine.database, principal, async (trx) => ({
    institution: await findInstitution(trx, of.institutionId),
    document: await findRevisionInForce(trx, of.advisoryId),
  }));
  const { institution, document } = may;
  if (institution === undefined) return refuse('no-such', 'There is no such institution.');
  if (document === undefined) return refuse('no-such', 'There is no such advisory.');
  const now = machine.clock.now();
  return asSystem(machine.database, 'show-applicability', async (trx) => {
    const found = await askLines(trx, of, document, now);
    const ages = await findInventoryAges(trx, [of.institutionId], yearBefore(now));
    const applicability = decideApplicability(found, { newestCheckedAt: ages.get(of.institutionId) }, now);
    return { institution, document, applicability, lines: found.lines };
  });
}

type Found = { readonly reasons: readonly ConcernedReason[]; readonly silent: readonly SilentLine[]; readonly lines: readonly Line[] };

async function askLines(
  trx: Transaction,
  { advisoryId, institutionId }: { readonly advisoryId: string; readonly institutionId: string },
  document: RevisionShown,
  now: Instant,
): Promise<Found> {
  const aliases = await loadAliases(trx);
  const containments = loadContainments(aliases);
  const keys = withoutMakers(document.productKeys);
  const components = componentsByLine(await componentsOfInstitutions(trx, [institutionId]));
  const sharing = await loadLinesWithKeys(trx, institutionId, [...keys, ...keysOfContainers(keys, containments)]);
  const ids = new Set(sharing.map(({ id }) => id));
  const holding = await loadLines(
    trx,
    [...components.keys()].filter((id) => !ids.has(id)),
  );
  const lines = [...sharing, ...holding];
  // Most ask about what they do not have: the document is not even loaded.
  if (lines.length === 0) return { reasons: [], silent: [], lines };
  const ready = await linesWithParts(lines, components, { aliases, containments });
  const [reasons, silent]: [ConcernedReason[], SilentLine[]] = [[], []];
  for await (const { prepared } of preparedAdvisories(trx, [document.revisionId], aliases)) {
    for (const { line, match } of await matchCandidates(prepared, ready, 'every')) {
      const { inventory, item } = line;
      if (match.kind === 'concerned') reasons.push(reasonOf({ ...match, advisoryId, inventory, item, checkedAt: line.checkedAt }, now));
      else silent.push({ inventory, key: item.key, because: match.because, evidence: match.evidence });
    }
  }
  return { reasons, silent, lines };
}
