import { stat } from 'node:fs/promises';
import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { signingKeys, type SigningKeys } from '../../deliveries/channels/email/keys/signing-keys.ts';
import { explainFault } from '../explain-fault.ts';
import { endFinding } from './end-finding.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import type { Place } from './place.ts';

const HINT = 'Make a new one where you made this one, publish it, and put its path in the setting (docs/operating/keys.md).';

/** What the CERT signs its mail with: readable by its owner alone, able to sign, and until when. */
export async function* examineSigningKeys(place: Place): AsyncGenerator<Finding> {
  const { openpgpKeyFile, smimeKeyFile } = place.config;
  if (openpgpKeyFile === undefined && smimeKeyFile === undefined) {
    yield worthALook(
      'signing-keys',
      'Mail goes out without a signature: neither an OpenPGP nor an S/MIME key is set.',
      'Set FOREWARN_OPENPGP_KEY or FOREWARN_SMIME_KEY (docs/operating/channels.md).',
    );
    return;
  }
  if (openpgpKeyFile !== undefined)
    yield await examineKey('openpgp-key', openpgpKeyFile, place, { openpgpKeyFile, smimeKeyFile: undefined });
  if (smimeKeyFile !== undefined) yield await examineKey('smime-key', smimeKeyFile, place, { openpgpKeyFile: undefined, smimeKeyFile });
}

async function examineKey(check: string, path: string, { now }: Place, one: Parameters<typeof signingKeys>[0]): Promise<Finding> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && (found.mode & 0o077) !== 0)
    return wrong(check, {
      message: `${path} can be read by others (mode ${(found.mode & 0o777).toString(8)}): they could sign as you.`,
      hint: `chmod 600 ${path}`,
    });
  let keys: SigningKeys;
  try {
    keys = await signingKeys(one);
  } catch (cause) {
    return wrong(check, { message: explainFault(cause).message, hint: `${HINT} Until then no mail goes out.` });
  }
  const certificate = keys.smime?.certificates[0];
  if (certificate !== undefined) return endFinding(check, 'The S/MIME certificate', certificate.validTo, now, HINT);
  const at = new Date(millisecondsOf(now));
  const [end, canSign] = [await keys.openpgp?.getExpirationTime().catch(() => undefined), await canSignAt(keys, at)];
  if (end instanceof Date) return endFinding(check, 'The OpenPGP key', end.toISOString(), now, HINT);
  return canSign
    ? well(check, 'The OpenPGP key signs, and has no end.')
    : wrong(check, { message: 'The OpenPGP key can not sign: it is withdrawn, or too weak.', hint: HINT });
}

async function canSignAt({ openpgp }: SigningKeys, at: Date): Promise<boolean> {
  return openpgp === undefined
    ? true
    : openpgp.getSigningKey(undefined, at).then(
        () => true,
        () => false,
      );
}
