import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { decideApplicability, type Applicability } from '@forewarn/core/matching/applicability.ts';
import { yearBefore } from '@forewarn/core/matching/weaken-old.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import type { Machine } from '../machine.ts';
import { findInventoryAges } from '../matching/member-store.ts';
import { findNotTold, type NotToldWarning } from './not-told-store.ts';

const YEAR_SECONDS = 366 * 86_400;

export type NotApplicable = Omit<NotToldWarning, 'texts'> & {
  readonly title: string;
  readonly kind: Exclude<Applicability['kind'], 'concerned'>;
  readonly because: string;
};

/**
 * "Niet op ons van toepassing": warnings of the last year that do not concern this institution, each with which kind of not. Where its
 * inventory is empty or old, nobody knows, and that is what it says (invariant 6). The caller has checked that the principal may see the
 * institution.
 */
export async function listNotApplicable(
  machine: Machine,
  principal: Principal,
  of: { readonly institutionId: string; readonly language: Language; readonly before?: string; readonly limit: number },
): Promise<readonly NotApplicable[]> {
  const now = machine.clock.now();
  return asSystemFor(machine.database, principal, 'list-not-applicable', async (trx) => {
    const ages = await findInventoryAges(trx, [of.institutionId], yearBefore(now));
    const age = { newestCheckedAt: ages.get(of.institutionId) };
    const found = await findNotTold(trx, of.institutionId, { since: secondsLater(now, -YEAR_SECONDS), ...of });
    return found.filter(({ tlp }) => mayRead(principal, tlp, now)).map((warning) => notApplicable(warning, of.language, age, now));
  });
}

function notApplicable(
  { texts, ...warning }: NotToldWarning,
  language: Language,
  age: { readonly newestCheckedAt?: Instant },
  now: Instant,
): NotApplicable {
  const silent = warning.silent.map((line) => ({ ...line, evidence: [] }));
  const applicability = decideApplicability({ reasons: [], silent }, age, now);
  const kind = applicability.kind === 'not-known' ? 'not-known' : 'not-concerned';
  const because = applicability.kind === 'concerned' ? 'not-in-inventory' : applicability.because;
  return { ...warning, title: textFor(texts, language).title, kind, because };
}
