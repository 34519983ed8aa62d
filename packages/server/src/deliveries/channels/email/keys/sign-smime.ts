import { createHash, webcrypto, type KeyObject } from 'node:crypto';
import * as asn1 from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { InternalFault } from '../../../../internal-fault.ts';
import { base64Lines } from '../mime-entity.ts';
import { signedEntity } from './signed-entity.ts';
import type { SmimeSigner } from './signing-keys.ts';

/** RFC 5652 §11. */
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const DATA = '1.2.840.113549.1.7.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';

/** The entity in `multipart/signed` with a detached CMS signature by SHA-256 (RFC 8551 §3.5.3), the CERT's certificates with it. */
export async function signSmime(entity: Buffer, signer: SmimeSigner, date: Date, boundary: string): Promise<Buffer> {
  return signedEntity(entity, {
    boundary,
    protocol: 'application/pkcs7-signature',
    micalg: 'sha-256',
    signature: `Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7s"\r\nContent-Description: S/MIME signature\r\n\r\n${base64Lines(await signatureOver(entity, signer, date))}`,
  });
}

async function signatureOver(entity: Buffer, { key, certificates }: SmimeSigner, date: Date): Promise<Uint8Array> {
  const chain = certificates.map(({ raw }) => new Certificate({ schema: asn1.fromBER(raw).result }));
  const [own] = chain;
  if (own === undefined) throw new InternalFault('there is no certificate to sign with');
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: DATA }), // detached: the content stands in the other part
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: attributesOf(entity, date) }),
      }),
    ],
    certificates: chain,
  });
  await signed.sign(await cryptoKeyOf(key), 0, 'SHA-256', entity);
  const content = new ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER());
}

function attributesOf(entity: Buffer, date: Date): Attribute[] {
  const digest = createHash('sha256').update(entity).digest();
  return [
    new Attribute({ type: CONTENT_TYPE, values: [new asn1.ObjectIdentifier({ value: DATA })] }),
    new Attribute({ type: SIGNING_TIME, values: [new asn1.UTCTime({ valueDate: date })] }),
    new Attribute({ type: MESSAGE_DIGEST, values: [new asn1.OctetString({ valueHex: digest })] }),
  ];
}

async function cryptoKeyOf(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const pkcs8 = key.export({ format: 'der', type: 'pkcs8' });
  const curve: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
  const namedCurve = curve[key.asymmetricKeyDetails?.namedCurve ?? ''];
  const algorithm = namedCurve === undefined ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : { name: 'ECDSA', namedCurve };
  return webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
}
