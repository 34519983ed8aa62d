import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../machine.ts';
import { ingestDocument, ingestDocuments, type Ingested } from './ingest-document.ts';
import type { RawDocument } from './raw-document.ts';

/** In one transaction; where that fails one by one, so that a document which we can't take in does not hold up the others. */
export async function ingestAll(
  machine: Machine,
  raws: readonly RawDocument[],
  principal: Principal,
): Promise<readonly (Ingested | { readonly kind: 'not-taken-in' })[]> {
  try {
    return await ingestDocuments(machine, raws, principal);
  } catch (cause) {
    machine.log.error({ err: cause, count: raws.length }, 'documents could not be taken in together; trying one by one');
  }
  const outcomes: (Ingested | { readonly kind: 'not-taken-in' })[] = [];
  for (const raw of raws) {
    try {
      outcomes.push(await ingestDocument(machine, raw, principal));
    } catch (cause) {
      machine.log.error({ err: cause, url: raw.url }, 'a document could not be taken in');
      outcomes.push({ kind: 'not-taken-in' });
    }
  }
  return outcomes;
}
