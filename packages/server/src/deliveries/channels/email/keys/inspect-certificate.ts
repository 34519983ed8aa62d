import { X509Certificate } from 'node:crypto';
import { fromBER } from 'asn1js';
import { Certificate } from 'pkijs';
import { instantOf, millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';
import type { KeyFault } from '@forewarn/core/deliveries/contact-key.ts';
import { mailAddress } from '../mail-address.ts';
import { ADDRESSES_MAX, KEY_BYTES_MAX, type KeyFacts } from './key-facts.ts';

const RSA_BITS_MIN = 2_048;
const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
/** RFC 5280 §4.2.1.3, §4.2.1.12. */
const KEY_USAGE = '2.5.29.15';
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
const ANY_USAGE = '2.5.29.37.0';

/**
 * What an S/MIME certificate (RFC 8550, DER) is good for at `now`. Whether its issuer is to be trusted is not asked: the institution itself
 * handed it in (decision record 023). Undefined where it is none. Never throws.
 */
export function inspectCertificate(bytes: Uint8Array, now: Instant): KeyFacts | undefined {
  if (bytes.length > KEY_BYTES_MAX) return undefined;
  try {
    const certificate = new X509Certificate(bytes);
    const fault = faultOf(certificate, now);
    return {
      kind: 'smime',
      bytes: certificate.raw,
      fingerprint: certificate.fingerprint256.replaceAll(':', ''),
      algorithm: algorithmOf(certificate),
      addresses: addressesOf(certificate),
      expiresAt: instantOf(Date.parse(certificate.validTo)),
      fault,
    };
  } catch {
    return undefined;
  }
}

function faultOf(certificate: X509Certificate, now: Instant): KeyFault | undefined {
  if (Date.parse(certificate.validTo) <= millisecondsOf(now)) return 'expired';
  if (Date.parse(certificate.validFrom) > millisecondsOf(now)) return 'not-yet';
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const isStrong =
    (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_BITS_MIN) ||
    (asymmetricKeyType === 'ec' && CURVES[asymmetricKeyDetails?.namedCurve ?? ''] !== undefined);
  if (!isStrong) return 'algorithm';
  return mayBeEncryptedTo(certificate) ? undefined : 'no-encryption';
}

/** Without the extension everything is allowed. `keyEncipherment` is bit 2 and for RSA, `keyAgreement` bit 4 and for curves. */
function mayBeEncryptedTo(certificate: X509Certificate): boolean {
  const purposes: readonly string[] | undefined = certificate.keyUsage;
  if (purposes !== undefined && !purposes.includes(EMAIL_PROTECTION) && !purposes.includes(ANY_USAGE)) return false;
  const extensions = new Certificate({ schema: fromBER(certificate.raw).result }).extensions ?? [];
  const usage = extensions.find(({ extnID }) => extnID === KEY_USAGE);
  if (usage === undefined) return true;
  const bits = new Uint8Array((usage.parsedValue as { valueBlock: { valueHexView: Uint8Array } }).valueBlock.valueHexView)[0] ?? 0;
  return (bits & (certificate.publicKey.asymmetricKeyType === 'ec' ? 0x08 : 0x20)) !== 0;
}

function algorithmOf({ publicKey }: X509Certificate): string {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  return [publicKey.asymmetricKeyType, modulusLength ?? CURVES[namedCurve ?? ''] ?? namedCurve]
    .filter((part) => part !== undefined)
    .join(' ');
}

function addressesOf({ subjectAltName, subject }: X509Certificate): readonly string[] {
  const named = [...(subjectAltName ?? '').matchAll(/(?:^|, )email:([^,"]+)/g), ...(subject ?? '').matchAll(/^emailAddress=(.+)$/gm)];
  return [...new Set(named.flatMap(([, text]) => mailAddress(text ?? '') ?? []))].slice(0, ADDRESSES_MAX);
}
