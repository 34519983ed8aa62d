import type { PublicKey } from 'openpgp';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Fetched } from '../../../outbound/fetch-safely.ts';
import type { FetchFault } from '../../../outbound/fetch-fault.ts';
import type { HashCheck, SignatureCheck } from '../../raw-document.ts';
import { BESIDE_BYTES_MAX, DOCUMENT_BYTES_MAX, type Ask, type Validators } from '../ask.ts';
import type { ListedDocument } from '../listing.ts';
import { checkHash } from './check-hash.ts';
import { checkSignature } from './check-signature.ts';

export type CheckedDocument = Validators & {
  readonly kind: 'fetched';
  readonly bytes: Uint8Array;
  readonly hashCheck: HashCheck;
  readonly signatureCheck: SignatureCheck;
};
export type DocumentOutcome = CheckedDocument | { readonly kind: 'not-modified' } | FetchFault;

/**
 * Fetches a document with the hashes and the signature beside it, and checks them. A hash or signature that can't be fetched for now makes
 * the document fail for now; one that is not there is `absent`. What does not fit is fetched a second time: a publisher
 * may be replacing the files at this moment.
 */
export async function fetchDocument(
  ask: Ask,
  listed: ListedDocument,
  keys: readonly PublicKey[],
  validators: Validators,
  now: Instant,
): Promise<DocumentOutcome> {
  const first = await fetchOnce(ask, listed, keys, validators, now);
  if (first.kind !== 'fetched' || (first.hashCheck.kind !== 'mismatch' && first.signatureCheck.kind !== 'invalid')) return first;
  const second = await fetchOnce(ask, listed, keys, {}, now);
  return second.kind === 'fetched' ? second : first;
}

async function fetchOnce(
  ask: Ask,
  listed: ListedDocument,
  keys: readonly PublicKey[],
  validators: Validators,
  now: Instant,
): Promise<DocumentOutcome> {
  const [document, hashFiles, signatureFile] = await Promise.all([
    ask(listed.url, { sizeBytesMax: DOCUMENT_BYTES_MAX, ...validators }),
    askForHashes(ask, listed),
    askBeside(ask, listed.signatureUrl ?? `${listed.url}.asc`),
  ]);
  if (document.kind !== 'fetched') return document;
  if ('kind' in hashFiles) return hashFiles;
  if (signatureFile?.kind === 'fault') return signatureFile;
  return {
    kind: 'fetched',
    bytes: document.bytes,
    ...(document.etag === undefined ? {} : { etag: document.etag }),
    ...(document.lastModified === undefined ? {} : { lastModified: document.lastModified }),
    hashCheck: checkHash(document.bytes, hashFiles),
    signatureCheck: signatureFile === undefined ? { kind: 'absent' } : await checkSignature(document.bytes, signatureFile.bytes, keys, now),
  };
}

/** All that the listing names; where it names none, the first that lies beside the document. */
async function askForHashes(ask: Ask, listed: ListedDocument): Promise<readonly Fetched[] | FetchFault> {
  if (listed.hashUrls.length === 0) {
    const sha512 = await askBeside(ask, `${listed.url}.sha512`);
    const found = sha512 ?? (await askBeside(ask, `${listed.url}.sha256`));
    if (found === undefined) return [];
    return found.kind === 'fault' ? found : [found];
  }
  const answers = await Promise.all(listed.hashUrls.map((url) => askBeside(ask, url)));
  const fault = answers.find((answer) => answer?.kind === 'fault');
  return fault?.kind === 'fault' ? fault : answers.flatMap((answer) => (answer?.kind === 'fetched' ? [answer] : []));
}

/** Undefined where there is no such file, or where what is there can't be a hash or signature. */
async function askBeside(ask: Ask, url: string): Promise<Fetched | FetchFault | undefined> {
  const answer = await ask(url, { sizeBytesMax: BESIDE_BYTES_MAX });
  if (answer.kind === 'fetched') return answer;
  return answer.kind === 'fault' && answer.mayPass ? answer : undefined;
}
