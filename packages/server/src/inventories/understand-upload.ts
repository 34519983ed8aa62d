import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import { linesByInstitution, type InstitutionLines, type Owners } from '@forewarn/core/inventories/lines-by-institution.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { findInstitution, findInstitutionsByName } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { mappingsOf } from './mapping-store.ts';
import { readUpload } from './read-upload.ts';
import { findUpload, type Upload } from './upload-store.ts';

/** A kept file read again (the reading itself is never stored), with whose lines are in it. */
export type UnderstoodUpload = {
  readonly kind: 'understood';
  readonly upload: Upload;
  readonly reading: InventoryReading;
  readonly groups: readonly InstitutionLines[];
  readonly problems: readonly Problem[];
};

/** Refusals: `no-such` upload, `input-unreadable` where this Forewarn no longer reads what an earlier one did, or what was said of its columns was taken back. */
export async function understandUpload(machine: Machine, principal: Principal, id: string): Promise<UnderstoodUpload | Refusal> {
  const kept = await asPrincipal(machine.database, principal, async (trx) => {
    const upload = await findUpload(trx, id);
    return upload === undefined ? undefined : { upload, remembered: await mappingsOf(trx, upload.institutionId) };
  });
  if (kept === undefined) return refuse('no-such', 'There is no such upload.');
  const { upload, remembered } = kept;
  const reading = await readUpload(upload.bytes, upload.fileName, { remembered });
  if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
  const owners = await asPrincipal(machine.database, principal, (trx) => findOwners(trx, upload.institutionId ?? undefined, reading.value));
  const { groups, problems } = linesByInstitution(reading.value.lines, owners);
  return { kind: 'understood', upload, reading: reading.value, groups, problems: [...problems, ...reading.problems] };
}

/** Whose lines a reading may hold: one institution's, or those that its names find. */
export async function findOwners(trx: Transaction, institutionId: string | undefined, reading: InventoryReading): Promise<Owners> {
  if (institutionId !== undefined) {
    const institution = await findInstitution(trx, institutionId);
    return institution === undefined ? { kind: 'by-name', institutions: [] } : { kind: 'one', institution };
  }
  const names = new Set(reading.lines.flatMap((line) => line.institution ?? []));
  return {
    kind: 'by-name',
    institutions: await findInstitutionsByName(
      trx,
      [...names].map((name) => name.replace(/\s+/g, ' ')),
    ),
  };
}
