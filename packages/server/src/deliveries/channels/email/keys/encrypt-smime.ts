import * as asn1 from 'asn1js';
import { Certificate, ContentInfo, EnvelopedData } from 'pkijs';
import { base64Lines } from '../mime-entity.ts';

/** RFC 8551 §2.7; pkijs names it as WebCrypto does. */
const AES_256_CBC: { readonly name: string; readonly length: number } = { name: 'AES-CBC', length: 256 };
const ENVELOPED_DATA = '1.2.840.113549.1.7.3';

/**
 * The entity as `application/pkcs7-mime; smime-type=enveloped-data` (RFC 8551 §3.3): AES-256 in CBC, the key by RSA-OAEP or by ECDH as the
 * certificate asks. What is in it is signed before, so that a change is seen. The bytes differ at each attempt. Throws where the certificate
 * can't be encrypted to.
 */
export async function encryptSmime(entity: Buffer, certificate: Uint8Array): Promise<Buffer> {
  const enveloped = new EnvelopedData();
  enveloped.addRecipientByCertificate(new Certificate({ schema: asn1.fromBER(Buffer.from(certificate)).result }), {
    oaepHashAlgorithm: 'SHA-256',
  });
  await enveloped.encrypt(AES_256_CBC, new Uint8Array(entity).buffer);
  const content = new ContentInfo({ contentType: ENVELOPED_DATA, content: enveloped.toSchema() });
  return Buffer.from(
    `Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7m"\r\n\r\n${base64Lines(new Uint8Array(content.toSchema().toBER()))}\r\n`,
    'latin1',
  );
}
