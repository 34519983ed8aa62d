import type { Advisory, AdvisoryProduct, Remediation } from '../advisories/advisory.ts';
import type { AdvisoryId } from '../basics/ids.ts';

/**
 * Everything that a publisher advises for one product, whatever the version: what may stand in a mail without telling which version is
 * held. Text is publisher-controlled.
 */
export type ProductRemedies = {
  readonly advisoryId: AdvisoryId;
  /** Ids in the advisory that are this product, in any version. */
  readonly productIds: readonly string[];
  /** Each once, in the document's order. */
  readonly remediations: readonly Remediation[];
};

/**
 * Gathers an advisory's remediations product by product. Two ids are one product where supplier and product agree; where the tree gives
 * no product's name, each id stands by itself.
 */
export function productRemedies(advisoryId: AdvisoryId, advisory: Advisory): readonly ProductRemedies[] {
  const byProduct = Map.groupBy(advisory.products, productName);
  const advice = adviceById(advisory);
  return [...byProduct.values()].map((products) => {
    const productIds = products.map(({ id }) => id);
    return { advisoryId, productIds, remediations: once(productIds.flatMap((id) => advice.get(id) ?? [])) };
  });
}

function productName({ id, supplier, product, family }: AdvisoryProduct): string {
  const name = product ?? family;
  return name === undefined ? `id ${id}` : `name ${JSON.stringify([supplier ?? '', name].map((part) => part.trim().toLowerCase()))}`;
}

/** What is advised for each id; what names no products is for every product of its vulnerability that has a status there. */
function adviceById(advisory: Advisory): ReadonlyMap<string, readonly Remediation[]> {
  const advice = new Map<string, Remediation[]>();
  for (const { remediations, status } of advisory.vulnerabilities) {
    const all = [...new Set(Object.values(status).flat())];
    for (const remediation of remediations) {
      for (const id of remediation.productIds.length > 0 ? remediation.productIds : all) {
        const held = advice.get(id);
        if (held === undefined) advice.set(id, [remediation]);
        else held.push(remediation);
      }
    }
  }
  return advice;
}

function once(remediations: readonly Remediation[]): readonly Remediation[] {
  return [...new Map(remediations.map((each) => [`${each.category} ${each.details} ${each.url ?? ''}`, each])).values()];
}
