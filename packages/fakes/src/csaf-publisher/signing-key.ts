import { createMessage, generateKey, readPrivateKey, sign } from 'openpgp';

export type SigningKey = {
  /** 40 hex digits in capitals. */
  readonly fingerprint: string;
  readonly armoredPublicKey: string;
  /** A detached, armored signature (CSAF 2.0 §7.1.19). */
  readonly sign: (bytes: Uint8Array) => Promise<string>;
};

export type SigningKeySettings = {
  readonly name: string;
  readonly email: string;
  readonly madeAt?: Date;
  /** From `madeAt`; absent: never expires. */
  readonly lifetimeSeconds?: number;
  /** The moment that signatures state; absent: now. */
  readonly signsAt?: Date;
};

/** A key of the older elliptic kind, which every OpenPGP program in use understands. */
export async function makeSigningKey(settings: SigningKeySettings): Promise<SigningKey> {
  const made = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [{ name: settings.name, email: settings.email }],
    date: settings.madeAt ?? new Date(),
    keyExpirationTime: settings.lifetimeSeconds ?? 0,
    format: 'armored',
  });
  const key = await readPrivateKey({ armoredKey: made.privateKey });
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    armoredPublicKey: made.publicKey,
    sign: async (bytes) =>
      await sign({
        message: await createMessage({ binary: bytes }),
        signingKeys: key,
        detached: true,
        format: 'armored',
        ...(settings.signsAt === undefined ? {} : { date: settings.signsAt }),
      }),
  };
}
