import type { MixCode } from './sector-mix.ts';

/** Nature words, none of which the cast uses, so that no name is the cast's by accident. */
const PLACE_BEGINNINGS = [
  'Gagel',
  'Zegge',
  'Wulpen',
  'Tureluur',
  'Kluten',
  'Sleedoorn',
  'Vlier',
  'Hazelaar',
  'Meidoorn',
  'Beuken',
  'Esdoorn',
  'Iepen',
  'Lijster',
  'Merel',
  'Vinken',
  'Kievit',
  'Grutto',
  'Reiger',
  'Ooievaar',
  'Futen',
  'Karekiet',
  'Roerdomp',
  'Spechten',
  'IJsvogel',
  'Zwaluwen',
  'Libellen',
  'Vlinder',
  'Hommel',
  'Salie',
  'Tijm',
  'Klaver',
  'Dotter',
  'Lisdodde',
  'Waterlelie',
  'Varen',
  'Brem',
  'Kamille',
  'Korenbloem',
  'Klaproos',
  'Boterbloem',
  'Madelief',
  'Veldkers',
  'Zuring',
  'Bramen',
  'Bosbes',
  'Kornoelje',
  'Hulst',
  'Taxus',
  'Lariks',
  'Abelen',
  'Otter',
  'Bever',
  'Egel',
  'Hermelijn',
  'Zilverreiger',
  'Aalscholver',
  'Scholekster',
  'Wikke',
  'Valeriaan',
  'Pimpernel',
  'Zonnedauw',
  'Parnassia',
  'Orchis',
  'Munt',
  'Venkel',
  'Engelwortel',
  'Haver',
  'Gierst',
  'Boekweit',
  'Lupine',
] as const;
/** Words of water and land that Dutch villages and care homes hardly end in. */
const PLACE_ENDINGS = [
  'mark',
  'rak',
  'bocht',
  'glooi',
  'luwte',
  'wende',
  'schor',
  'gors',
  'slenk',
  'geul',
  'verte',
  'ruigte',
  'weel',
  'kreek',
  'kim',
  'zwin',
  'priel',
  'drift',
  'vlonder',
  'dobbe',
  'krib',
  'zoom',
  'sprong',
  'wiel',
  'kolk',
  'boog',
  'nis',
  'spar',
] as const;
const SECTOR_WORDS: Readonly<Record<MixCode, readonly string[]>> = {
  UMC: ['UMC'],
  ZH: ['Ziekenhuis', 'Streekziekenhuis', 'Medisch Centrum'],
  GG: ['GGZ', 'Mentaal Centrum', 'Stichting GGZ'],
  GK: ['Psychologiepraktijk', 'Praktijk voor Psychotherapie', 'GGZ-praktijk', 'Kinderpsychologen'],
  VG: ['Zorggroep', 'Stichting', 'Thuiszorg', 'Woonzorg', 'Gehandicaptenzorg', 'Verpleeghuis'],
  EL: [
    'Huisartsenpraktijk',
    'Apotheek',
    'Fysiotherapie',
    'Tandartspraktijk',
    'Gezondheidscentrum',
    'Huisartsenpost',
    'Verloskundigen',
    'Logopedie',
  ],
  LB: ['Medisch Laboratorium', 'Diagnostisch Centrum'],
  AM: ['Ambulancedienst'],
  GD: ['GGD'],
  RV: ['Revalidatiecentrum', 'Oogkliniek', 'Hartkliniek'],
};
/** When every word has been before every place, the next ones get a corner of the place. */
const CORNERS = [
  '',
  ' Noord',
  ' Zuid',
  ' Oost',
  ' West',
  ' aan de Plas',
  ' aan het Plein',
  ' bij de Sluis',
  ' in de Tuinen',
  ' op de Hoogte',
] as const;

const PLACES = PLACE_BEGINNINGS.length * PLACE_ENDINGS.length;
/** Prime to the number of places, so that steps of it visit each once, in an order that does not look sorted. */
const STEP = 1_117;

/** The `ordinal`-th place, all different below `PLACES`. */
export function placeName(ordinal: number): string {
  const place = (ordinal * STEP) % PLACES;
  return `${PLACE_BEGINNINGS[place % PLACE_BEGINNINGS.length]}${PLACE_ENDINGS[Math.floor(place / PLACE_BEGINNINGS.length)]}`;
}

/** The name of the `ordinal`-th institution of a kind that is not in the cast. No two are the same. */
export function institutionName(code: MixCode, ordinal: number): string {
  const words = SECTOR_WORDS[code];
  const place = ordinal % PLACES;
  const round = Math.floor(ordinal / PLACES);
  const corner = CORNERS[Math.floor(round / words.length)];
  if (corner === undefined) throw new RangeError(`There are no names for more than ${ordinal} of ${code}.`);
  return `${words[(place + round) % words.length]} ${placeName(place + KIND_OFFSETS[code])}${corner}`;
}

/** Kinds begin at places far from each other, so that a small world does not hold one place ten times. */
const KIND_OFFSETS: Readonly<Record<MixCode, number>> = {
  UMC: 0,
  ZH: 20,
  GG: 60,
  GK: 140,
  VG: 170,
  EL: 230,
  LB: 300,
  AM: 320,
  GD: 350,
  RV: 380,
};

/** A name as it stands in a domain name. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export const FIRST_NAMES = [
  'Karin',
  'Noor',
  'Sanne',
  'Fatima',
  'Joost',
  'Wim',
  'Aylin',
  'Bram',
  'Femke',
  'Rachid',
  'Marloes',
  'Teun',
  'Ineke',
  'Sven',
  'Nadia',
  'Hugo',
  'Lotte',
  'Omar',
  'Petra',
  'Jelle',
] as const;
/** Made of the words above: nobody is called so. */
export const LAST_NAMES = [
  'Gagelstra',
  'Luwtema',
  'Schorrema',
  'Kreekstra',
  'Zwinsma',
  'Dobbema',
  'Kimstra',
  'Wendelstra',
  'Prielstra',
  'Geulsma',
  'Slenkstra',
  'Vlonderma',
  'Kribbema',
  'Ruigtema',
  'Weelsma',
  'Glooistra',
  'Gorsema',
  'Vertema',
  'Bochtsma',
  'Nissema',
] as const;
