import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../machine.ts';
import { ingestDocument, type Ingested } from './ingest-document.ts';

/** A document that a person hands in: taken in like one from a source, without hash or signature to check; the audit trail says who. */
export async function handInDocument(machine: Machine, principal: Principal, bytes: Uint8Array, fileName: string): Promise<Ingested> {
  return ingestDocument(
    machine,
    {
      url: `handed-in:${encodeURIComponent(cleanText(fileName, 255))}`,
      bytes,
      retrievedAt: machine.clock.now(),
      hashCheck: { kind: 'absent' },
      signatureCheck: { kind: 'absent' },
      verdict: 'accepted',
    },
    principal,
  );
}
