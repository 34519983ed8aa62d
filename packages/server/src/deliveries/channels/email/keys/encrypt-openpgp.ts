import { createMessage, encrypt, readKey, type PrivateKey } from 'openpgp';

export type OpenpgpTask = {
  /** Binary, of the reader. */
  readonly readerKey: Uint8Array;
  /** Of the CERT; undefined: it is encrypted and not signed. */
  readonly signer: PrivateKey | undefined;
  readonly date: Date;
  readonly boundary: string;
};

/**
 * The entity as PGP/MIME: signed and encrypted in one (RFC 3156 §6.2), in `multipart/encrypted` (§4). The bytes differ at each attempt.
 * Throws where the library will not encrypt to the key.
 */
export async function encryptOpenpgp(entity: Buffer, { readerKey, signer, date, boundary }: OpenpgpTask): Promise<Buffer> {
  const armored = await encrypt({
    message: await createMessage({ binary: entity, date }),
    encryptionKeys: await readKey({ binaryKey: readerKey }),
    ...(signer === undefined ? {} : { signingKeys: signer }),
    date,
    format: 'armored',
  });
  return Buffer.from(
    [
      `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";`,
      ` boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: application/pgp-encrypted',
      'Content-Description: PGP/MIME version identification',
      '',
      'Version: 1',
      '',
      `--${boundary}`,
      'Content-Type: application/octet-stream; name="encrypted.asc"',
      'Content-Description: OpenPGP encrypted message',
      'Content-Disposition: inline; filename="encrypted.asc"',
      '',
      armored.trimEnd().replace(/\r?\n/g, '\r\n'),
      '',
      `--${boundary}--`,
      '',
    ].join('\r\n'),
    'latin1',
  );
}
