import { INVENTED_PRODUCTS, STANDS_FOR } from './invented-products.ts';
import { MARKET_PRODUCTS } from './market-products.ts';
import type { SectorProfile } from './sector-mix.ts';

export const PRODUCT_KINDS = [
  'base',
  'edge',
  'business',
  'building',
  'dossier',
  'portal',
  'national',
  'imaging',
  'lab',
  'medical',
  'remote',
] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** A product that a made-up institution may have. */
export type CatalogueProduct = {
  readonly id: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly supplier?: string;
  readonly formerSupplier?: string;
  readonly hosting: string;
  readonly exposure: 'internet' | 'connection' | 'internal';
  readonly importance: 1 | 2 | 3 | 4;
  /** Newest last; empty where there are none to tell. */
  readonly versions: readonly string[];
  /** `part:vendor:product`. */
  readonly cpe?: string;
  /** 0 to 1, per column. */
  readonly share: Readonly<Record<SectorProfile['column'], number>>;
};

const COLUMNS = ['UMC', 'ZH', 'GG', 'GK', 'VG', 'EL'] as const;
const EXPOSURE = { I: 'internet', K: 'connection', N: 'internal' } as const;

const MARKET = parse(MARKET_PRODUCTS);
const INVENTED = parse(INVENTED_PRODUCTS);
const BY_ID = new Map([...MARKET, ...INVENTED].map((product) => [product.id, product]));
const REPLACED = new Set(Object.values(STANDS_FOR).flat());

/** Products that hospital types alone have, looked after by medical technology (rule 7). */
export const HOSPITAL_KINDS: ReadonlySet<ProductKind> = new Set(['imaging', 'medical']);

/** Portals that come with one dossier and never without (rule 2): portal → dossiers. */
export const PORTAL_OF: Readonly<Record<string, readonly string[]>> = {
  zorgportaal: ['hix', 'hix-365'],
  mychart: ['epic'],
  caren: ['ons'],
  'meridiaan-patientportaal': ['meridiaan-epd', 'meridiaan-epd-cloud'],
  bladwijzer: ['wijkdossier'],
};

/** Other names under which registers hold the same product, as people write them. */
export const SECOND_NAMES: Readonly<Record<string, string>> = {
  'microsoft-365': 'Office 365',
  'windows-server': 'Windows-servers',
  'windows-10-11': 'Werkplekken Windows',
  'exchange-server': 'MS Exchange',
  'sql-server': 'MSSQL',
  'netscaler-adc-gateway': 'Citrix ADC',
  'virtual-apps-and-desktops': 'Citrix werkplek',
  'vcenter-server': 'VMware vSphere',
  fortigate: 'Fortinet firewall',
  'pan-os-firewall': 'Palo Alto firewall',
  'nas-diskstation': 'Synology',
  'afas-profit': 'AFAS',
  zivver: 'Veilig mailen',
  topdesk: 'TOPdesk servicedesk',
  vecozo: 'VECOZO-certificaat',
  'kompas-epd': 'Veldlicht EPD',
  wijkdossier: 'ECD Wijkdossier',
  'meridiaan-epd': 'EPD (Meridiaan)',
};

export type Catalogue = { readonly products: readonly CatalogueProduct[] };

/** The products that a world draws from: with the invented ones in the place of those that they stand for, or the market alone. */
export function catalogue(inventedProducts: boolean): Catalogue {
  if (!inventedProducts) return { products: [...MARKET, ...INVENTED.filter((product) => !(product.id in STANDS_FOR))] };
  return { products: [...MARKET.filter((product) => !REPLACED.has(product.id)), ...INVENTED] };
}

export function productOf(id: string): CatalogueProduct {
  const product = BY_ID.get(id);
  if (product === undefined) throw new RangeError(`The catalogue has no product "${id}".`);
  return product;
}

function parse(table: string): readonly CatalogueProduct[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [
        id = '',
        kind = '',
        name = '',
        supplier,
        formerSupplier,
        hosting = '',
        exposure = '',
        importance,
        versions = '',
        cpe,
        shares = '',
      ] = row.split('|').map((cell) => cell.trim());
      const percent = shares.split(' ').map(Number);
      if (percent.length !== COLUMNS.length || !isOneOf(PRODUCT_KINDS, kind) || !isOneOf(['I', 'K', 'N'] as const, exposure)) {
        throw new SyntaxError(`This row of the product table is not right: ${row}`);
      }
      return {
        id,
        kind,
        name,
        ...(supplier === '' ? {} : { supplier }),
        ...(formerSupplier === '' ? {} : { formerSupplier }),
        hosting,
        exposure: EXPOSURE[exposure],
        importance: Number(importance) as 1 | 2 | 3 | 4,
        versions: versions === '' ? [] : versions.split('; '),
        ...(cpe === '' ? {} : { cpe }),
        share: Object.fromEntries(COLUMNS.map((column, place) => [column, (percent[place] ?? 0) / 100])) as CatalogueProduct['share'],
      };
    });
}

function isOneOf<Name extends string>(names: readonly Name[], text: string): text is Name {
  return (names as readonly string[]).includes(text);
}
