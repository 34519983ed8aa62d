const [CR, LF, POINT] = [0x0d, 0x0a, 0x2e];
const NOTHING = Buffer.alloc(0);
const LINE_END = Buffer.from('\r\n');

/**
 * A mail as it goes after DATA, without the line that ends it: every line ends in CRLF and no CR or LF stands alone (RFC 5321 §2.3.8: else a server that
 * takes them for line ends could find an end, and commands, in the middle), and points at the beginning of a line are doubled (§4.5.2).
 */
export function dataForm(mail: Buffer): Buffer {
  if (!isPlain(mail)) {
    const text = mail
      .toString('latin1')
      .replace(/\r(?!\n)/g, '')
      .replace(/(?<!\r)\n/g, '\r\n')
      .replace(/^\./gm, '..');
    return dataEnd(Buffer.from(text, 'latin1'));
  }
  return dataEnd(mail);
}

/** Nearly always so: our texts are quoted-printable. */
function isPlain(mail: Buffer): boolean {
  if (mail[0] === POINT) return false;
  let [lines, returns] = [0, 0];
  for (let at = mail.indexOf(LF); at >= 0; at = mail.indexOf(LF, at + 1)) {
    if (mail[at - 1] !== CR || mail[at + 1] === POINT) return false;
    lines += 1;
  }
  for (let at = mail.indexOf(CR); at >= 0; at = mail.indexOf(CR, at + 1)) returns += 1;
  return lines === returns;
}

function dataEnd(mail: Buffer): Buffer {
  const isEnded = mail.length === 0 || mail.subarray(-2).equals(LINE_END);
  return Buffer.concat([mail, isEnded ? NOTHING : LINE_END]);
}
