import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { DrillKind } from '@forewarn/core/drills/drill.ts';
import { DRILL_KITS } from '@forewarn/core/drills/kits.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { DEFAULT_AUDIENCE } from '@forewarn/core/warnings/draft-from-advisory.ts';
import { isSharedUnlessSaid } from '@forewarn/core/warnings/warning.ts';
import { record } from '../audit/record.ts';
import { newId } from '../database/new-id.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { openMatter } from '../matters/open-matter.ts';
import { allOrNothing } from '../warnings/all-or-nothing.ts';
import { draftWarning } from '../warnings/draft-warning.ts';
import { findDrill, insertDrill, insertParticipants, type Participants, type StoredDrill } from './drill-store.ts';

const NAME_MAX = 200;

/**
 * Begins an exercise: who takes part, a matter that is one, and the kit's text as a draft with its marks. It goes out as every warning does:
 * previewed, read by two where it is act now, released. Refusal: `nobody-takes-part`.
 */
export async function beginDrill(
  machine: Machine,
  principal: Principal,
  wanted: { readonly kind: DrillKind; readonly name?: string; readonly participants?: Participants },
): Promise<StoredDrill | Refusal> {
  const now = machine.clock.now();
  const kit = DRILL_KITS[wanted.kind];
  return allOrNothing(machine.database, principal, async (trx) => {
    const id = newId<'Drill'>(now);
    const name = cleanText(wanted.name ?? '', NAME_MAX) || kit.name.nl;
    await insertDrill(trx, { id, kind: wanted.kind, name, begunAt: now, begunBy: principalName(principal) });
    const participants = await insertParticipants(trx, id, wanted.participants ?? {});
    if (participants === 0)
      return refuse(
        'nobody-takes-part',
        'No member is among those that you chose.',
        'Choose other sectors or regions, or name institutions.',
      );
    const matter = await openMatter(trx, principal, { kind: 'report', title: name, source: kit.source.nl, drillId: id }, now);
    if (isRefusal(matter)) return matter;
    const drafted = await draftWarning(
      trx,
      machine,
      principal,
      matter.id,
      {
        urgency: kit.urgency,
        tlp: 'GREEN',
        sharedWithItProvider: isSharedUnlessSaid(kit.urgency),
        texts: kit.texts,
        audience: DEFAULT_AUDIENCE,
      },
      now,
    );
    if (isRefusal(drafted)) return drafted;
    const { reference } = drafted.warning;
    await record(trx, {
      principal,
      at: now,
      action: 'drill-begun',
      subject: { kind: 'drill', id },
      details: { kind: wanted.kind, name, participants, reference },
    });
    const drill = await findDrill(trx, id);
    if (drill === undefined) throw new InternalFault('a drill that was just begun is gone');
    return drill;
  });
}
