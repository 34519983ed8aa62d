/** RFC 5321 §4.5.3.1.3. */
const ADDRESS_LENGTH_MAX = 254;

/**
 * One bare mail address, as a mail server takes it, or undefined. Entered by members: with a line end, a comma or a bracket it could
 * add receivers or headers, so only the plain form of RFC 5321 §4.1.2 passes (letters of other scripts too); no quoted local part.
 */
export function mailAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > ADDRESS_LENGTH_MAX) return undefined;
  return /^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)+$/u.test(trimmed) ? trimmed : undefined;
}
