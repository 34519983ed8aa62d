/**
 * A mail in two parts: the fields of the mail itself (RFC 5322), and the MIME entity that is its content (RFC 2045 §2.4: the Content- fields
 * with the body). What is signed or encrypted is the entity.
 */
export type TakenApart = { readonly fields: readonly string[]; readonly entity: Buffer };

/** Takes a mail of our own making apart. Lines end in CRLF from here on, as they will on the way: a signature is over bytes (RFC 3156 §5). */
export function takeApart(mail: Buffer): TakenApart {
  const raw = Buffer.from(mail.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, end < 0 ? raw.length : end).toString('latin1');
  const fields = head.split(/\r\n(?![ \t])/);
  const ofContent = fields.filter((field) => /^content-/i.test(field));
  const body = end < 0 ? Buffer.alloc(0) : raw.subarray(end + 2);
  return {
    fields: fields.filter((field) => !/^(content-|mime-version:)/i.test(field)),
    entity: Buffer.concat([Buffer.from(`${ofContent.join('\r\n')}\r\n`, 'latin1'), keepFromLines(body)]),
  };
}

/** A mail again, with another entity in the place of its own. */
export function putTogether(fields: readonly string[], entity: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\nMIME-Version: 1.0\r\n`, 'latin1'), entity]);
}

/** The entity with further fields of its own in front. */
export function withFields(entity: Buffer, fields: readonly string[]): Buffer {
  return Buffer.concat([Buffer.from(fields.map((field) => `${field}\r\n`).join(''), 'latin1'), entity]);
}

/** A field that holds text of any script (RFC 2047), on lines of at most 76. */
export function encodedField(name: string, text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return `${name}: ${words.map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ')}`;
}

/** Bytes in base64, on lines of 76 (RFC 2045 §6.8). */
export function base64Lines(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');
}

/** A server may write ">From " where a line begins so, which breaks a signature (RFC 3156 §5). Our texts are quoted-printable. */
function keepFromLines(body: Buffer): Buffer {
  return Buffer.from(body.toString('latin1').replaceAll('\r\nFrom ', '\r\n=46rom '), 'latin1');
}
