import { elements, field, isObject, textAt, textsAt, type JsonView } from '../../basics/json-view.ts';
import type { Problem } from '../../basics/problem.ts';
import { foldName } from '../fold-name.ts';
import type { DecidedName } from './aliases-of-catalogue.ts';
import {
  ALIAS_KINDS,
  PRODUCT_KINDS,
  VARIANT_KINDS,
  type Catalogue,
  type CatalogueAlias,
  type CatalogueProduct,
  type Contains,
  type Identifier,
  type Supplier,
  type Variant,
} from './catalogue.ts';

/** Written into the file, so that a later form is told from this one. */
export const CATALOGUE_FILE = 'forewarn-catalogue-1';

/** All that a server knows of names that matters to matching: what a member needs to decide at home as the server does. */
export type CatalogueFile = { readonly catalogue: Catalogue; readonly decided: readonly DecidedName[] };

/** As JSON; without who decided, when, and what they noted. */
export function writeCatalogueFile({ catalogue, decided }: CatalogueFile): object {
  return {
    format: CATALOGUE_FILE,
    suppliers: catalogue.suppliers,
    products: catalogue.products,
    contains: catalogue.contains,
    decided: decided.map(({ aliasSupplier, aliasProduct, supplier, product, kind, catalogueProductId }) => ({
      aliasSupplier,
      aliasProduct,
      supplier,
      product,
      kind,
      ...(catalogueProductId === undefined ? {} : { catalogueProductId }),
    })),
  };
}

const ENTRIES_MAX = 500_000;
const FEW_MAX = 1_000;
const NAME_MAX = 400;
const VALUE_MAX = 2_000;

export type CatalogueFileReading =
  | { readonly kind: 'read'; readonly file: CatalogueFile }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

/** Reads what `writeCatalogueFile` wrote. An entry that lacks what an entry needs makes the file unreadable: half a catalogue decides otherwise. */
export function readCatalogueFile(json: unknown): CatalogueFileReading {
  const root: JsonView = { value: json, at: '' };
  if (textAt(field(root, 'format'), NAME_MAX) !== CATALOGUE_FILE)
    return unreadable(
      root,
      `The catalogue does not say that it is "${CATALOGUE_FILE}".`,
      'Export it anew: `forewarn catalogue export FILE`.',
    );
  let wrong: JsonView | undefined;
  const all = <Entry>(name: string, read: (view: JsonView) => Entry | undefined): readonly Entry[] => {
    const list = field(root, name);
    if (!Array.isArray(list.value) || list.value.length > ENTRIES_MAX) wrong ??= list;
    return elements(list, ENTRIES_MAX).flatMap((view) => {
      const entry = isObject(view) ? read(view) : undefined;
      if (entry === undefined) wrong ??= view;
      return entry === undefined ? [] : [entry];
    });
  };
  const catalogue = {
    suppliers: all('suppliers', readSupplier),
    products: all('products', readProduct),
    contains: all('contains', readContains),
  };
  const decided = all('decided', readDecided);
  return wrong === undefined
    ? { kind: 'read', file: { catalogue, decided } }
    : unreadable(
        wrong,
        `The catalogue lacks something at ${wrong.at}.`,
        'Is the file whole? Export it anew: `forewarn catalogue export FILE`.',
      );
}

function unreadable({ at }: JsonView, message: string, hint: string): CatalogueFileReading {
  return { kind: 'unreadable', problem: { code: 'catalogue-unreadable', at, message, hint } };
}

function readSupplier(view: JsonView): Supplier | undefined {
  const [id, name] = [text(view, 'id'), text(view, 'name')];
  if (id === undefined || name === undefined) return undefined;
  const owners = elements(field(view, 'owners'), FEW_MAX).flatMap((owner) => {
    const of = text(owner, 'name');
    return of === undefined ? [] : [{ name: of, ...given({ from: text(owner, 'from'), to: text(owner, 'to') }) }];
  });
  return { id, name, aliases: aliasesAt(view), owners, ...fictional(view) };
}

function readProduct(view: JsonView): CatalogueProduct | undefined {
  const [id, name, kind] = [text(view, 'id'), text(view, 'name'), oneOf(PRODUCT_KINDS, text(view, 'kind'))];
  if (id === undefined || name === undefined || kind === undefined) return undefined;
  const unmistakable = field(view, 'isUnmistakable').value;
  return {
    id,
    name,
    kind,
    source: text(view, 'source') ?? '',
    variants: elements(field(view, 'variants'), FEW_MAX).flatMap(variantAt),
    aliases: aliasesAt(view),
    identifiers: elements(field(view, 'identifiers'), FEW_MAX).flatMap(identifierAt),
    ...(typeof unmistakable === 'boolean' ? { isUnmistakable: unmistakable } : {}),
    ...given({ supplierId: text(view, 'supplierId'), category: text(view, 'category'), mergedInto: text(view, 'mergedInto') }),
    ...fictional(view),
  };
}

function readContains(view: JsonView): Contains | undefined {
  const [productId, componentId] = [text(view, 'productId'), text(view, 'componentId')];
  const certainty = oneOf(['certain', 'likely', 'possible'] as const, text(view, 'certainty'));
  if (productId === undefined || componentId === undefined || certainty === undefined) return undefined;
  const versions = given({ componentVersions: text(view, 'componentVersions'), productVersions: text(view, 'productVersions') });
  return { productId, componentId, certainty, source: text(view, 'source') ?? '', ...versions };
}

function readDecided(view: JsonView): DecidedName | undefined {
  const name = (key: string) => foldName(text(view, key) ?? '');
  const alias = {
    aliasSupplier: name('aliasSupplier'),
    aliasProduct: name('aliasProduct'),
    supplier: name('supplier'),
    product: name('product'),
  };
  const kind = text(view, 'kind');
  if (kind === undefined || alias.aliasSupplier + alias.aliasProduct === '') return undefined;
  return { ...alias, kind, ...given({ catalogueProductId: text(view, 'catalogueProductId') }) };
}

function aliasesAt(view: JsonView): readonly CatalogueAlias[] {
  return elements(field(view, 'aliases'), FEW_MAX).flatMap((alias) => {
    const [says, kind] = [text(alias, 'text'), oneOf(ALIAS_KINDS, text(alias, 'kind'))];
    if (says === undefined || kind === undefined) return [];
    const { supplierId, language, validFrom, validTo } = {
      supplierId: text(alias, 'supplierId'),
      language: text(alias, 'language'),
      validFrom: text(alias, 'validFrom'),
      validTo: text(alias, 'validTo'),
    };
    return [{ text: says, kind, ...given({ supplierId, language, validFrom, validTo }) }];
  });
}

function variantAt(view: JsonView): readonly Variant[] {
  const kind = oneOf(VARIANT_KINDS, text(view, 'kind'));
  if (kind === undefined) return [];
  return [{ kind, tenants: textsAt(field(view, 'tenants'), FEW_MAX, NAME_MAX), ...given({ name: text(view, 'name') }) }];
}

function identifierAt(view: JsonView): readonly Identifier[] {
  const scheme = oneOf(['cpe23', 'purl', 'swid', 'udi-di', 'other'] as const, text(view, 'scheme'));
  const checked = oneOf(['confirmed', 'to-check'] as const, text(view, 'checked'));
  const value = textAt(field(view, 'value'), VALUE_MAX);
  return scheme === undefined || checked === undefined || value === undefined ? [] : [{ scheme, value, checked }];
}

function text(view: JsonView, name: string): string | undefined {
  return textAt(field(view, name), NAME_MAX);
}

function oneOf<Kind extends string>(kinds: readonly Kind[], found: string | undefined): Kind | undefined {
  return kinds.find((kind) => kind === found);
}

function fictional(view: JsonView): { readonly isFictional?: true } {
  return field(view, 'isFictional').value === true ? { isFictional: true } : {};
}

/** Those that are there. */
function given<Name extends string>(values: Readonly<Record<Name, string | undefined>>): { readonly [N in Name]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { readonly [N in Name]?: string };
}
