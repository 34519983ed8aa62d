import { readAdvisory } from '@forewarn/core/advisories/formats/registry.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findDocument } from './document-store.ts';
import { cursorOf, readCursor } from './page-cursor.ts';
import { listUndecided, type Retrieval } from './retrieval-store.ts';

export type QuarantinedDocument = Retrieval & { readonly title?: string; readonly trackingId?: string; readonly publisher?: string };

const PAGE = 100;
/** Larger ones are listed without what they say: this runs in the server's own process. */
const READ_HERE_BYTES_MAX = 1024 * 1024;

/** Documents in quarantine that nobody decided about, oldest first, with what they say that they are. */
export async function listQuarantined(
  machine: Machine,
  principal: Principal,
  query: { readonly after?: string; readonly limit?: number },
): Promise<{ documents: QuarantinedDocument[]; next?: string }> {
  const limit = query.limit ?? PAGE;
  const after = readCursor(query.after);
  return asPrincipal(machine.database, principal, async (trx) => {
    const found = await listUndecided(trx, {
      after: after === undefined ? undefined : { retrievedAt: after.at, id: after.id },
      limit: limit + 1,
    });
    const documents: QuarantinedDocument[] = [];
    for (const retrieval of found.slice(0, limit)) {
      const isRead = retrieval.sizeBytes <= READ_HERE_BYTES_MAX;
      const bytes = isRead ? await findDocument(trx, Buffer.from(retrieval.sha256, 'hex')) : undefined;
      documents.push({ ...retrieval, ...(bytes === undefined ? {} : claimsOf(bytes)) });
    }
    const last = documents.at(-1);
    return found.length > limit && last !== undefined ? { documents, next: cursorOf(last.retrievedAt, last.id) } : { documents };
  });
}

function claimsOf(bytes: Uint8Array): { title?: string; trackingId?: string; publisher?: string } {
  const reading = readAdvisory(bytes);
  if (reading.kind === 'unreadable') return {};
  const { title, trackingId, publisher } = reading.value.advisory;
  return { title, trackingId, publisher: publisher.name };
}
