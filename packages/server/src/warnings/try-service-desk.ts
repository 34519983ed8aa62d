import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { DeskFault } from '@forewarn/core/warnings/desk-fault.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { openDoor } from '../outbound/door.ts';
import { askServiceDesk } from './ask-service-desk.ts';
import { findServiceDesk, noteDeskOutcome } from './service-desk-store.ts';

export const NO_DESK = refuse(
  'no-service-desk',
  'There is no connection with a service desk.',
  'Set one under "Onze mensen en koppelingen".',
);

/** Looks at the desk for an incident that there is not, as the work itself does first: it makes nothing there. */
const NOTHING = "/incidents?query=externalNumber=='FW-TEST'";

/** Tries the connection of an institution with its service desk now; undefined: it works. Refusal: `no-service-desk`. */
export async function tryServiceDesk(
  machine: Machine,
  principal: Extract<Principal, { kind: 'institution' }>,
): Promise<{ readonly fault?: DeskFault } | Refusal> {
  const { institutionId } = principal;
  const desk = await asPrincipal(machine.database, principal, (trx) => findServiceDesk(trx, institutionId));
  if (desk === undefined) return NO_DESK;
  const door = openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})` });
  try {
    const answer = await askServiceDesk(machine, door, desk, { method: 'GET', path: NOTHING });
    const fault = answer.kind === 'fault' ? answer.fault : undefined;
    const at = machine.clock.now();
    await asPrincipal(machine.database, principal, async (trx) => {
      await noteDeskOutcome(trx, desk, at, fault);
      const subject = { kind: 'service-desk', id: institutionId };
      await record(trx, {
        principal,
        at,
        action: 'service-desk-tested',
        subject,
        institutionId,
        details: { outcome: fault?.code ?? 'works' },
      });
    });
    return fault === undefined ? {} : { fault };
  } finally {
    await door.close();
  }
}
