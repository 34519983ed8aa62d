import { elements, field, textAt, type JsonView } from '../../../basics/json-view.ts';
import { plainText, readCpe, type Cpe } from '../../../products/cpe.ts';
import type { AdvisoryProduct, VersionClaim } from '../../advisory.ts';
import { spanText, type BoundText } from '../span-text.ts';

const CONFIGURATIONS_MAX = 1_000;
const NODES_MAX = 1_000;
const MATCHES_MAX = 5_000;
const PRODUCTS_MAX = 20_000;
const TEXT_MAX = 2_000;

/**
 * The products of applicability statements (CVE record format 5.1, `cpeApplicability`; NVD API 2.0, `configurations`): every match that is
 * `vulnerable`, with its version or its bounds. What it must run *on* (`AND` with one that is not) is told in the name alone: a line of
 * an inventory rarely says on what something runs. Statements that are negated say nothing of what is affected.
 */
export function readApplicability(view: JsonView): readonly AdvisoryProduct[] {
  const products: AdvisoryProduct[] = [];
  for (const configuration of elements(view, CONFIGURATIONS_MAX)) {
    if (field(configuration, 'negate').value === true) continue;
    const nodes = elements(field(configuration, 'nodes'), NODES_MAX).filter((node) => field(node, 'negate').value !== true);
    const matches = nodes.flatMap((node) => elements(field(node, 'cpeMatch'), MATCHES_MAX));
    const platforms = isAnd(configuration) ? matches.filter((match) => !isVulnerable(match)).flatMap(productNameOf) : [];
    for (const match of matches) {
      if (products.length >= PRODUCTS_MAX) return products;
      const product = isVulnerable(match) ? productOf(match, platforms) : undefined;
      if (product !== undefined) products.push(product);
    }
  }
  return products;
}

function isAnd(configuration: JsonView): boolean {
  return textAt(field(configuration, 'operator'), 10)?.toUpperCase() === 'AND';
}

function isVulnerable(match: JsonView): boolean {
  return field(match, 'vulnerable').value !== false;
}

function productOf(match: JsonView, platforms: readonly string[]): AdvisoryProduct | undefined {
  const criteria = textAt(field(match, 'criteria'), TEXT_MAX);
  const cpe = criteria === undefined ? undefined : readCpe(criteria);
  const [vendor, product] = cpe === undefined ? [] : [nameOf(cpe.vendor), nameOf(cpe.product)];
  if (cpe === undefined || criteria === undefined || vendor === undefined || product === undefined) return undefined;
  const version = versionOf(cpe, match);
  const on = [...new Set(platforms)].slice(0, 3).join(', ');
  return {
    id: match.at,
    name: `${vendor} ${product}${on === '' ? '' : ` (on ${on})`}`,
    supplier: vendor,
    product,
    ...(version === undefined ? {} : { version }),
    cpe: criteria,
    purls: [],
    otherIdentifiers: [],
    at: match.at,
  };
}

/** A CPE's `*` with bounds means the bounds; without them every version; `-` that it has none to tell. */
function versionOf(cpe: Cpe, match: JsonView): VersionClaim | undefined {
  const bound = (including: string, excluding: string): BoundText | undefined => {
    const version = textAt(field(match, including), TEXT_MAX) ?? textAt(field(match, excluding), TEXT_MAX);
    // Some are quoted as in a CPE name: "11.5\\(4\\)".
    return version === undefined
      ? undefined
      : { version: version.replace(/\\(.)/g, '$1'), inclusive: field(match, including).value === version };
  };
  const from = bound('versionStartIncluding', 'versionStartExcluding');
  const to = bound('versionEndIncluding', 'versionEndExcluding');
  if (from !== undefined || to !== undefined) return spanText('generic', { from, to });
  const version = plainText(cpe.version);
  if (version === undefined) return cpe.version.kind === 'any' ? spanText('generic', {}) : undefined;
  const update = plainText(cpe.update);
  return { kind: 'exact', text: update === undefined ? version : `${version} ${update.replaceAll('_', ' ')}` };
}

function productNameOf(match: JsonView): readonly string[] {
  const cpe = readCpe(textAt(field(match, 'criteria'), TEXT_MAX) ?? '');
  return cpe === undefined ? [] : [nameOf(cpe.product)].flatMap((name) => name ?? []);
}

function nameOf(value: Cpe['vendor']): string | undefined {
  return plainText(value)?.replaceAll('_', ' ');
}
