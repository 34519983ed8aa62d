import { cleanParagraphs } from '@forewarn/core/basics/clean-text.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import {
  holdMatter,
  insertStep,
  listColleagues,
  markAside,
  markOwner,
  nameOfAccount,
  type HeldMatter,
  type MatterStep,
  type Owner,
  type Whose,
} from './step-store.ts';

const NOTE_CHARACTERS_MAX = 4_000;

/** What is done with one matter at the desk. */
export type MatterWork =
  | { readonly kind: 'note'; readonly note: string }
  | { readonly kind: 'set-aside'; readonly because: string }
  | { readonly kind: 'take-up' }
  /** To oneself where no colleague is named. */
  | { readonly kind: 'assign'; readonly accountId?: string }
  | { readonly kind: 'let-go' };

/** Does it, with the step and the audit entry. Refusals: `no-such`, `matter-closed`, `already-aside`, `not-aside`, `nobodys`. */
export async function workMatter(machine: Machine, principal: Principal, id: string, work: MatterWork): Promise<MatterStep | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const matter = await holdMatter(trx, id);
    if (matter === undefined) return refuse('no-such', 'There is no such matter.');
    if (matter.isClosed) return refuse('matter-closed', 'The matter was merged or closed before.');
    const done = await doWork(trx, principal, { id, matter }, work, now);
    if (isRefusal(done)) return done;
    const takenBy = principalName(principal);
    const step = await insertStep(trx, { matterId: id, ...done, takenAt: now, takenBy });
    await record(trx, {
      principal,
      at: now,
      action: `matter-${done.kind}`,
      subject: { kind: 'matter', id },
      details: { step: step.id, ...(done.owner === undefined ? {} : { owner: done.owner }) },
    });
    return step;
  });
}

type Done = Pick<MatterStep, 'kind' | 'note'> & { readonly owner?: string };

async function doWork(
  trx: Transaction,
  principal: Principal,
  { id, matter }: { readonly id: string; readonly matter: HeldMatter },
  work: MatterWork,
  now: Instant,
): Promise<Done | Refusal> {
  switch (work.kind) {
    case 'note':
      return { kind: 'noted', note: cleanParagraphs(work.note, NOTE_CHARACTERS_MAX) };
    case 'set-aside': {
      if (matter.isSetAside) return refuse('already-aside', 'The matter is put aside already.', 'Take it up first to give another reason.');
      const because = cleanParagraphs(work.because, NOTE_CHARACTERS_MAX);
      await markAside(trx, id, { at: now, by: principalName(principal), because });
      return { kind: 'set-aside', note: because };
    }
    case 'take-up':
      if (!matter.isSetAside) return refuse('not-aside', 'The matter is not put aside.');
      await markAside(trx, id, null);
      return { kind: 'taken-up' };
    case 'assign': {
      const owner = await ownerOf(trx, principal, work.accountId);
      if (isRefusal(owner)) return owner;
      await markOwner(trx, id, owner, now);
      return { kind: 'assigned', note: owner.name, owner: owner.name };
    }
    case 'let-go':
      if (matter.owner === undefined) return refuse('nobodys', 'Nobody looks after this matter.');
      await markOwner(trx, id, null, now);
      return { kind: 'released', note: matter.owner };
  }
}

/** Whose somebody asks for: an account, by its name too where a row has the name alone; or a name, whoever bears it. */
export async function whoseOf(
  trx: Transaction,
  { name, accountId }: { readonly name?: string | undefined; readonly accountId?: string | undefined },
): Promise<Whose | undefined> {
  if (accountId !== undefined) return { accountId, name: (await nameOfAccount(trx, accountId)) ?? name ?? '' };
  return name === undefined ? undefined : { name, byNameAlone: true };
}

/** A colleague by account, or who acts. Refusal: `no-such`. */
export async function ownerOf(trx: Transaction, principal: Principal, accountId: string | undefined): Promise<Owner | Refusal> {
  if (accountId === undefined)
    return {
      name: principalName(principal),
      ...('accountId' in principal && principal.accountId !== undefined ? { accountId: principal.accountId } : {}),
    };
  const colleague = (await listColleagues(trx)).find((one) => one.accountId === accountId);
  return colleague ?? refuse('no-such', 'There is no such colleague.');
}
