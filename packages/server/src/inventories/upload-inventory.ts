import { createHash } from 'node:crypto';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { ColumnMapping } from '@forewarn/core/inventories/column-mapping.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { readUpload } from './read-upload.ts';
import { mappingsOf, rememberMapping } from './mapping-store.ts';
import { insertUpload } from './upload-store.ts';

export type UploadedFile = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly institutionId?: string;
  /** What the uploader says of the columns of a table; remembered where the file can be read with it. */
  readonly columns?: ColumnMapping;
};

/**
 * Keeps a file as it came, to be accepted later; of a table also what was said of its columns, for the next one with the same headings. `institutionId` says whose it is; a file of the CERT without one
 * names its institutions itself. Refusals: `no-such` institution, `input-unreadable` with what is wrong (the file is then not kept).
 */
export async function uploadInventory(
  machine: Machine,
  principal: Principal,
  file: UploadedFile,
): Promise<{ kind: 'uploaded'; id: string } | (Refusal & { problems?: readonly Problem[] })> {
  const institutionId = file.institutionId ?? (principal.kind === 'institution' ? principal.institutionId : undefined);
  const remembered = await asPrincipal(machine.database, principal, (trx) => mappingsOf(trx, institutionId ?? null));
  const reading = await readUpload(file.bytes, file.fileName, {
    remembered,
    ...(file.columns === undefined ? {} : { given: file.columns }),
  });
  if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    if (institutionId !== undefined && (await findInstitution(trx, institutionId)) === undefined)
      return refuse('no-such', 'There is no such institution.');
    const id = newId<'Upload'>(now);
    const sha256 = createHash('sha256').update(file.bytes).digest();
    await insertUpload(trx, {
      id,
      institutionId: institutionId ?? null,
      fileName: file.fileName,
      format: reading.value.format,
      sha256,
      bytes: file.bytes,
      uploadedAt: now,
      uploadedBy: principalName(principal),
    });
    if (file.columns !== undefined && reading.value.headings !== undefined) {
      const mapping = { id: newId<'Mapping'>(now), headings: reading.value.headings, columns: file.columns.columns };
      const mappingId = await rememberMapping(trx, {
        ...mapping,
        institutionId: institutionId ?? null,
        madeAt: now,
        madeBy: principalName(principal),
      });
      await record(trx, {
        principal,
        at: now,
        action: 'inventory-mapping-remembered',
        subject: { kind: 'inventory-mapping', id: mappingId },
        institutionId,
        details: { columns: file.columns.columns.length },
      });
    }
    await record(trx, {
      principal,
      at: now,
      action: 'inventory-uploaded',
      subject: { kind: 'upload', id },
      institutionId,
      details: { sha256: sha256.toString('hex') },
    });
    return { kind: 'uploaded', id } as const;
  });
}
