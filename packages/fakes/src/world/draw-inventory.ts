import type { Exposure, Item } from '@forewarn/core/inventories/item.ts';
import { HOSPITAL_KINDS, PORTAL_OF, productOf, SECOND_NAMES, type Catalogue, type CatalogueProduct } from './catalogue.ts';
import { cpeOf } from './cpe-of.ts';
import type { ItProvider } from './it-providers.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { MixCode, SectorProfile } from './sector-mix.ts';
import type { Holding, Tenant } from './world.ts';

/** What is known of an institution before its inventory is drawn. */
export type InventoryPlan = {
  readonly code: MixCode;
  readonly profile: SectorProfile;
  readonly locations: number;
  readonly provider: ItProvider | undefined;
  /** Name of the laboratory that works for it. */
  readonly laboratory: string | undefined;
  /** Products that it certainly has (by id), and those that it certainly has not. */
  readonly certain: readonly PinnedProduct[];
  readonly never: readonly string[];
};

export type PinnedProduct = { readonly id: string; readonly version?: string; readonly tenant?: Tenant };

export type DrawnLine = { readonly item: Omit<Item, 'key'>; readonly holding: Holding };

/** Rules 1, 4, 7 and 9 of DOMAIN §9.5, and two rates of §9.6. */
const SECOND_DOSSIER_RATE = 0.06;
const SECOND_EDGE_RATE = 0.2;
const REMOTE_SERVICE_RATE = 0.7;
const FORMER_SUPPLIER_RATE = 0.1;
const MEDICAL_ON_FIXED_RELEASE = 0.1;

/** Hospital types, by their kind: they alone have medical devices. */
const HOSPITAL_CODES: ReadonlySet<MixCode> = new Set(['UMC', 'ZH', 'LB', 'RV']);
const TENANTS: readonly Tenant[] = ['A', 'B', 'C', 'D'];
const CLOUD_REGIONS = ['eu-noord', 'eu-west'] as const;

/** Draws which products an institution has and a line for each; large ones have several lines for what they run in several versions. */
export function drawInventory(random: SeededRandom, catalogue: Catalogue, plan: InventoryPlan): readonly DrawnLine[] {
  return drawProducts(random, catalogue, plan).flatMap((pinned) => drawLines(random, productOf(pinned.id), pinned, plan));
}

function drawProducts(random: SeededRandom, catalogue: Catalogue, plan: InventoryPlan): readonly PinnedProduct[] {
  const chosen = new Map<string, PinnedProduct>(plan.certain.map((pinned) => [pinned.id, pinned]));
  const add = (id: string) => {
    if (!plan.never.includes(id) && !chosen.has(id)) chosen.set(id, { id });
  };
  for (const id of ALWAYS[plan.code] ?? []) add(id);
  for (const id of drawDossiers(random, catalogue, plan)) add(id);
  for (const id of drawEdge(random, catalogue, plan)) add(id);
  for (const product of catalogue.products) {
    if (random.chance(shareOf(product, plan, chosen))) add(product.id);
  }
  if (plan.provider !== undefined) add(plan.provider.remoteTool);
  if (plan.laboratory !== undefined) add('labuitslagen');
  return [...chosen.values()];
}

/** What a kind has beside its column (DOMAIN §9.1, last column). */
const ALWAYS: Partial<Record<MixCode, readonly string[]>> = {
  LB: ['labstraat', 'mirth-connect'],
  AM: ['meldkamersoftware', 'ritregistratie', 'c2000'],
  GD: ['ggd-dossier'],
};

/** Exactly one dossier; at 6 % a second, while they move (rule 1). Who has one for certain draws none. */
function drawDossiers(random: SeededRandom, catalogue: Catalogue, plan: InventoryPlan): readonly string[] {
  const has = [...plan.certain.map(({ id }) => id), ...(ALWAYS[plan.code] ?? [])];
  const dossiers = catalogue.products.filter((product) => product.kind === 'dossier' && !has.includes(product.id));
  const weight = (product: CatalogueProduct) => dossierWeight(product, dossiers, plan.profile.column);
  const drawn: string[] = [];
  const hasDossier = plan.code === 'LB' || has.some((id) => productOf(id).kind === 'dossier');
  for (const wanted of [!hasDossier, !plan.certain.length && plan.code !== 'LB' && random.chance(SECOND_DOSSIER_RATE)]) {
    if (!wanted) continue;
    const dossier = random.pickByWeight(dossiers, (product) => (drawn.includes(product.id) ? 0 : weight(product)));
    if (dossier !== undefined) drawn.push(dossier.id);
  }
  return drawn;
}

/** Invented dossiers keep the share that is said of them; the others divide what is left. */
function dossierWeight(product: CatalogueProduct, dossiers: readonly CatalogueProduct[], column: SectorProfile['column']): number {
  const sum = (of: readonly CatalogueProduct[]) => of.reduce((total, one) => total + one.share[column], 0);
  const invented = sum(dossiers.filter((one) => isInvented(one)));
  if (isInvented(product) || invented === 0) return product.share[column];
  return (product.share[column] * (1 - invented)) / (sum(dossiers) - invented || 1);
}

const INVENTED_DOSSIERS: ReadonlySet<string> = new Set([
  'meridiaan-epd',
  'meridiaan-epd-cloud',
  'meridiaan-huisarts',
  'kompas-epd',
  'wijkdossier',
  'praktijkspoor',
]);
function isInvented(product: CatalogueProduct): boolean {
  return INVENTED_DOSSIERS.has(product.id);
}

/** One brand at the edge, at 20 % a second (an acquired site); an IT provider brings its own (rules 3 and 4). */
function drawEdge(random: SeededRandom, catalogue: Catalogue, plan: InventoryPlan): readonly string[] {
  if (plan.provider !== undefined) return [plan.provider.firewall];
  const edge = catalogue.products.filter((product) => product.kind === 'edge');
  const weight = (product: CatalogueProduct) => product.share[plan.profile.column];
  const total = edge.reduce((sum, product) => sum + weight(product), 0);
  if (plan.certain.some(({ id }) => productOf(id).kind === 'edge') || !random.chance(total / (1 + SECOND_EDGE_RATE))) return [];
  const first = random.pickByWeight(edge, weight);
  const second = random.chance(SECOND_EDGE_RATE) ? random.pickByWeight(edge, (one) => (one === first ? 0 : weight(one))) : undefined;
  return [first, second].flatMap((product) => product?.id ?? []);
}

function shareOf(product: CatalogueProduct, plan: InventoryPlan, chosen: ReadonlyMap<string, unknown>): number {
  if (product.kind === 'dossier' || product.kind === 'edge') return 0; // drawn above
  const isHospital = HOSPITAL_CODES.has(plan.code);
  if (HOSPITAL_KINDS.has(product.kind) && !isHospital) return 0;
  const column = plan.profile.column;
  const dossiers = PORTAL_OF[product.id];
  if (dossiers !== undefined) return dossiers.some((id) => chosen.has(id)) ? portalShare(product, dossiers, column) : 0;
  return product.share[column] * plan.profile.factor;
}

/** Of those who have the dossier, so many have its portal that the share of the whole kind comes out. */
function portalShare(portal: CatalogueProduct, dossiers: readonly string[], column: SectorProfile['column']): number {
  const holders = dossiers.reduce((sum, id) => sum + productOf(id).share[column], 0);
  return holders === 0 ? 0.5 : Math.min(1, portal.share[column] / holders);
}

function drawLines(random: SeededRandom, product: CatalogueProduct, pinned: PinnedProduct, plan: InventoryPlan): readonly DrawnLine[] {
  const known = (version: string | undefined, quantity: number | undefined): DrawnLine => {
    const tenant = product.hosting === 'SaaS' ? (pinned.tenant ?? random.pick(TENANTS)) : undefined;
    return {
      item: itemOf(random, product, plan, { version, quantity, tenant }),
      holding: { product: product.id, ...(version === undefined ? {} : { version }), ...(tenant === undefined ? {} : { tenant }) },
    };
  };
  if (pinned.version !== undefined) return [known(pinned.version, undefined)];
  if (product.versions.length === 0 || random.chance(plan.profile.versionUnknown))
    return [known(undefined, quantityOf(random, product, plan))];
  return drawVersions(random, product, plan).map((version) => known(version, quantityOf(random, product, plan)));
}

/** Servers and workplaces of larger institutions run in several versions at once; everything else in one. */
function drawVersions(random: SeededRandom, product: CatalogueProduct, plan: InventoryPlan): readonly string[] {
  const several = SEVERAL_VERSIONS[product.id];
  if (several !== undefined && plan.profile.staff.median > 500) {
    const versions = product.versions.filter(() => random.chance(several));
    return versions.length === 0 ? product.versions.slice(-1) : versions;
  }
  return [drawVersion(random, product, plan)];
}

const SEVERAL_VERSIONS: Readonly<Record<string, number>> = {
  'windows-server': 0.7,
  'windows-10-11': 0.55,
  'sql-server': 0.55,
  'vcenter-server': 0.4,
};

/** The newest at the rate of rule 5, else one of the others. Of our invented dossier each is as likely: its story needs them all. */
function drawVersion(random: SeededRandom, product: CatalogueProduct, plan: InventoryPlan): string {
  if (product.id === 'meridiaan-epd') return random.pick(product.versions);
  const onFixedRelease = HOSPITAL_KINDS.has(product.kind) ? MEDICAL_ON_FIXED_RELEASE : plan.profile.onFixedRelease;
  const older = product.versions.slice(0, -1);
  return older.length === 0 || random.chance(onFixedRelease) ? (product.versions.at(-1) ?? '') : random.pick(older);
}

function quantityOf(random: SeededRandom, product: CatalogueProduct, plan: InventoryPlan): number | undefined {
  const { median } = plan.profile.staff;
  if (product.id === 'windows-server') return random.whole(1, Math.max(2, Math.round(median / 12)));
  if (product.id === 'windows-10-11') return random.whole(2, Math.max(4, median));
  if (product.kind === 'edge') return random.whole(1, Math.max(1, plan.locations));
  if (product.kind === 'medical') return random.whole(1, 60);
  return undefined;
}

type LineFacts = { readonly version: string | undefined; readonly quantity: number | undefined; readonly tenant: Tenant | undefined };

function itemOf(random: SeededRandom, product: CatalogueProduct, plan: InventoryPlan, facts: LineFacts): Omit<Item, 'key'> {
  const supplier = supplierOf(random, product, plan);
  const identifier = random.chance(IDENTIFIER_RATES[plan.profile.column]) ? cpeOf(product.cpe, facts.version) : undefined;
  return {
    ...(supplier === undefined ? {} : { supplier }),
    product: product.name,
    ...(facts.version === undefined ? {} : { version: facts.version }),
    ...(identifier === undefined ? {} : { identifier }),
    hosting: hostingOf(random, product, plan, facts.tenant),
    exposure: exposureOf(random, product, plan),
    importance: product.importance,
    ...(facts.quantity === undefined ? {} : { quantity: facts.quantity }),
    owner: ownerOf(product, plan),
  };
}

/** Few registers have CPE names, and small ones none. */
const IDENTIFIER_RATES: Readonly<Record<SectorProfile['column'], number>> = { UMC: 0.6, ZH: 0.35, GG: 0.1, GK: 0, VG: 0.1, EL: 0 };

function supplierOf(random: SeededRandom, product: CatalogueProduct, plan: InventoryPlan): string | undefined {
  if (product.id === 'labuitslagen') return plan.laboratory;
  return product.formerSupplier !== undefined && random.chance(FORMER_SUPPLIER_RATE) ? product.formerSupplier : product.supplier;
}

function hostingOf(random: SeededRandom, product: CatalogueProduct, plan: InventoryPlan, tenant: Tenant | undefined): string {
  if (tenant !== undefined) return `SaaS, tenant ${tenant}, regio ${random.pick(CLOUD_REGIONS)}`;
  if (product.id === 'labuitslagen' && plan.laboratory !== undefined) return `bij ${plan.laboratory}`;
  if (product.hosting === 'IT-bedrijf' || (plan.provider !== undefined && product.kind === 'edge')) {
    return `bij ${plan.provider?.name ?? 'IT-bedrijf'}`;
  }
  return product.hosting;
}

/** Rule 7: the supplier reaches 70 % of medical devices from outside. Small institutions often do not know how far a thing can be reached. */
function exposureOf(random: SeededRandom, product: CatalogueProduct, plan: InventoryPlan): Exposure {
  if (HOSPITAL_KINDS.has(product.kind)) return random.chance(REMOTE_SERVICE_RATE) ? 'connection' : 'internal';
  return random.chance(EXPOSURE_UNKNOWN_RATES[plan.profile.column]) ? 'unknown' : product.exposure;
}

const EXPOSURE_UNKNOWN_RATES: Readonly<Record<SectorProfile['column'], number>> = {
  UMC: 0,
  ZH: 0.02,
  GG: 0.15,
  GK: 0.4,
  VG: 0.15,
  EL: 0.4,
};

const OWNERS: Readonly<Record<CatalogueProduct['kind'], string>> = {
  base: 'systeembeheer',
  edge: 'netwerkbeheer',
  business: 'functioneel beheer',
  building: 'technische dienst',
  dossier: 'functioneel beheer EPD',
  portal: 'e-health team',
  national: 'zorgadministratie',
  imaging: 'medische techniek',
  lab: 'integratieteam',
  medical: 'medische techniek',
  remote: 'IT-dienstverlener',
};

function ownerOf(product: CatalogueProduct, plan: InventoryPlan): string {
  if (HOSPITAL_KINDS.has(product.kind)) return OWNERS[product.kind];
  if (plan.profile.staff.median >= 100) return OWNERS[product.kind];
  return plan.provider !== undefined && ['base', 'edge', 'remote'].includes(product.kind) ? plan.provider.name : 'praktijkmanager';
}

/** The same product once more under the name that somebody else gave it (DOMAIN §9.6). */
export function secondNameOf(line: DrawnLine): DrawnLine | undefined {
  const product = SECOND_NAMES[line.holding.product];
  if (product === undefined) return undefined;
  const { supplier: _, identifier: __, quantity: ___, ...rest } = line.item;
  return { item: { ...rest, product }, holding: line.holding };
}
