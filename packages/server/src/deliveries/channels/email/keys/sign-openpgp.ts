import { createMessage, enums, SignaturePacket, sign, type PrivateKey } from 'openpgp';
import { signedEntity } from './signed-entity.ts';

/** The entity in `multipart/signed` with a detached OpenPGP signature over its bytes (RFC 3156 §5). */
export async function signOpenpgp(entity: Buffer, key: PrivateKey, date: Date, boundary: string): Promise<Buffer> {
  const signature = await sign({
    message: await createMessage({ binary: entity, date }),
    signingKeys: key,
    detached: true,
    format: 'object',
    date,
  });
  const packet = signature.packets[0];
  const hash = packet instanceof SignaturePacket ? packet.hashAlgorithm : undefined;
  const armored = signature.armor().replace(/\r?\n/g, '\r\n');
  return signedEntity(entity, {
    boundary,
    protocol: 'application/pgp-signature',
    micalg: `pgp-${enums.read(enums.hash, hash ?? enums.hash.sha512)}`,
    signature: `Content-Type: application/pgp-signature; name="signature.asc"\r\nContent-Description: OpenPGP digital signature\r\nContent-Disposition: attachment; filename="signature.asc"\r\n\r\n${armored}`,
  });
}
