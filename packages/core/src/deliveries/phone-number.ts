/** A telephone number that can be dialled from anywhere (ITU-T E.164 §6): `+` and at most 15 digits. */
export type PhoneNumber = {
  readonly e164: string;
  /** False where the number plan says that it is a fixed line, which takes no text message. Other plans than ours are not known. */
  readonly mayBeMobile: boolean;
};

/** Where numbers without a country are from. */
const COUNTRY = '31';
/** Geographic and mobile numbers of the Netherlands have nine digits after the zero; 0800 and 0900 may be shorter, and 14 numbers are no E.164 (Nummerplan telefoon- en ISDN-diensten). */
const NATIONAL_DIGITS = 9;

/**
 * Reads a telephone number as people write it ("06-12 34 56 78", "+31 (0)30 123 45 67", "0031…"); undefined where it can't be dialled from
 * abroad or holds more than a number. Entered by members.
 */
export function phoneNumber(text: string): PhoneNumber | undefined {
  if (text.length > 40) return undefined;
  const written = text.trim().replace(/\(0\)/g, '');
  if (!/^\+?[\d\s()./-]+$/.test(written)) return undefined;
  const digits = written.replace(/\D/g, '');
  const international = written.startsWith('+') ? digits : digits.startsWith('00') ? digits.slice(2) : undefined;
  if (international === undefined) return digits.startsWith('0') ? ofCountry(COUNTRY, digits.slice(1)) : undefined;
  if (international.startsWith(COUNTRY)) return ofCountry(COUNTRY, international.slice(COUNTRY.length));
  return /^[1-9]\d{7,14}$/.test(international) ? { e164: `+${international}`, mayBeMobile: true } : undefined;
}

function ofCountry(country: string, national: string): PhoneNumber | undefined {
  if (national.length !== NATIONAL_DIGITS || national.startsWith('0')) return undefined;
  // 06 is for mobiles, 0 66 was for pagers and 067 is for data; 097 is for machines.
  return { e164: `+${country}${national}`, mayBeMobile: /^6[1-58]/.test(national) };
}
