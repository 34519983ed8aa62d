import { plantedAdvisory } from '../main-job/planted-advisory.ts';

/** An invented house and what it makes (DOMAIN §6.1). */
export const SOAK_SUPPLIER = 'Vlonder Systemen';
export const SOAK_PRODUCTS = [
  'Vlonder Poort',
  'Vlonder Agenda',
  'Vlonder Dossier',
  'Vlonder Beeld',
  'Vlonder Laboratorium',
  'Vlonder Rooster',
] as const;

/** Advisory so many of the week: as the planted one, with an id, a vulnerability and a product of its own. */
export function soakAdvisory(number: number, atMs: number): object {
  const product = SOAK_PRODUCTS[number % SOAK_PRODUCTS.length] ?? '';
  const at = new Date(atMs).toISOString();
  const text = JSON.stringify(plantedAdvisory())
    .replaceAll('Vlonder Poort', product)
    .replaceAll('VLONDER-2026-001', `VLONDER-2027-${String(number + 1).padStart(3, '0')}`)
    .replaceAll('CVE-2026-99002', `CVE-2027-${99_100 + number}`)
    .replaceAll('2026-11-23T08:00:00Z', at)
    .replaceAll('vers:generic/>=4.0|<4.2.5', 'vers:generic/<2.0');
  return JSON.parse(text);
}
