import { elements, field, isObject, path, textAt, textsAt, type JsonView } from '../../../basics/json-view.ts';
import type { Problem } from '../../../basics/problem.ts';
import type { AdvisoryProduct, VersionClaim } from '../../advisory.ts';

/** Publisher-controlled, so bounded. The deepest tree in 6,355 real documents has 8 levels; the widest has 31,000 products. */
const BRANCH_DEPTH_MAX = 64;
const BRANCHES_MAX = 200_000;
const PRODUCTS_MAX = 200_000;
const NAME_MAX = 2_000;
const RELATIONSHIP_DEPTH_MAX = 8;

type ProductTree = {
  readonly products: readonly AdvisoryProduct[];
  /** Product ids of each group id (CSAF 2.0 §3.2.2.3). */
  readonly groups: ReadonlyMap<string, readonly string[]>;
};

/** Names that the branches above give, nearest last. */
type Branches = {
  readonly supplier?: string;
  readonly family?: string;
  readonly product?: string;
  readonly architecture?: string;
  readonly version?: VersionClaim;
};

/** Reads `/product_tree` (CSAF 2.0 §3.2.2): branches, full product names, relationships, groups. */
export function readProductTree(tree: JsonView, problems: Problem[]): ProductTree {
  const products = new Map<string, AdvisoryProduct>();
  readBranches(tree, products, problems);
  for (const name of elements(field(tree, 'full_product_names'), PRODUCTS_MAX)) addProduct(name, {}, products, problems);
  readRelationships(tree, products, problems);
  return { products: [...products.values()], groups: readGroups(tree) };
}

/** A stack instead of recursion: nesting is the publisher's to choose. */
function readBranches(tree: JsonView, products: Map<string, AdvisoryProduct>, problems: Problem[]): void {
  const waiting: { readonly holder: JsonView; readonly above: Branches; readonly depth: number }[] = [
    { holder: tree, above: {}, depth: 0 },
  ];
  for (let seen = 0, next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.depth > BRANCH_DEPTH_MAX || seen > BRANCHES_MAX) {
      problems.push({
        code: 'product-tree-too-large',
        at: next.holder.at,
        message: 'The product tree is deeper or larger than Forewarn reads; what lies beyond is left out.',
        source: 'CSAF 2.0 §3.1.2',
      });
      return;
    }
    const branches = elements(field(next.holder, 'branches'), BRANCHES_MAX);
    for (const branch of branches.toReversed()) {
      seen += 1;
      waiting.push({ holder: branch, above: withBranch(next.above, branch), depth: next.depth + 1 });
    }
    if (next.depth > 0 && isObject(field(next.holder, 'product')))
      addProduct(field(next.holder, 'product'), next.above, products, problems);
  }
}

function withBranch(above: Branches, branch: JsonView): Branches {
  const name = textAt(field(branch, 'name'), NAME_MAX)?.trim();
  if (name === undefined || name === '') return above;
  switch (field(branch, 'category').value) {
    case 'vendor':
      return { ...above, supplier: name };
    case 'product_family':
      return { ...above, family: name };
    case 'product_name':
      return { ...above, product: name };
    case 'architecture':
      return { ...above, architecture: name };
    case 'product_version':
    case 'patch_level':
    case 'service_pack':
      return { ...above, version: joinVersion(above.version, name) };
    case 'product_version_range':
      return { ...above, version: { kind: 'range', text: name } };
    default:
      return above;
  }
}

/** "2019" with patch level "CU14" is version "2019 CU14". */
function joinVersion(above: VersionClaim | undefined, name: string): VersionClaim {
  return { kind: 'exact', text: above?.kind === 'exact' ? `${above.text} ${name}`.slice(0, NAME_MAX).toWellFormed() : name };
}

function addProduct(view: JsonView, above: Branches, products: Map<string, AdvisoryProduct>, problems: Problem[]): void {
  const id = textAt(field(view, 'product_id'), NAME_MAX);
  if (id === undefined) {
    problems.push({
      code: 'product-without-id',
      at: view.at,
      message: 'This product has no product_id, so nothing can be said of it.',
      source: 'CSAF 2.0 §3.1.3',
    });
    return;
  }
  if (products.has(id)) {
    problems.push({
      code: 'product-id-twice',
      at: `${view.at}/product_id`,
      message: `The product_id ${id} stands for two products; the first is used.`,
      source: 'CSAF 2.0 §6.1.2',
    });
    return;
  }
  if (products.size >= PRODUCTS_MAX) return;
  products.set(id, {
    id,
    name: textAt(field(view, 'name'), NAME_MAX)?.trim() ?? above.product ?? id,
    ...above,
    ...readHelper(field(view, 'product_identification_helper')),
    at: view.at,
  });
}

/** CSAF 2.0 §3.1.3.3; 2.1 writes `purls`, a list. */
function readHelper(helper: JsonView): Pick<AdvisoryProduct, 'cpe' | 'purls' | 'otherIdentifiers'> {
  const cpe = textAt(field(helper, 'cpe'), NAME_MAX);
  const purl = textAt(field(helper, 'purl'), NAME_MAX);
  const purls = [...(purl === undefined ? [] : [purl]), ...textsAt(field(helper, 'purls'), 100, NAME_MAX)];
  const otherIdentifiers = ['model_numbers', 'skus', 'serial_numbers'].flatMap((kind) =>
    textsAt(field(helper, kind), 1_000, NAME_MAX).map((value) => ({ kind, value })),
  );
  return { ...(cpe === undefined ? {} : { cpe }), purls, otherIdentifiers };
}

/** A relationship makes a new product of two: a component *on* a platform (§3.2.2.4). Its names are the component's. */
function readRelationships(tree: JsonView, products: Map<string, AdvisoryProduct>, problems: Problem[]): void {
  for (const view of elements(field(tree, 'relationships'), PRODUCTS_MAX)) {
    const productId = textAt(field(view, 'product_reference'), NAME_MAX);
    const relatesTo = textAt(field(view, 'relates_to_product_reference'), NAME_MAX);
    const name = field(view, 'full_product_name');
    const component = productId === undefined ? undefined : componentOf(productId, products);
    if (productId === undefined || relatesTo === undefined || component === undefined) {
      problems.push({
        code: 'relationship-broken',
        at: view.at,
        message: 'This relationship names a product that the document does not have.',
        source: 'CSAF 2.0 §6.1.1',
      });
    }
    const before = products.size;
    addProduct(name, {}, products, problems);
    const id = textAt(path(name, 'product_id'), NAME_MAX);
    const made = id === undefined ? undefined : products.get(id);
    if (made === undefined || products.size === before || productId === undefined || relatesTo === undefined) continue;
    const { supplier, family, product, architecture, version } = component ?? {};
    const category = textAt(field(view, 'category'), 100) ?? 'default_component_of';
    products.set(made.id, {
      ...made,
      supplier,
      family,
      product,
      architecture,
      version,
      cpe: made.cpe ?? component?.cpe,
      purls: made.purls.length > 0 ? made.purls : (component?.purls ?? []),
      relationship: { category, productId, relatesTo },
    });
  }
}

/** The component itself: a relationship may name a product that another relationship made. */
function componentOf(id: string, products: ReadonlyMap<string, AdvisoryProduct>): AdvisoryProduct | undefined {
  let product = products.get(id);
  for (let depth = 0; depth < RELATIONSHIP_DEPTH_MAX && product?.relationship !== undefined && product.product === undefined; depth += 1) {
    product = products.get(product.relationship.productId);
  }
  return product;
}

function readGroups(tree: JsonView): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const view of elements(field(tree, 'product_groups'), PRODUCTS_MAX)) {
    const id = textAt(field(view, 'group_id'), NAME_MAX);
    if (id !== undefined) groups.set(id, textsAt(field(view, 'product_ids'), PRODUCTS_MAX, NAME_MAX));
  }
  return groups;
}
