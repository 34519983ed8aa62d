import { createHash } from 'node:crypto';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { linesByInstitution } from '@forewarn/core/inventories/lines-by-institution.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { findInstitutionsByName } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import type { AcceptedInventory } from './accept-inventory.ts';
import { acceptGroups } from './accept-upload.ts';
import { mappingsOf } from './mapping-store.ts';
import { readUpload } from './read-upload.ts';
import { findOwners } from './understand-upload.ts';
import { insertUpload, markAccepted } from './upload-store.ts';

export type ImportedFile = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly inventory: string;
  /** Name of the institution whose lines these are, where the file does not say. */ readonly institution?: string;
};
export type ImportedInventory = {
  readonly kind: 'imported';
  readonly outcomes: readonly AcceptedInventory[];
  readonly problems: readonly Problem[];
};

/**
 * Takes over a file in one go, as an operator does: kept byte for byte, read, and accepted per institution. Refusals: `no-such`
 * institution, `input-unreadable` with its problems. `onProgress` hears how many institutions of how many are done.
 */
export async function importInventory(
  machine: Machine,
  principal: Principal,
  file: ImportedFile,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<ImportedInventory | (Refusal & { readonly problems?: readonly Problem[] })> {
  const named = file.institution;
  const found = await asPrincipal(machine.database, principal, async (trx) => {
    const [owner] = named === undefined ? [] : await findInstitutionsByName(trx, [named]);
    return { owner, remembered: await mappingsOf(trx, owner?.id ?? null) };
  });
  if (named !== undefined && found.owner === undefined)
    return refuse('no-such', `There is no institution called "${named}".`, 'Import the institutions first.');
  const { owner, remembered } = found;
  const reading = await readUpload(file.bytes, file.fileName, { remembered });
  if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
  const now = machine.clock.now();
  const prepared = await asPrincipal(machine.database, principal, async (trx) => {
    const uploadId = newId<'Upload'>(now);
    const sha256 = createHash('sha256').update(file.bytes).digest();
    await insertUpload(trx, {
      id: uploadId,
      institutionId: owner?.id ?? null,
      fileName: file.fileName,
      format: reading.value.format,
      sha256,
      bytes: file.bytes,
      uploadedAt: now,
      uploadedBy: principalName(principal),
    });
    return { uploadId, owners: await findOwners(trx, owner?.id, reading.value) };
  });
  const { groups, problems } = linesByInstitution(reading.value.lines, prepared.owners);
  const submission = { inventory: file.inventory, uploadId: prepared.uploadId, receivedFrom: `import ${file.fileName}` };
  const outcomes = await acceptGroups(machine, principal, groups, submission, (done) => onProgress(done, groups.length));
  await asPrincipal(machine.database, principal, (trx) => markAccepted(trx, prepared.uploadId, machine.clock.now()));
  return { kind: 'imported', outcomes, problems: [...problems, ...reading.problems] };
}
