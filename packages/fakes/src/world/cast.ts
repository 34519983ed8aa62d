import type { Sector } from '@forewarn/core/institutions/institution.ts';
import type { PinnedProduct } from './draw-inventory.ts';
import type { MixCode } from './sector-mix.ts';

/** An institution of the named cast (DOMAIN §6.1): what is fixed about it; the rest is drawn as for any other. */
export type CastMember = {
  readonly name: string;
  readonly sector: Sector;
  readonly staff: number;
  readonly region: number;
  readonly locations?: number;
  readonly domains?: readonly string[];
  /** Ordinal of its IT provider, where one manages its systems. */
  readonly provider?: number;
  readonly certain: readonly PinnedProduct[];
  readonly never: readonly string[];
};

const KWARTEL = 0;
const MERIDIAAN = ['meridiaan-epd', 'meridiaan-epd-cloud', 'meridiaan-huisarts', 'meridiaan-patientportaal'];

/** The cast's members by kind, in the order in which a world has them. */
export const CAST: Partial<Record<MixCode, readonly CastMember[]>> = {
  UMC: [
    {
      name: 'UMC Noorderdelta',
      sector: 'umc',
      staff: 11_000,
      region: 1,
      certain: [{ id: 'epic' }, { id: 'netscaler-adc-gateway', version: '14.1-47.48' }],
      never: MERIDIAAN,
    },
  ],
  ZH: [
    { name: 'Ziekenhuis Lindemark', sector: 'hospital', staff: 4_200, region: 6, locations: 5, certain: [], never: [] },
    {
      name: 'Streekziekenhuis Kwelderoord',
      sector: 'hospital',
      staff: 1_600,
      region: 2,
      certain: [{ id: 'meridiaan-epd-cloud', tenant: 'A' }],
      never: ['meridiaan-epd'],
    },
  ],
  GG: [
    { name: 'GGZ Rietmark', sector: 'ggz', staff: 2_300, region: 6, locations: 38, certain: [], never: [] },
    { name: 'Mentaal Centrum Wilgenrak', sector: 'ggz', staff: 260, region: 4, locations: 18, certain: [], never: MERIDIAAN },
  ],
  GK: [
    {
      name: 'Psychologiepraktijk Elzenbocht',
      sector: 'ggz-small',
      staff: 9,
      region: 6,
      locations: 1,
      provider: KWARTEL,
      certain: [],
      never: [],
    },
  ],
  VG: [
    {
      name: 'Zorggroep Duinmark',
      sector: 'vvt-vgn',
      staff: 3_100,
      region: 5,
      certain: [{ id: 'wijkdossier' }, { id: 'bladwijzer' }],
      never: [],
    },
    {
      name: 'Stichting Zandwilg',
      sector: 'vvt-vgn',
      staff: 1_900,
      region: 9,
      certain: [{ id: 'bladwijzer' }, { id: 'pluriform-zorg' }],
      never: [],
    },
    {
      name: 'Jeugdhulp Berkenpad',
      sector: 'youth',
      staff: 700,
      region: 3,
      // Renamed in 2024; the old domain is lapsing.
      domains: ['jeugdhulp-berkenpad.example', 'stichting-jeugd-berkenbos.example'],
      certain: [{ id: 'pluriform-zorg' }],
      never: ['wijkdossier'],
    },
  ],
  EL: [
    {
      name: 'Huisartsenpraktijk Kwelmark',
      sector: 'first-line',
      staff: 11,
      region: 2,
      locations: 1,
      provider: KWARTEL,
      certain: [{ id: 'meridiaan-huisarts', tenant: 'B' }],
      never: ['meridiaan-epd'],
    },
  ],
  LB: [
    {
      name: 'Medisch Laboratorium Kwartelveen',
      sector: 'laboratory',
      staff: 420,
      region: 6,
      certain: [
        { id: 'labstraat', version: '9.4' },
        { id: 'mirth-connect', version: '4.3.0' },
      ],
      never: MERIDIAAN,
    },
  ],
};

/** Suppliers of the cast that are no members (DOMAIN §6.1, §9.3). */
export const CAST_SUPPLIERS = [
  'Meridiaan Zorgsoftware',
  'Kompas Zorg-IT',
  'Noorderlicht Zorg-ICT',
  'Zelfwijzer',
  'Praktijkspoor',
  'Kwartelveen Informatica',
  'Aqua Medica',
  'Roosterwerk',
  'Kwartel ICT',
  'Peilraam Onderzoek',
  'Datavijver',
] as const;
