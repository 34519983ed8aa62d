import type { AliasKind, Catalogue, CatalogueAlias, CatalogueProduct, Identifier, Supplier, VariantKind } from './catalogue.ts';
import { SHIPPED_CONTAINS } from './shipped-contains.ts';
import { SHIPPED_PRODUCTS } from './shipped-products.ts';
import type { ProductRow, Succession, SupplierRow } from './shipped-row.ts';
import { SHIPPED_SUPPLIERS } from './shipped-suppliers.ts';

const VARIANTS: Readonly<Record<string, VariantKind>> = {
  P: 'on-prem',
  S: 'saas',
  L: 'hosted-by-supplier',
  T: 'hosted-by-third-party',
  M: 'hosted-by-member',
};

const KINDS = {
  short: 'abbreviation',
  spelled: 'spelling',
  said: 'colloquial',
  misspelled: 'misspelling',
  brand: 'brand',
} as const satisfies Record<string, AliasKind>;

const SUCCESSIONS = { former: 'former-name', takenOver: 'taken-over', ownedBy: 'owner' } as const satisfies Record<string, AliasKind>;

/** The catalogue of the Dutch care market that comes with Forewarn; what is imported or decided is added to it in the database. */
export const SHIPPED_CATALOGUE: Catalogue = {
  suppliers: SHIPPED_SUPPLIERS.map(supplierOf),
  products: SHIPPED_PRODUCTS.map(productOf),
  contains: SHIPPED_CONTAINS,
};

function supplierOf(row: SupplierRow): Supplier {
  return {
    id: row.id,
    name: row.name,
    aliases: aliasesOf(row),
    owners: (row.ownedBy ?? []).map(({ names: [name = ''], date }) => ({ name, ...(date === undefined ? {} : { from: date }) })),
    ...(row.fictional === true ? { isFictional: true } : {}),
  };
}

function productOf(row: ProductRow): CatalogueProduct {
  return {
    id: row.id,
    name: row.name,
    supplierId: row.id.slice(0, row.id.indexOf('/')),
    kind: row.kind ?? (row.runs === 'S' ? 'saas' : 'software'),
    variants: [...row.runs].map((letter) => ({ kind: VARIANTS[letter] ?? 'on-prem', tenants: row.tenants ?? [] })),
    aliases: [...aliasesOf(row), ...(row.was ?? []).flatMap((one) => succeeded(one, 'former-name', one.at))],
    identifiers: [
      ...(row.cpe ?? []).map((text) => cpeOf(text, 'confirmed')),
      ...(row.cpeToCheck ?? []).map((text) => cpeOf(text, 'to-check')),
    ],
    isUnmistakable: row.unmistakable === true,
    ...(row.fictional === true ? { isFictional: true } : {}),
    source: row.source,
  };
}

function cpeOf(text: string, checked: Identifier['checked']): Identifier {
  return { scheme: 'cpe23', value: `cpe:2.3:${text}:*:*:*:*:*:*:*:*`, checked };
}

function aliasesOf(row: SupplierRow | ProductRow): readonly CatalogueAlias[] {
  const written = Object.entries(KINDS).flatMap(([field, kind]) =>
    (row[field as keyof typeof KINDS] ?? []).map((text) => ({ text, kind, ...(kind === 'colloquial' ? { language: 'nl' } : {}) })),
  );
  const told = Object.entries(SUCCESSIONS).flatMap(([field, kind]) =>
    (row[field as keyof typeof SUCCESSIONS] ?? []).flatMap((one) => succeeded(one, kind)),
  );
  return [...told, ...written];
}

/** A former name was valid until that date, and a firm was taken over then. */
function succeeded({ names, date }: Succession, kind: AliasKind, supplierId?: string): readonly CatalogueAlias[] {
  const valid = date === undefined ? {} : kind === 'former-name' ? { validTo: date } : { validFrom: date };
  return names.map((text) => ({ text, kind, ...(supplierId === undefined ? {} : { supplierId }), ...valid }));
}
