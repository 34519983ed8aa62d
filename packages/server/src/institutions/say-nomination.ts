import { foldInstitutionName } from '@forewarn/core/institutions/institution-entry.ts';
import { answerNomination, findMember, type NominationAnswer } from '@forewarn/core/institutions/nomination.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { holdTurn } from '../database/hold-turn.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { insertContacts, markConfirmed } from './contact-store.ts';
import { addSurroundings, findInstitutionsByName, insertInstitutions } from './institution-store.ts';
import { findPossibleMembers, holdNominations, keepAnswer, type FollowedNomination } from './nomination-store.ts';

const SYSTEM = { kind: 'system', name: 'nomination-page' } as const;

/**
 * What somebody says through the mail's link. Yes makes the institution with its contact, in the same transaction; twice changes nothing. One that
 * joined by another way meanwhile stays one, and the CERT hears of it.
 */
export async function sayNomination(machine: Machine, id: string, answer: NominationAnswer): Promise<void> {
  const at = machine.clock.now();
  await asSystem(machine.database, SYSTEM.name, async (trx) => {
    const [nomination] = await holdNominations(trx, [id]);
    if (nomination === undefined) return;
    const decided = answerNomination(nomination.outcome, answer);
    if (isRefusal(decided) || decided.kind === 'unchanged') return;
    const institutionId = decided.kind === 'joins' ? await joinOnce(trx, nomination, at) : undefined;
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

async function joinOnce(trx: Transaction, nomination: FollowedNomination, at: Instant): Promise<string> {
  // Nobody else makes an institution of this name or number out of a nomination meanwhile.
  await holdTurn(trx, `nominated ${foldInstitutionName(nomination.name)}`);
  if (nomination.kvk !== undefined) await holdTurn(trx, `nominated ${nomination.kvk}`);
  const member = findMember(nomination, await findPossibleMembers(trx, [nomination]));
  if (member === undefined) return join(trx, nomination, at);
  const { branch, contactName: contact } = nomination;
  await raiseNotice(trx, { kind: 'joined-already', key: nomination.id, institution: member.name, branch, contact }, at);
  return member.id;
}

async function join(trx: Transaction, nomination: FollowedNomination, at: Instant): Promise<string> {
  const { sector, staff, city, kvk, branchId, contactName, email, phone } = nomination;
  const id = newId<'Institution'>(at);
  const name = await freeName(trx, nomination, id);
  const write = {
    id,
    name,
    sector: sector ?? null,
    region: null,
    staff: staff ?? null,
    branch_id: branchId,
    it_provider: null,
    language: null,
    kvk: kvk ?? null,
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

/** Another of this name is elsewhere: told apart by the place, or by the end of its id. */
async function freeName(trx: Transaction, { name, city }: FollowedNomination, id: string): Promise<string> {
  const names = [name, ...(city === undefined ? [] : [`${name} (${city})`])];
  const taken = new Set((await findInstitutionsByName(trx, names)).map((one) => foldInstitutionName(one.name)));
  return names.find((one) => !taken.has(foldInstitutionName(one))) ?? `${name} (${id.slice(-4)})`;
}
