import { keyedScheme } from './keyed-scheme.ts';

/** The bytes of UTF-8, as they are (vers specification, "Generic VERS types"). */
export const lexicographic = keyedScheme('lexicographic', (version, key) => {
  if (version === '') return false;
  for (const byte of new TextEncoder().encode(version)) key.push(byte);
  return true;
});
