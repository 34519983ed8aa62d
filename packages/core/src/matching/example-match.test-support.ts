import { exampleAdvisory, type EXAMPLE_CSAF } from '../advisories/example-advisory.test-support.ts';
import type { Advisory } from '../advisories/advisory.ts';
import { readCsaf } from '../advisories/formats/csaf.ts';
import type { Item } from '../inventories/item.ts';
import { NO_ALIASES, type Aliases } from '../products/aliases.ts';
import type { Containment } from './containments.ts';
import type { Evidence } from './match.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';

/** A line of the example advisory's product, with what the test says otherwise. */
export function lineOf(parts: Partial<Item> = {}): Item {
  return { key: 'epd', supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: '6.2.14', exposure: 'internal', ...parts };
}

/** The answer of the example advisory, changed, to one line. */
export function matchOf(parts: Partial<Item>, change?: (document: typeof EXAMPLE_CSAF) => void, aliases: Aliases = NO_ALIASES) {
  return answerOf(exampleAdvisory(change), parts, aliases);
}

export function answerOf(advisory: Advisory, parts: Partial<Item>, aliases: Aliases = NO_ALIASES) {
  return matchItem(prepareAdvisory(advisory, aliases), prepareItem(lineOf(parts), aliases));
}

export type ProductRow = {
  readonly id: string;
  readonly vendor?: string;
  readonly name: string;
  readonly version?: string;
  readonly range?: string;
  readonly cpe?: string;
  readonly purl?: string;
};

/** An advisory with these products and, for one vulnerability, these statuses. */
export function advisoryOf(
  products: readonly ProductRow[],
  status: Readonly<Record<string, readonly string[]>>,
  more: { readonly title?: string; readonly relationships?: readonly object[]; readonly remediations?: readonly object[] } = {},
): Advisory {
  const branches = products.map(({ id, vendor = 'Meridiaan Zorgsoftware', name, version, range, cpe, purl }) => {
    const product = {
      product_id: id,
      name: `${name} ${version ?? range ?? ''}`.trim(),
      product_identification_helper: { ...(cpe === undefined ? {} : { cpe }), ...(purl === undefined ? {} : { purl }) },
    };
    const told = version ?? range;
    const leaf =
      told === undefined
        ? { product }
        : { branches: [{ category: version === undefined ? 'product_version_range' : 'product_version', name: told, product }] };
    return { category: 'vendor', name: vendor, branches: [{ category: 'product_name', name, ...leaf }] };
  });
  const base = exampleAdvisory();
  const reading = readCsaf({
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      title: more.title ?? 'Lek',
      publisher: { category: 'coordinator', name: 'CERT', namespace: 'https://cert.example' },
      tracking: { id: base.trackingId, version: '1', status: 'final' },
    },
    product_tree: { branches, relationships: more.relationships ?? [] },
    vulnerabilities: [{ cve: 'CVE-2026-00001', product_status: status, remediations: more.remediations ?? [] }],
  });
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  return reading.value;
}

export function exampleEvidence(parts: Partial<Evidence> = {}): Evidence {
  return {
    identifiedBy: 'name',
    advisoryProductId: 'CSAFPID-0001',
    advisoryAt: '/product_tree/branches/0',
    advisorySays: 'Meridiaan EPD vers:generic/<6.2.15',
    itemSays: 'Meridiaan Zorgsoftware Meridiaan EPD 6.2.14',
    version: 'in-range',
    vulnerability: 'CVE-2026-00001',
    status: 'known_affected',
    ...parts,
  };
}

/** The catalogue says that one has the other in it. */
export function contained(product: string, component: string, parts: Partial<Containment> = {}): Containment {
  return {
    product: { supplier: 'Kwartelveen Informatica', names: [product], identifiers: [] },
    component: { supplier: 'Kwartelveen Informatica', names: [component], identifiers: [] },
    certainty: 'likely',
    source: 'catalogue',
    ...parts,
  };
}
