import type { Sector } from '@forewarn/core/institutions/institution.ts';

/** The kinds of DOMAIN §9.1: UMC, hospital, large and small ggz, residential care, first line, laboratory, ambulance, GGD, rehabilitation. */
export const MIX_CODES = ['UMC', 'ZH', 'GG', 'GK', 'VG', 'EL', 'LB', 'AM', 'GD', 'RV'] as const;
export type MixCode = (typeof MIX_CODES)[number];

type Range = readonly [least: number, most: number];

export type SectorProfile = {
  readonly sector: Sector;
  readonly staff: { readonly median: number; readonly range: Range };
  readonly locations: Range;
  readonly contacts: Range;
  readonly domains: Range;
  readonly networks: Range;
  readonly branch?: string;
  /** Which column of the product table, and how much of it. */
  readonly column: 'UMC' | 'ZH' | 'GG' | 'GK' | 'VG' | 'EL';
  readonly factor: number;
  /** Share of edge devices on a fixed release 30 days after a patch (rule 5); of on-premises lines without a version (rule 6). */
  readonly onFixedRelease: number;
  readonly versionUnknown: number;
  /** Share that does not answer an urgent mail within the hour on a Saturday night. */
  readonly silentAtNight: number;
};

/** DOMAIN §9.1, with rates of §9.5 and §9.6; where those name no figure for a kind, that of the kind it resembles. */
export const SECTOR_PROFILES: Readonly<Record<MixCode, SectorProfile>> = {
  UMC: {
    sector: 'umc',
    staff: { median: 11_000, range: [6_000, 17_000] },
    locations: [3, 8],
    contacts: [12, 25],
    domains: [80, 300],
    networks: [2, 6],
    branch: 'Koepel Zorg in Ziekenhuizen',
    column: 'UMC',
    factor: 1,
    onFixedRelease: 0.85,
    versionUnknown: 0.08,
    silentAtNight: 0.1,
  },
  ZH: {
    sector: 'hospital',
    staff: { median: 2_600, range: [900, 6_500] },
    locations: [1, 5],
    contacts: [6, 14],
    domains: [15, 80],
    networks: [1, 4],
    branch: 'Koepel Zorg in Ziekenhuizen',
    column: 'ZH',
    factor: 1,
    onFixedRelease: 0.75,
    versionUnknown: 0.15,
    silentAtNight: 0.25,
  },
  GG: {
    sector: 'ggz',
    staff: { median: 900, range: [150, 5_000] },
    locations: [5, 90],
    contacts: [3, 8],
    domains: [5, 40],
    networks: [1, 3],
    branch: 'Koepel Zorg voor Geest',
    column: 'GG',
    factor: 1,
    onFixedRelease: 0.6,
    versionUnknown: 0.3,
    silentAtNight: 0.5,
  },
  GK: {
    sector: 'ggz-small',
    staff: { median: 14, range: [3, 50] },
    locations: [1, 4],
    contacts: [1, 2],
    domains: [1, 3],
    networks: [0, 1],
    column: 'GK',
    factor: 1,
    onFixedRelease: 0.4,
    versionUnknown: 0.7,
    silentAtNight: 0.9,
  },
  VG: {
    sector: 'vvt-vgn',
    staff: { median: 1_800, range: [200, 8_000] },
    locations: [10, 150],
    contacts: [3, 7],
    domains: [4, 30],
    networks: [1, 3],
    branch: 'Koepel Zorg bij Verblijf',
    column: 'VG',
    factor: 1,
    onFixedRelease: 0.55,
    versionUnknown: 0.35,
    silentAtNight: 0.5,
  },
  EL: {
    sector: 'first-line',
    staff: { median: 25, range: [6, 250] },
    locations: [1, 8],
    contacts: [1, 3],
    domains: [1, 6],
    networks: [0, 1],
    branch: 'Koepel Zorg Dichtbij',
    column: 'EL',
    factor: 1,
    onFixedRelease: 0.4,
    versionUnknown: 0.7,
    silentAtNight: 0.9,
  },
  LB: {
    sector: 'laboratory',
    staff: { median: 500, range: [200, 2_500] },
    locations: [5, 60],
    contacts: [4, 8],
    domains: [5, 20],
    networks: [1, 3],
    column: 'ZH',
    factor: 0.5,
    onFixedRelease: 0.75,
    versionUnknown: 0.15,
    silentAtNight: 0.25,
  },
  AM: {
    sector: 'ambulance',
    staff: { median: 300, range: [200, 450] },
    locations: [8, 15],
    contacts: [3, 5],
    domains: [2, 6],
    networks: [1, 2],
    column: 'VG',
    factor: 0.8,
    onFixedRelease: 0.6,
    versionUnknown: 0.3,
    silentAtNight: 0.25,
  },
  GD: {
    sector: 'public-health',
    staff: { median: 900, range: [500, 1_400] },
    locations: [3, 12],
    contacts: [4, 8],
    domains: [10, 30],
    networks: [1, 3],
    column: 'VG',
    factor: 0.8,
    onFixedRelease: 0.6,
    versionUnknown: 0.3,
    silentAtNight: 0.5,
  },
  RV: {
    sector: 'rehabilitation',
    staff: { median: 700, range: [250, 1_500] },
    locations: [1, 6],
    contacts: [3, 8],
    domains: [4, 15],
    networks: [1, 2],
    column: 'ZH',
    factor: 0.6,
    onFixedRelease: 0.75,
    versionUnknown: 0.15,
    silentAtNight: 0.5,
  },
};

type Mix = Readonly<Record<MixCode, number>>;

/** DOMAIN §9.1: today's 178, and the 2,000 under the new law ("others 348" divided here). */
const MIX_178: Mix = { UMC: 7, ZH: 55, GG: 60, GK: 12, VG: 18, EL: 10, LB: 4, AM: 3, GD: 3, RV: 6 };
const MIX_2000: Mix = { UMC: 7, ZH: 65, GG: 180, GK: 240, VG: 900, EL: 500, LB: 19, AM: 25, GD: 25, RV: 39 };
/** Above this the larger mix is scaled. */
const TODAY_MAX = 1_000;
/** UMCs and hospitals grow by this at most: a federation of countries. */
const HOSPITALS_FACTOR_MAX = 27;
/** So many of each are in the cast. */
export const CAST_COUNTS: Mix = { UMC: 1, ZH: 2, GG: 2, GK: 1, VG: 3, EL: 1, LB: 1, AM: 0, GD: 0, RV: 0 };

/** How many institutions of each kind a world of this scale has; they add up to it. */
export function sectorMix(scale: number): Mix {
  const base = scale <= TODAY_MAX ? MIX_178 : MIX_2000;
  const baseTotal = MIX_CODES.reduce((sum, code) => sum + base[code], 0);
  const factor = scale / baseTotal;
  const fixed: Partial<Record<MixCode, number>> = {};
  if (factor > HOSPITALS_FACTOR_MAX) {
    for (const code of ['UMC', 'ZH'] as const) fixed[code] = base[code] * HOSPITALS_FACTOR_MAX;
  }
  const fixedTotal = Object.values(fixed).reduce((sum, count) => sum + count, 0);
  const free = MIX_CODES.filter((code) => fixed[code] === undefined);
  const freeTotal = free.reduce((sum, code) => sum + base[code], 0);
  const exact = (code: MixCode) => fixed[code] ?? (base[code] * (scale - fixedTotal)) / freeTotal;
  return rounded(exact, scale);
}

/** Largest remainders first, and never fewer than the cast has. */
function rounded(exact: (code: MixCode) => number, scale: number): Mix {
  const counts = Object.fromEntries(MIX_CODES.map((code) => [code, Math.max(Math.floor(exact(code)), CAST_COUNTS[code])])) as Record<
    MixCode,
    number
  >;
  const byRemainder = MIX_CODES.toSorted((a, b) => exact(b) - counts[b] - (exact(a) - counts[a]));
  const missing = () => scale - MIX_CODES.reduce((sum, code) => sum + counts[code], 0);
  for (let place = 0; missing() > 0; place += 1) counts[byRemainder[place % byRemainder.length] ?? 'GG'] += 1;
  while (missing() < 0) {
    const largest = MIX_CODES.toSorted((a, b) => counts[b] - CAST_COUNTS[b] - (counts[a] - CAST_COUNTS[a]))[0] ?? 'GG';
    if (counts[largest] <= CAST_COUNTS[largest]) throw new RangeError(`A world has at least the cast of 11; ${scale} is too few.`);
    counts[largest] -= 1;
  }
  return counts;
}
