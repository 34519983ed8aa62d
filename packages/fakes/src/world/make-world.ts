import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { domainsOf, networksOf } from './addresses.ts';
import { CAST, type CastMember } from './cast.ts';
import { catalogue, type Catalogue } from './catalogue.ts';
import { drawContacts } from './contacts.ts';
import { drawInventory, secondNameOf, type DrawnLine } from './draw-inventory.ts';
import {
  FIRST_PROVIDER_OF_OTHERS,
  hasProviderByRule,
  itProvider,
  providerCount,
  providerOfSmall,
  SMALL_STAFF_MAX,
  type ItProvider,
} from './it-providers.ts';
import { localApplication } from './local-applications.ts';
import { institutionName, placeName, slugOf } from './names.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';
import { CAST_COUNTS, MIX_CODES, SECTOR_PROFILES, sectorMix, type MixCode } from './sector-mix.ts';
import { linesOfRow, WORKED_INVENTORIES } from './worked-inventories.ts';
import type { Defect, World, WorldInstitution, WorldOptions } from './world.ts';

const SEED = 'forewarn';
const NOW = '2026-11-23T08:00:00Z';
const DAY_MS = 86_400_000;

/** DOMAIN §9.6. */
const INVENTORY_EMPTY_RATE = 0.12;
const INVENTORY_OLD_RATE = 0.35;
const PRODUCT_TWICE_RATE = 0.08;
const NETWORK_OF_PROVIDER_RATE = 0.06;
const SECOND_RECORD_RATE = 0.03;

type Settings = {
  readonly seed: string;
  readonly scale: number;
  readonly nowMs: number;
  readonly catalogue: Catalogue;
  readonly options: WorldOptions;
  readonly counts: ReturnType<typeof sectorMix>;
};

/** Where an institution stands: among all, among its kind. */
type Place = { readonly code: MixCode; readonly ordinal: number; readonly inKind: number };

/**
 * Makes the fictional constituency of DOMAIN §9. Each institution is drawn from the seed and its own place alone, so it can be made without
 * the others, and a walk holds one at a time. The same options give the same world on every machine; there is no clock in it.
 */
export function makeWorld(options: WorldOptions): World {
  const settings: Settings = {
    seed: options.seed ?? SEED,
    scale: options.scale,
    nowMs: Date.parse(options.now ?? NOW),
    catalogue: catalogue(options.inventedProducts ?? true),
    options,
    counts: sectorMix(options.scale),
  };
  return { scale: options.scale, institutions: { [Symbol.iterator]: () => walk(settings) } };
}

function* walk(settings: Settings): Generator<WorldInstitution> {
  let ordinal = 0;
  for (const code of MIX_CODES) {
    for (let inKind = 0; inKind < settings.counts[code]; inKind += 1) {
      yield makeInstitution(settings, { code, ordinal, inKind });
      ordinal += 1;
    }
  }
}

function makeInstitution(settings: Settings, place: Place): WorldInstitution {
  const first = firstRecordPlace(settings, place);
  const random = seededRandom(`${settings.seed}/institution/${place.ordinal}`);
  const member = CAST[place.code]?.[place.inKind];
  const profile = SECTOR_PROFILES[place.code];
  const staff = member?.staff ?? drawStaff(random, place.code);
  const provider = providerOf(settings, place, staff, member, random);
  const defects: Defect[] = [];
  const { entry, contactDefects } = makeEntry(settings, place, { random, member, staff, provider });
  defects.push(...contactDefects);
  if (first !== undefined) defects.push('second-record');
  const firstEntry = first === undefined ? undefined : makeInstitution(settings, first).entry;
  const withNetwork = member === undefined && random.chance(NETWORK_OF_PROVIDER_RATE);
  if (withNetwork) defects.push('network-of-provider');
  const lines = makeLines(settings, place, { random, member, provider, locations: entry.locations.length, defects });
  const isOld = member === undefined && random.chance(INVENTORY_OLD_RATE);
  if (isOld && lines.length > 0) defects.push('inventory-old');
  const ageDays = isOld ? random.whole(366, 1_100) : random.whole(1, 360);
  return {
    code: place.code,
    entry: {
      ...entry,
      ...(withNetwork ? { networks: [...entry.networks, anyProvider(settings, place).network] } : {}),
      ...(firstEntry === undefined ? {} : { domains: [...firstEntry.domains, ...entry.domains], contacts: firstEntry.contacts }),
    },
    items: lines.map(({ item }, index) => ({ key: `R-${String(index + 1).padStart(3, '0')}`, ...item })),
    holdings: lines.map(({ holding }) => holding),
    ...(lines.length === 0 ? {} : { inventoryTakenAt: new Date(settings.nowMs - ageDays * DAY_MS).toISOString() }),
    defects,
    ...(place.code === 'GD' ? { otherCert: 'IBD' as const } : place.code === 'UMC' ? { otherCert: 'SURFcert' as const } : {}),
    answersAtNight: !random.chance(profile.silentAtNight),
    ...(firstEntry === undefined ? {} : { secondRecordOf: firstEntry.name }),
  };
}

/** At 3 % the record before it in its kind is the same organisation, under the name that it had. Never one of the cast, never a chain. */
function firstRecordPlace(settings: Settings, place: Place): Place | undefined {
  const isSecond = (at: Place) =>
    at.inKind > CAST_COUNTS[at.code] && seededRandom(`${settings.seed}/second-record/${at.ordinal}`).chance(SECOND_RECORD_RATE);
  const before = { ...place, ordinal: place.ordinal - 1, inKind: place.inKind - 1 };
  return isSecond(place) && !isSecond(before) ? before : undefined;
}

/** Log-normal around the median, within the range of the kind. */
function drawStaff(random: SeededRandom, code: MixCode): number {
  const { median, range } = SECTOR_PROFILES[code].staff;
  const normal = Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
  const spread = Math.log(range[1] / median) / 2;
  return Math.round(Math.min(range[1], Math.max(range[0], median * Math.exp(normal * spread))));
}

function providerOf(
  settings: Settings,
  place: Place,
  staff: number,
  member: CastMember | undefined,
  random: SeededRandom,
): ItProvider | undefined {
  const byRule = hasProviderByRule(place.code) ? providerOfSmall(settings.scale, place.code, place.inKind) : undefined;
  const isSmallOther = !hasProviderByRule(place.code) && staff < SMALL_STAFF_MAX && member === undefined && random.chance(0.7);
  const ordinal =
    member?.provider ?? byRule ?? (isSmallOther ? random.whole(FIRST_PROVIDER_OF_OTHERS, providerCount(settings.scale) - 1) : undefined);
  return ordinal === undefined ? undefined : itProvider(settings.seed, ordinal);
}

function anyProvider(settings: Settings, place: Place): ItProvider {
  return itProvider(settings.seed, place.ordinal % providerCount(settings.scale));
}

type EntryFacts = {
  readonly random: SeededRandom;
  readonly member: CastMember | undefined;
  readonly staff: number;
  readonly provider: ItProvider | undefined;
};

function makeEntry(
  settings: Settings,
  place: Place,
  { random, member, staff, provider }: EntryFacts,
): { readonly entry: InstitutionEntry; readonly contactDefects: readonly Defect[] } {
  const profile = SECTOR_PROFILES[place.code];
  const name = member?.name ?? institutionName(place.code, place.inKind - CAST_COUNTS[place.code]);
  const domains = member?.domains ?? domainsOf(slugOf(name), random.whole(...profile.domains));
  const locationCount = member?.locations ?? random.whole(...profile.locations);
  const { contacts, defects } = drawContacts(random, {
    code: place.code,
    ordinal: place.ordinal,
    count: random.whole(...profile.contacts),
    domain: domains[0] ?? `${slugOf(name)}.example`,
    provider,
  });
  const entry: InstitutionEntry = {
    name,
    sector: member?.sector ?? profile.sector,
    region: member?.region ?? regionOf(random, place),
    staff,
    ...(profile.branch === undefined ? {} : { branch: profile.branch }),
    ...(provider === undefined ? {} : { itProvider: provider.name }),
    language: 'nl',
    locations: Array.from({ length: locationCount }, (_, index) => ({
      name: index === 0 ? 'Hoofdlocatie' : `Locatie ${placeName(place.ordinal * 3 + index)}`,
      city: placeName(place.ordinal + Math.floor(index / 4)),
    })),
    networks: networksOf(place.ordinal, random.whole(...profile.networks)),
    domains,
    contacts,
  };
  return { entry, contactDefects: defects };
}

/** Every ROAZ region has a hospital, and UMCs are in different ones (rule 11). */
function regionOf(random: SeededRandom, { code, inKind }: Place): number {
  return code === 'UMC' || code === 'ZH' ? 1 + (inKind % 11) : random.whole(1, 11);
}

type LineFacts = {
  readonly random: SeededRandom;
  readonly member: CastMember | undefined;
  readonly provider: ItProvider | undefined;
  readonly locations: number;
  readonly defects: Defect[];
};

function makeLines(settings: Settings, place: Place, facts: LineFacts): readonly DrawnLine[] {
  const { random, member, defects } = facts;
  const { itemsPerInstitution } = settings.options;
  const drawn = drawNaturalLines(settings, place, facts);
  const planted = plantedLine(settings, place);
  const isEmpty = member === undefined && random.chance(INVENTORY_EMPTY_RATE) && itemsPerInstitution === undefined;
  if (isEmpty) defects.push('inventory-empty');
  const own = isEmpty ? [] : drawn;
  const twice =
    own.length > 0 && member === undefined && random.chance(PRODUCT_TWICE_RATE / SECOND_NAME_POSSIBLE)
      ? own.flatMap((line) => secondNameOf(line) ?? [])
      : [];
  const second = twice.length === 0 ? [] : [random.pick(twice)];
  if (second.length > 0) defects.push('product-twice');
  const lines = [...planted, ...own, ...second];
  if (itemsPerInstitution === undefined) return lines;
  const padded = lines.slice(0, itemsPerInstitution);
  while (padded.length < itemsPerInstitution) padded.push(localApplication(random));
  return padded;
}

/** So many inventories hold a product that has a second name at all. */
const SECOND_NAME_POSSIBLE = 0.99;

function drawNaturalLines(settings: Settings, place: Place, { random, member, provider, locations }: LineFacts): readonly DrawnLine[] {
  const worked = member === undefined ? undefined : WORKED_INVENTORIES[member.name];
  if (worked !== undefined) return worked.flatMap(linesOfRow);
  return drawInventory(random, settings.catalogue, {
    code: place.code,
    profile: SECTOR_PROFILES[place.code],
    locations,
    provider,
    laboratory: laboratoryOf(settings, place),
    certain: member?.certain ?? [],
    never: member?.never ?? [],
  });
}

/**
 * Hospitals, UMCs and first-line institutions have a laboratory that is a member itself (rule 10): thirty of today's with the cast's
 * Kwartelveen, the others divided.
 */
function laboratoryOf(settings: Settings, { code, inKind }: Place): string | undefined {
  const { counts } = settings;
  const before = { UMC: 0, ZH: counts.UMC, EL: counts.UMC + counts.ZH };
  if (code !== 'UMC' && code !== 'ZH' && code !== 'EL') return undefined;
  const customer = before[code] + inKind;
  const ordinal = customer % 12 < 5 && customer < 72 ? 0 : 1 + (customer % Math.max(1, counts.LB - 1));
  const cast = CAST.LB?.[ordinal];
  return cast?.name ?? (ordinal < counts.LB ? institutionName('LB', ordinal - CAST_COUNTS.LB) : undefined);
}

function plantedLine(settings: Settings, { ordinal }: Place): readonly DrawnLine[] {
  const { planted } = settings.options;
  if (planted === undefined) return [];
  // Spread evenly: the place where the running count of holders goes up.
  const upTo = (place: number) => Math.floor((place * planted.holders) / settings.scale);
  if (upTo(ordinal + 1) === upTo(ordinal)) return [];
  const { supplier, product, version } = planted;
  return [
    {
      item: { supplier, product, version, hosting: 'on-prem', exposure: 'internet', importance: 1, owner: 'functioneel beheer' },
      holding: { product: 'planted', version },
    },
  ];
}
