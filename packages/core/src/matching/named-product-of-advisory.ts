import type { Advisory, AdvisoryProduct } from '../advisories/advisory.ts';
import type { NamedProduct } from '../products/named-product.ts';
import { nameWithoutRange } from './range-in-name.ts';
import { readPackageName } from './read-package-name.ts';

/**
 * What a product of an advisory names. Where the tree has no branch for its product, or one that names but versions, the family or the full name
 * stands for it; where it has none for its maker, a publisher that is the vendor does (CSAF 2.0 §3.2.1.8).
 */
export function namedProductOfAdvisory(product: AdvisoryProduct, publisher: Advisory['publisher']): NamedProduct {
  const supplier = product.supplier ?? (publisher.category === 'vendor' ? publisher.name : undefined);
  const packaged = product.product === undefined ? readPackageName(product.version?.text ?? product.name) : undefined;
  const branch = [product.product, packaged?.name, product.family].flatMap((name) =>
    name === undefined ? [] : (nameWithoutRange(name) ?? []),
  );
  const name = branch[0] ?? withoutVersion(product);
  return {
    supplier,
    names: name === undefined ? [] : [name],
    identifiers: [...(product.cpe === undefined ? [] : [product.cpe]), ...product.purls],
  };
}

/** A full name that is only the version again ("vers:unknown/15.0.1") names nothing. */
function withoutVersion(product: AdvisoryProduct): string | undefined {
  const name = product.name.trim();
  if (/^vers:/i.test(name)) return undefined;
  return nameWithoutRange(name.replace(/\s+as a component of\s.*$/i, ''));
}
