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
      const since = source.lastSuccessAt === undefined ? 'It was never heard.' : `It was last heard on ${source.lastSuccessAt}.`;
      const fault = source.lastFault === undefined ? '' : ` ${source.lastFault.message} ${source.lastFault.hint ?? ''}`;
      await raiseNotice(
        trx,
        { kind: 'source-silent', key: source.id, text: `Nothing is heard from ${source.name}. ${since}${fault}`.trim() },
        now,
      );
    }
    return silent.length;
  });
}
