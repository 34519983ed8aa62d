export type SignaturePart = {
  readonly boundary: string;
  /** Content type of the signature. */
  readonly protocol: string;
  /** The hash, as the protocol spells it. */
  readonly micalg: string;
  /** The whole part: its fields, an empty line, its body. */
  readonly signature: string;
};

/** `multipart/signed` (RFC 1847 §2.1): what is signed, byte for byte, and its signature. */
export function signedEntity(entity: Buffer, { boundary, protocol, micalg, signature }: SignaturePart): Buffer {
  return Buffer.concat([
    Buffer.from(
      `Content-Type: multipart/signed; micalg=${micalg};\r\n protocol="${protocol}";\r\n boundary="${boundary}"\r\n\r\n--${boundary}\r\n`,
      'latin1',
    ),
    entity,
    Buffer.from(`\r\n--${boundary}\r\n${signature.trimEnd()}\r\n\r\n--${boundary}--\r\n`, 'latin1'),
  ]);
}
