import { answerNomination, type NominationAnswer } from '@forewarn/core/institutions/nomination.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { insertContacts, markConfirmed } from './contact-store.ts';
import { addSurroundings, findInstitutionsByName, insertInstitutions } from './institution-store.ts';
import { holdNominations, keepAnswer, type FollowedNomination } from './nomination-store.ts';

const SYSTEM = { kind: 'system', name: 'nomination-page' } as const;

/** What somebody says through the mail's link. Yes makes the institution with its contact, in the same transaction; twice changes nothing. */
export async function sayNomination(machine: Machine, id: string, answer: NominationAnswer): Promise<void> {
  const at = machine.clock.now();
  await asSystem(machine.database, SYSTEM.name, async (trx) => {
    const [nomination] = await holdNominations(trx, [id]);
    if (nomination === undefined) return;
    const decided = answerNomination(nomination.outcome, answer);
    if (isRefusal(decided) || decided.kind === 'unchanged') return;
    const institutionId = decided.kind === 'joins' ? await join(trx, nomination, at) : undefined;
    await keepAnswer(trx, id, { answer, at, institutionId });
    await record(trx, {
      principal: SYSTEM,
      at,
      action: decided.kind === 'joins' ? 'institution-joined' : 'nomination-declined',
      subject: institutionId === undefined ? { kind: 'branch', id: nomination.branchId } : { kind: 'institution', id: institutionId },
      details: { nomination: id, answer, through: 'nomination-link' },
      ...(institutionId === undefined ? {} : { institutionId }),
    });
  });
}

async function join(trx: Transaction, nomination: FollowedNomination, at: Instant): Promise<string> {
  const { sector, staff, city, branchId, contactName, email, phone } = nomination;
  // Another of this name elsewhere: told apart by the place. One that came in the meantime stays as it is, and this becomes another beside it.
  const taken = (await findInstitutionsByName(trx, [nomination.name])).length > 0;
  const id = newId<'Institution'>(at);
  const name = taken ? `${nomination.name} (${city ?? id.slice(-4)})` : nomination.name;
  const write = {
    id,
    name,
    sector: sector ?? null,
    region: null,
    staff: staff ?? null,
    branch_id: branchId,
    it_provider: null,
    language: null,
  };
  await insertInstitutions(trx, [{ ...write, details_in_mail: null }], at);
  if (city !== undefined) await addSurroundings(trx, [{ id, locations: [{ name: city, city }], networks: [], domains: [] }]);
  const contactId = newId<'Contact'>(at);
  const contact = {
    id: contactId,
    institutionId: id,
    name: contactName,
    role: 'security' as const,
    email,
    phone,
    language: 'nl' as const,
    order: 1,
  };
  await insertContacts(trx, [contact]);
  await markConfirmed(trx, [contactId], 'the contact itself, by its invitation', at);
  return id;
}
