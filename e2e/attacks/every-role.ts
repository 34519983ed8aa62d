import { idOf } from '@forewarn/core/basics/ids.ts';
import { ACCOUNT_KINDS, principalOfAccount, rolesOfAccount, type Account } from '@forewarn/core/institutions/account.ts';
import { CONSENT_SCOPES, type Principal } from '@forewarn/core/institutions/principal.ts';
import { newId } from '@forewarn/server/database/new-id.ts';
import { makeToken } from '@forewarn/server/sessions/tokens.ts';
import type { AttackPlace } from './attack-place.ts';

/** Somebody of one kind and one role, with the headers that say so. */
export type Somebody = { readonly who: string; readonly principal: Principal; readonly headers: Readonly<Record<string, string>> };

/** One account with one role for each role there is, of the victim where it is an institution's, and a provider for each consent. */
export async function everyRole(place: AttackPlace): Promise<readonly Somebody[]> {
  const branch = newId<'Branch'>(place.machine.clock.now());
  await place.rows(`insert into forewarn.branches (id, name) values ($1, $2)`, [branch, `Branche ${branch}`]);
  const provider = await addProvider(place);
  const everybody: Somebody[] = [];
  for (const kind of ACCOUNT_KINDS.filter((one) => one !== 'service'))
    for (const role of rolesOfAccount({ kind })) {
      const account: Account = {
        id: newId<'Account'>(place.machine.clock.now()),
        kind,
        name: `${kind} ${role}`,
        roles: [role],
        ...(kind === 'institution' ? { institutionId: place.victim.id } : {}),
        ...(kind === 'provider' ? { providerId: provider } : {}),
        ...(kind === 'supplier' ? { supplier: 'Meridiaan' } : {}),
        ...(kind === 'branch' ? { branchId: branch } : {}),
      };
      everybody.push({
        who: account.name,
        principal: principalOfAccount(account, 'token'),
        headers: bearer(await tokenOf(place, account)),
      });
    }
  for (const scope of CONSENT_SCOPES) everybody.push(await actingProvider(place, scope));
  return everybody;
}

/** A provider that the victim lets do only this for it. */
async function actingProvider(place: AttackPlace, scope: (typeof CONSENT_SCOPES)[number]): Promise<Somebody> {
  const providerId = await addProvider(place);
  const now = place.machine.clock.now();
  await place.rows(
    `insert into forewarn.provider_consents (id, provider_id, institution_id, scopes, given_at, given_by) values ($1, $2, $3, $4, $5, 'test')`,
    [newId<'Consent'>(now), providerId, place.victim.id, [scope], now],
  );
  const account: Account = { id: newId<'Account'>(now), kind: 'provider', name: `acting to ${scope}`, roles: ['provider'], providerId };
  return {
    who: account.name,
    principal: {
      kind: 'institution',
      name: account.name,
      institutionId: idOf<'Institution'>(place.victim.id),
      onBehalf: { providerId: idOf<'Provider'>(providerId), scopes: [scope] },
    },
    headers: { ...bearer(await tokenOf(place, account)), 'x-acting-for': place.victim.id },
  };
}

async function addProvider(place: AttackPlace): Promise<string> {
  const now = place.machine.clock.now();
  const id = newId<'Provider'>(now);
  await place.rows(`insert into forewarn.providers (id, name, added_at) values ($1, $2, $3)`, [id, `Beheerpartij ${id}`, now]);
  return id;
}

async function tokenOf(place: AttackPlace, account: Account): Promise<string> {
  const now = place.machine.clock.now();
  await place.rows(
    `insert into forewarn.accounts (id, kind, name, roles, institution_id, provider_id, supplier, branch_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      account.id,
      account.kind,
      account.name,
      account.roles,
      account.institutionId ?? null,
      account.providerId ?? null,
      account.supplier ?? null,
      account.branchId ?? null,
      now,
    ],
  );
  return makeToken(place.machine.database, { kind: 'account', name: account.name, account }, now);
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
