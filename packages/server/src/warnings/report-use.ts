import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { cleanText, saysUnknown } from '@forewarn/core/basics/clean-text.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { STARTER_INVENTORY } from '@forewarn/api/inventories.ts';
import { record } from '../audit/record.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { InternalFault } from '../internal-fault.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { changeItem } from '../inventories/change-item.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { listNotApplicable } from './list-not-applicable.ts';
import { raiseNotice } from '../audit/notices.ts';
import { findWarning } from './warning-store.ts';

export type UseReported = {
  readonly institutionId: string;
  readonly warningId: string;
  readonly product: string;
  readonly supplier?: string;
  readonly version?: string;
};

/**
 * "Gebruiken wij dit toch?": an institution says that it uses what a warning is about though no line says so. It becomes a line of its
 * ICT-foto, which is matched as any other, and the CERT hears of it. Key: the warning; said twice it is one line and one notice. Refusal:
 * `no-such` where the warning is none of those that it was not told of.
 */
export async function reportUse(
  machine: Machine,
  principal: Principal,
  used: UseReported,
): Promise<{ readonly inventory: string; readonly key: string } | Refusal> {
  const now = machine.clock.now();
  const { institutionId, warningId } = used;
  const product = cleanText(used.product, 200);
  if (product === '') return refuse('input-unreadable', 'Which product do you use?', 'Give its name.', { about: 'product' });
  const institution = await asPrincipal(machine.database, principal, (trx) => findInstitution(trx, institutionId));
  if (institution === undefined) return NO_SUCH;
  const listed = await listNotApplicable(machine, principal, { institutionId, language: 'nl', limit: WARNINGS_MAX });
  const warning = listed.find(({ id }) => id === warningId);
  if (warning === undefined) return NO_SUCH;
  await asPrincipal(machine.database, principal, async (trx) => {
    const subject = { kind: 'warning', id: warningId };
    await record(trx, { principal, at: now, action: 'use-reported', subject, institutionId });
    await enqueue(trx, 'tell-of-use', { warningId, institutionId }, { key: `tell-of-use:${warningId}/${institutionId}` });
  });
  const key = `gemeld/${warning.reference}`;
  const [supplier, version] = [cleanText(used.supplier ?? '', 200), cleanText(used.version ?? '', 200)];
  const changed = await changeItem(machine, principal, { institutionId, inventory: STARTER_INVENTORY, key }, [
    {
      product,
      exposure: 'unknown',
      ...(supplier === '' ? {} : { supplier }),
      ...(saysUnknown(version) ? {} : { version }),
    },
  ]);
  return 'code' in changed ? changed : { inventory: STARTER_INVENTORY, key };
}

/** More than the CERT warns of in a year. */
const WARNINGS_MAX = 10_000;
const NO_SUCH = refuse('no-such', 'There is no such warning.');

/** The CERT hears that somebody uses what it was not warned for. Key: warning and institution. */
export async function tellOfUse(machine: Machine, payload: unknown): Promise<void> {
  const { warningId, institutionId } = (payload ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string' || typeof institutionId !== 'string') throw new InternalFault('a tell-of-use job names no warning');
  await asSystem(machine.database, 'tell-of-use', async (trx) => {
    const warning = await findWarning(trx, warningId);
    const institution = await findInstitution(trx, institutionId);
    if (warning === undefined || institution === undefined) return;
    const key = `${warningId}/${institutionId}`;
    const { reference } = warning;
    await raiseNotice(trx, { kind: 'used-after-all', key, reference, institution: institution.name }, machine.clock.now());
  });
}
