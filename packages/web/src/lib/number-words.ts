import type { Language } from '@forewarn/core/institutions/institution.ts';

/** A number as its reader writes it: "1.000.000" in Dutch, "1,000,000" in English; of a fraction so many digits, after a comma or a point. */
export function numberWords(value: number, language: Language, digits = 0): string {
  return formatOf(language, digits).format(value);
}

/** Kept: a page writes hundreds, and to make a format costs more than to use it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: Language, maximumFractionDigits: number): Intl.NumberFormat {
  const key = `${language}/${maximumFractionDigits}`;
  const made =
    formats.get(key) ?? new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { maximumFractionDigits, numberingSystem: 'latn' });
  formats.set(key, made);
  return made;
}
