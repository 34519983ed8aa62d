import { createPublicKey } from 'node:crypto';
import { well, worthALook, wrong, type Finding } from './finding.ts';

const CHECK = 'sender-dkim';
/** RFC 8301 §3.2: less than 1,024 must not be used, and 2,048 should be. */
const RSA_BITS_MIN = 1_024;
const RSA_BITS_GOOD = 2_048;

/** What stands at a DKIM selector (RFC 6376 §3.6.1): there, one, not withdrawn, a key that can be read and is long enough. */
export function judgeDkim(name: string, records: readonly string[]): Finding {
  const keys = records.map(tagsOf).filter((tags) => tags.has('p'));
  const hint = `Publish the public key that your mail server signs with as TXT at ${name}.`;
  const [key, second] = keys;
  if (key === undefined)
    return wrong(CHECK, { message: `There is no DKIM key at ${name}: what is signed with it is taken for forged.`, hint });
  if (second !== undefined)
    return wrong(CHECK, { message: `There are ${keys.length} DKIM keys at ${name}; which one counts is not said.`, hint: 'Leave one.' });
  const text = key.get('p')?.replaceAll(/\s/g, '') ?? '';
  if (text === '') return wrong(CHECK, { message: `The DKIM key at ${name} is withdrawn (p= is empty).`, hint });
  const bits = key.get('k') === 'ed25519' ? ed25519Bits(text) : rsaBits(text);
  if (bits === undefined) return wrong(CHECK, { message: `The DKIM key at ${name} can't be read.`, hint });
  const longer = 'Let your mail server sign with a key of 2,048 bits under a new selector.';
  if (key.get('k') === 'ed25519') return well(CHECK, `The DKIM key at ${name} is there (ed25519).`);
  if (bits < RSA_BITS_MIN)
    return wrong(CHECK, { message: `The DKIM key at ${name} has ${bits} bits; receivers ignore what is signed with it.`, hint: longer });
  if ((key.get('t') ?? '').split(':').includes('y'))
    return worthALook(CHECK, `The DKIM key at ${name} says that it is a trial (t=y).`, 'Take t=y away when signing works.');
  if (bits < RSA_BITS_GOOD) return worthALook(CHECK, `The DKIM key at ${name} has ${bits} bits.`, longer);
  return well(CHECK, `The DKIM key at ${name} is there (${bits} bits).`);
}

/** `tag=value; …` (RFC 6376 §3.2); what is no tag is left out. */
export function tagsOf(record: string): ReadonlyMap<string, string> {
  return new Map(
    record.split(';').flatMap((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const];
    }),
  );
}

function rsaBits(base64: string): number | undefined {
  const der = Buffer.from(base64, 'base64');
  // Written as SubjectPublicKeyInfo, by some as RSAPublicKey (RFC 6376 erratum 3017).
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key: der, format: 'der', type });
      return asymmetricKeyType === 'rsa' ? asymmetricKeyDetails?.modulusLength : undefined;
    } catch {
      // The other way, or no key.
    }
  }
  return undefined;
}

/** RFC 8463 §4: the 32 bytes alone. */
function ed25519Bits(base64: string): number | undefined {
  return Buffer.from(base64, 'base64').length === 32 ? 256 : undefined;
}
