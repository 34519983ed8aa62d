import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/** A file as it came, kept byte for byte. `institutionId` is null for a file of the CERT that names several institutions. */
export type Upload = {
  readonly id: string;
  readonly institutionId: string | null;
  readonly fileName: string;
  readonly format: string;
  readonly uploadedAt: Instant;
  readonly uploadedBy: string;
  readonly acceptedAt?: Instant;
};

export async function insertUpload(
  trx: Transaction,
  upload: Upload & { readonly sha256: Uint8Array; readonly bytes: Uint8Array },
): Promise<void> {
  await sql`insert into forewarn.inventory_uploads (id, institution_id, file_name, format, sha256, bytes, uploaded_at, uploaded_by, accepted_at)
    values (${upload.id}, ${upload.institutionId}, ${upload.fileName}, ${upload.format}, ${Buffer.from(upload.sha256)}, ${Buffer.from(upload.bytes)}, ${upload.uploadedAt}, ${upload.uploadedBy},
      ${upload.acceptedAt ?? null})`.execute(trx);
}

type Row = {
  id: string;
  institution_id: string | null;
  file_name: string;
  format: string;
  bytes: Uint8Array;
  uploaded_at: Instant;
  uploaded_by: string;
  accepted_at: Instant | null;
};

export async function findUpload(trx: Transaction, id: string): Promise<(Upload & { readonly bytes: Uint8Array }) | undefined> {
  const found =
    await sql<Row>`select id, institution_id, file_name, format, bytes, uploaded_at, uploaded_by, accepted_at from forewarn.inventory_uploads where id = ${id}`.execute(
      trx,
    );
  const row = found.rows[0];
  if (row === undefined) return undefined;
  return {
    id: row.id,
    institutionId: row.institution_id,
    fileName: row.file_name,
    format: row.format,
    bytes: row.bytes,
    uploadedAt: row.uploaded_at,
    uploadedBy: row.uploaded_by,
    acceptedAt: row.accepted_at ?? undefined,
  };
}

/** The first time counts. */
export async function markAccepted(trx: Transaction, id: string, now: Instant): Promise<void> {
  await sql`update forewarn.inventory_uploads set accepted_at = ${now} where id = ${id} and accepted_at is null`.execute(trx);
}
