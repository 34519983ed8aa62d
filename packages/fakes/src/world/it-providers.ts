import { productOf } from './catalogue.ts';
import { placeName, slugOf } from './names.ts';
import { seededRandom } from './seeded-random.ts';
import { sectorMix, type MixCode } from './sector-mix.ts';

/** An IT company that manages the systems of small institutions: one brand of firewall and one remote tool for all of them (rule 3). */
export type ItProvider = {
  readonly name: string;
  readonly domain: string;
  /** Catalogue ids. */
  readonly firewall: string;
  readonly remoteTool: string;
  /** The range that it gives its customers' lines an address from. */
  readonly network: string;
};

/** Ten of them at today's size (DOMAIN §9.5.3); the first is the cast's. */
const NAMED = [
  'Kwartel ICT',
  'Tureluur Automatisering',
  'Dobbe Systeembeheer',
  'Zegge IT',
  'Wulp Werkplekken',
  'Priel Netwerken',
  'Karekiet ICT-beheer',
  'Slenk Automatisering',
  'Hommel IT',
  'Gors Beheer',
] as const;
const FIREWALLS = ['fortigate', 'unifi-gateway', 'firebox', 'provider-router'] as const;
/** Kwartel ICT has 14 customers of today's 178, and 25 at most (DOMAIN §6.1, §9.5.3). */
const KWARTEL_CUSTOMERS_MAX = 25;
const CUSTOMERS_AVERAGE = 12;
/** Institutions of other kinds with fewer people than this may have an IT provider too. */
export const SMALL_STAFF_MAX = 600;
/** They choose from those that come after the first providers of small institutions. */
export const FIRST_PROVIDER_OF_OTHERS = 5;

/** Four out of five small institutions have one (rule 3): which, by the ordinal of the institution among its kind. */
export function providerOfSmall(scale: number, code: 'GK' | 'EL', ordinal: number): number | undefined {
  if (ordinal % 5 === 4) return undefined;
  const counts = sectorMix(scale);
  const withProvider = (count: number) => count - Math.floor(count / 5);
  const place = withProvider(ordinal) + (code === 'EL' ? withProvider(counts.GK) : 0);
  const customersOfKwartel = Math.floor(place / 9) * 7 + Math.min(place % 9, 7);
  if (place % 9 < 7 && customersOfKwartel < KWARTEL_CUSTOMERS_MAX) return 0;
  // The rest go to the others in turn, two of every nine while Kwartel ICT takes the seven.
  return (
    1 + ((customersOfKwartel < KWARTEL_CUSTOMERS_MAX ? Math.floor(place / 9) * 2 + (place % 9) - 7 : place) % (providerCount(scale) - 1))
  );
}

export function providerCount(scale: number): number {
  const { GK, EL } = sectorMix(scale);
  return Math.max(NAMED.length, Math.round(((GK + EL) * 0.8) / CUSTOMERS_AVERAGE));
}

export function hasProviderByRule(code: MixCode): code is 'GK' | 'EL' {
  return code === 'GK' || code === 'EL';
}

export function itProvider(seed: string, ordinal: number): ItProvider {
  const name = NAMED[ordinal] ?? `${placeName(ordinal + 900)} ICT${ordinal < 1_900 ? '' : ` ${ordinal}`}`;
  const random = seededRandom(`${seed}/provider/${ordinal}`);
  const firewall = ordinal === 0 ? 'fortigate' : random.pickByWeight(FIREWALLS, (id) => productOf(id).share.GK + productOf(id).share.EL);
  return {
    name,
    domain: `${slugOf(name)}.example`,
    firewall: firewall ?? 'fortigate',
    remoteTool: ordinal === 0 ? 'kwartel-beheer' : random.chance(0.7) ? 'n-central' : 'screenconnect',
    network: `2001:db8:${(0xe000 + (ordinal % 0x1000)).toString(16)}::/48`,
  };
}
