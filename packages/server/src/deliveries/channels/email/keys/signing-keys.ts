import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PrivateKey } from 'openpgp';
import type { Config } from '../../../../config.ts';
import { InternalFault } from '../../../../internal-fault.ts';

/** The CERT's own S/MIME key with its certificate and those of its issuers, the own one first. */
export type SmimeSigner = { readonly key: KeyObject; readonly certificates: readonly [X509Certificate, ...X509Certificate[]] };

/** What the CERT signs its mail with; both may be there. */
export type SigningKeys = { readonly openpgp?: PrivateKey; readonly smime?: SmimeSigner };

/** Reads the CERT's own keys from their files. Throws `InternalFault` in words: a CERT that means to sign must not send unsigned. */
export async function signingKeys(config: Pick<Config, 'openpgpKeyFile' | 'smimeKeyFile'>): Promise<SigningKeys> {
  const { openpgpKeyFile, smimeKeyFile } = config;
  return {
    ...(openpgpKeyFile === undefined ? {} : { openpgp: await openpgpSigner(openpgpKeyFile) }),
    ...(smimeKeyFile === undefined ? {} : { smime: smimeSigner(smimeKeyFile) }),
  };
}

async function openpgpSigner(path: string): Promise<PrivateKey> {
  const { readPrivateKey } = await import('openpgp'); // large, and not every CERT signs so
  const key = await readPrivateKey({ armoredKey: textOf(path) }).catch((cause: unknown) => {
    throw new InternalFault(`${path} (FOREWARN_OPENPGP_KEY) holds no armored OpenPGP secret key.`, { cause });
  });
  if (!key.isDecrypted())
    throw new InternalFault(`The key in ${path} has a passphrase. Export it without one, and let nobody else read the file.`);
  return key;
}

function smimeSigner(path: string): SmimeSigner {
  const text = textOf(path);
  try {
    const key = createPrivateKey(text);
    const pems = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
    const [own, ...issuers] = pems
      .map((pem) => new X509Certificate(pem))
      .toSorted((a, b) => Number(b.checkPrivateKey(key)) - Number(a.checkPrivateKey(key)));
    if (own === undefined || !own.checkPrivateKey(key)) throw new Error('no certificate in it belongs to its key');
    return { key, certificates: [own, ...issuers] };
  } catch (cause) {
    throw new InternalFault(`${path} (FOREWARN_SMIME_KEY) can't be used: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new InternalFault(`${path} can't be read; mail would go unsigned.`, { cause });
  }
}
