/**
 * A number of the Dutch trade register (KvK): eight digits, of which the first may be 0. It has no check digit. Undefined for anything else:
 * the twelve digits of an establishment (vestigingsnummer), the nine of an RSIN, and the seven that a sheet leaves of a number with a 0 in
 * front, which may as well be a slip.
 */
export function readKvkNumber(text: string): string | undefined {
  const digits = text
    .slice(0, 50)
    .trim()
    .replace(/^(kvk|k\.v\.k\.)[-\s]*(nummer|nr\.?)?\s*:?\s*/i, '')
    .replace(/(?<=\d)[ .](?=\d)/g, '');
  return /^\d{8}$/.test(digits) && digits !== '00000000' ? digits : undefined;
}
