import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { readWishes } from '@forewarn/core/deliveries/read-wishes.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { replayWishes as replay, type Replayed } from '@forewarn/core/warnings/replay-wishes.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { loadWishes } from '../deliveries/wishes-store.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { loadMessageFacts } from './message-facts.ts';
import { findToldVersions } from './told-facts-store.ts';

const MONTH_SECONDS = 30 * 24 * 3_600;
/** More than any institution is told in a month. */
const TOLD_MAX = 1_000;

/**
 * What the last 30 days would have looked like to a contact with these wishes, by the plan that a release makes. Counts alone: what is above the reader's
 * label is counted and not told. Refusals: `no-such`, `input-unreadable`.
 */
export async function replayWishes(
  machine: Machine,
  principal: Principal,
  asked: { readonly institutionId: string; readonly contactId: string; readonly wishes: unknown },
): Promise<Replayed | (Refusal & { readonly problems?: readonly Problem[] })> {
  const { institutionId, contactId } = asked;
  const read = readWishes(asked.wishes);
  if (read.kind === 'unreadable') return { ...refuse('input-unreadable', 'These wishes were not understood.'), problems: read.problems };
  const contacts = await asPrincipal(machine.database, principal, (trx) => findContacts(trx, [institutionId]));
  const contact = contacts.find(({ id }) => id === contactId);
  if (contact === undefined) return refuse('no-such', 'There is no such contact.');
  return asSystem(machine.database, 'replay-wishes', async (trx) => {
    const others = await loadWishes(trx, [institutionId]);
    const told = [];
    for (const version of await findToldVersions(trx, institutionId, secondsLater(machine.clock.now(), -MONTH_SECONDS), TOLD_MAX)) {
      const factsOf = await loadMessageFacts(trx, {
        matter: { kind: version.matter },
        kind: version.kind,
        severities: version.severities.map((score) => score ?? undefined),
        reasons: version.reasons,
        withKinds: (read.value.topics?.kinds.length ?? 0) > 0,
      });
      told.push({ at: version.at, facts: { ...factsOf(version.reasons), urgency: version.urgency } });
    }
    return replay(told, { contactId: contact.id, wishes: read.value, contacts, others });
  });
}
