import { unarmor } from 'openpgp';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { inspectCertificate } from './inspect-certificate.ts';
import { inspectOpenpgpKey } from './inspect-openpgp-key.ts';
import type { KeyFacts } from './key-facts.ts';

const OPENPGP_ARMOR = /-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----/;
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g;

/**
 * Reads what somebody handed in as a key: an armored OpenPGP key, a certificate as PEM, or either in base64. It is kept whatever is wrong with
 * it that time or its owner can mend. Refusals: `key-secret` (nothing of it is kept), `key-several`, `key-unreadable`.
 */
export async function readContactKey(text: string, now: Instant): Promise<KeyFacts | Refusal> {
  if (/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/.test(text)) return secret();
  const certificates = [...text.matchAll(PEM_CERTIFICATE)];
  if (certificates.length > 0)
    return certificateOf(
      certificates.map(([, body]) => Buffer.from(body ?? '', 'base64')),
      now,
    );
  const bytes = OPENPGP_ARMOR.test(text) ? await withoutArmor(text) : Buffer.from(text.replace(/\s/g, ''), 'base64');
  if (bytes === undefined || bytes.length === 0) return unreadable();
  const certificate = inspectCertificate(bytes, now);
  if (certificate !== undefined) return certificate;
  const key = await inspectOpenpgpKey(bytes, now);
  switch (key.kind) {
    case 'secret':
      return secret();
    case 'several':
      return several();
    case 'unreadable':
      return unreadable();
    default:
      return key;
  }
}

/** The end of the chain comes first (RFC 8446 §4.4.2, as tools export it); issuers after it are left out. */
function certificateOf(certificates: readonly Uint8Array[], now: Instant): KeyFacts | Refusal {
  const [first] = certificates;
  return (first === undefined ? undefined : inspectCertificate(first, now)) ?? unreadable();
}

async function withoutArmor(text: string): Promise<Uint8Array | undefined> {
  try {
    const { data } = await unarmor(text);
    return data instanceof Uint8Array ? data : undefined;
  } catch {
    return undefined;
  }
}

function secret(): Refusal {
  return refuse(
    'key-secret',
    'This is a secret key. Nothing of it was kept.',
    'Hand in the public key. Treat this secret key as lost: others may have seen it on the way.',
  );
}

function several(): Refusal {
  return refuse('key-several', 'There is more than one key in this.', 'Hand in one key at a time.');
}

function unreadable(): Refusal {
  return refuse(
    'key-unreadable',
    'This is neither an OpenPGP key nor a certificate.',
    'Export the public key as text (ASCII armor), or the certificate as PEM.',
  );
}
