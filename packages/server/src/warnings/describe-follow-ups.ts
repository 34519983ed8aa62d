import type { Static } from 'typebox';
import type { FollowUpShape } from '@forewarn/api/follow-up.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import { mayBeTold } from '@forewarn/core/warnings/may-be-told.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';
import { findContacts } from '../institutions/contact-store.ts';
import { listCalls } from './call-store.ts';
import { findWaiting, type StoredFollowUp } from './follow-up-store.ts';
import { findReadingInstitutions } from './reader-store.ts';
import { findVersion, findWarning, type StoredVersion } from './warning-store.ts';

type Described = Static<typeof FollowUpShape>;

/** Clocks as the silence board and the call list show them: with the names, whom to ring in which order, and what came of earlier calls. */
export async function describeFollowUps(trx: Transaction, clocks: readonly StoredFollowUp[], now: string): Promise<readonly Described[]> {
  const ids = [...new Set(clocks.map(({ institutionId }) => institutionId))];
  const institutions = await findReadingInstitutions(trx, ids);
  const contacts = Map.groupBy(await findContacts(trx, ids), ({ institutionId }) => institutionId);
  const warnings = new Map<string, { readonly shown: Pick<Described, 'reference' | 'title' | 'tlp'>; readonly version: StoredVersion }>();
  for (const id of new Set(clocks.map(({ warningId }) => warningId))) {
    const warning = await findWarning(trx, id);
    const version = warning === undefined ? undefined : await findVersion(trx, id, warning.releasedVersion);
    if (warning !== undefined && version !== undefined)
      warnings.set(id, { shown: { reference: warning.reference, title: textFor(version.texts, 'nl').title, tlp: version.tlp }, version });
  }
  const calls = await listCalls(trx, [...warnings.keys()]);
  const waiting = await findWaiting(trx, [...warnings.keys()], ids);
  return clocks.flatMap((clock): readonly Described[] => {
    const institution = institutions.get(clock.institutionId);
    const warning = warnings.get(clock.warningId);
    if (institution === undefined || warning === undefined) return [];
    const isHeld = clock.heldUntil !== undefined && clock.heldUntil > now;
    return [
      {
        ...warning.shown,
        warningId: clock.warningId,
        institutionId: clock.institutionId,
        institution: institution.name,
        version: clock.version,
        policy: clock.policy.name,
        askedAt: clock.askedAt,
        nextAt: clock.nextAt,
        nextAction: clock.nextAt === undefined ? undefined : clock.policy.steps[clock.step]?.action,
        pausedAt: clock.pausedAt,
        pausedBy: clock.pausedBy,
        callSince: clock.callSince,
        callBecause: clock.callBecause,
        endedAt: clock.endedAt,
        endedBecause: clock.endedBecause,
        heldBy: isHeld ? clock.heldBy : undefined,
        heldUntil: isHeld ? clock.heldUntil : undefined,
        waiting: [...(waiting.get(`${clock.warningId} ${clock.institutionId}`) ?? [])],
        // Whom its label leaves out is not told by telephone either.
        phones: phonesOf(mayBeTold(contacts.get(clock.institutionId) ?? [], warning.version), clock),
        calls: (calls.get(`${clock.warningId} ${clock.institutionId}`) ?? []).map(
          ({ warningId: _, institutionId: __, contactId: ___, ...call }) => call,
        ),
      },
    ];
  });
}

/** Those with a number first, in the order of the policy. */
function phonesOf(contacts: readonly Contact[], { policy: { first } }: StoredFollowUp): Described['phones'] {
  const rank = ({ role }: Contact) => (first.includes(role) ? first.indexOf(role) : first.length);
  return contacts
    .toSorted((a, b) => Number(a.phone === undefined) - Number(b.phone === undefined) || rank(a) - rank(b) || a.order - b.order)
    .map(({ id, name, role, phone, toRepair }) => ({ contactId: id, name, role, phone, toRepair }));
}
