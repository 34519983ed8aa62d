import { raiseNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findSilentSources } from './source-store.ts';

/** Tells the CERT of each source that was not heard for longer than its schedule allows; the next poll that hears it resolves the notice. Gives how many are silent. */
export async function watchSources(machine: Machine): Promise<number> {
  return asSystem(machine.database, 'watch-sources', async (trx) => {
    const now = machine.clock.now();
    const silent = await findSilentSources(trx, now);
    for (const source of silent) {
      const { id: key, name, lastSuccessAt: lastHeardAt, lastFault } = source;
      const fault = lastFault === undefined ? undefined : `${lastFault.message} ${lastFault.hint ?? ''}`.trim();
      await raiseNotice(trx, { kind: 'source-silent', key, source: name, lastHeardAt, fault }, now);
    }
    return silent.length;
  });
}
