import type { AliasKind, Catalogue, CatalogueAlias, CatalogueProduct, Identifier, Supplier, Variant, VariantKind } from './catalogue.ts';
import { SHIPPED_CONTAINS } from './shipped-contains.ts';
import { SHIPPED_PRODUCTS } from './shipped-products.ts';
import type { ProductRow, SupplierRow } from './shipped-row.ts';
import { SHIPPED_SUPPLIERS } from './shipped-suppliers.ts';

const VARIANTS: Readonly<Record<string, VariantKind>> = {
  P: 'on-prem',
  S: 'saas',
  L: 'hosted-by-supplier',
  T: 'hosted-by-third-party',
  M: 'hosted-by-member',
};

const KINDS = {
  former: 'former-name',
  takenOver: 'taken-over',
  ownedBy: 'owner',
  short: 'abbreviation',
  spelled: 'spelling',
  said: 'colloquial',
  misspelled: 'misspelling',
  brand: 'brand',
} as const satisfies Record<string, AliasKind>;

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
    owners: row.owners ?? [],
    ...(row.fictional === true ? { isFictional: true } : {}),
  };
}

function productOf(row: ProductRow): CatalogueProduct {
  return {
    id: row.id,
    name: row.name,
    supplierId: row.id.slice(0, row.id.indexOf('/')),
    kind: row.kind ?? (row.runs === 'S' ? 'saas' : 'software'),
    variants: [...row.runs].map((letter) => variantOf(letter, row.tenants ?? [])),
    aliases: [...aliasesOf(row), ...(row.was ?? []).map(formerAt)],
    identifiers: [
      ...(row.cpe ?? []).map((text) => cpeOf(text, 'confirmed')),
      ...(row.cpeToCheck ?? []).map((text) => cpeOf(text, 'to-check')),
    ],
    isUnmistakable: row.unmistakable === true,
    ...(row.fictional === true ? { isFictional: true } : {}),
    source: row.source,
  };
}

function variantOf(letter: string, tenants: readonly string[]): Variant {
  const kind = VARIANTS[letter] ?? 'on-prem';
  return { kind, tenants: kind === 'on-prem' ? [] : tenants };
}

function cpeOf(text: string, checked: Identifier['checked']): Identifier {
  return { scheme: 'cpe23', value: `cpe:2.3:${text}:*:*:*:*:*:*:*:*`, checked };
}

/** "Avinty@2023-04-01": a former name was valid until then, and a firm was taken over then. */
function aliasesOf(row: SupplierRow | ProductRow): readonly CatalogueAlias[] {
  return Object.entries(KINDS).flatMap(([field, kind]) =>
    (row[field as keyof typeof KINDS] ?? []).map((written) => {
      const [text = '', date] = written.split('@');
      return {
        text,
        kind,
        ...(kind === 'colloquial' ? { language: 'nl' } : {}),
        ...(date === undefined ? {} : kind === 'taken-over' ? { validFrom: date } : { validTo: date }),
      };
    }),
  );
}

/** "vmware/Horizon@2024". */
function formerAt(written: string): CatalogueAlias {
  const [, supplierId = '', text = '', validTo] = /^([^/]+)\/([^@]+)(?:@(.+))?$/.exec(written) ?? [];
  return { text, supplierId, kind: 'former-name', ...(validTo === undefined ? {} : { validTo }) };
}
