import { DOCUMENT_BYTES_MAX, type Ask, type Validators } from './ask.ts';
import type { DocumentOutcome } from './csaf/fetch-document.ts';

/** Fetches a record that has nothing beside it: TLS is all that vouches for it. */
export async function fetchRecord(ask: Ask, url: string, validators: Validators): Promise<DocumentOutcome> {
  const answer = await ask(url, { sizeBytesMax: DOCUMENT_BYTES_MAX, ...validators });
  if (answer.kind !== 'fetched') return answer;
  const { bytes, etag, lastModified } = answer;
  return {
    kind: 'fetched',
    bytes,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    hashCheck: { kind: 'absent' },
    signatureCheck: { kind: 'absent' },
  };
}
