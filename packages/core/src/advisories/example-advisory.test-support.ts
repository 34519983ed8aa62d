import type { Advisory } from './advisory.ts';
import { readCsaf } from './formats/csaf.ts';

/** A small CSAF 2.0 document of the invented cast: one product with a range and a fixed version, one flaw, one remedy. */
export const EXAMPLE_CSAF = {
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    lang: 'nl',
    title: 'Lek in Meridiaan EPD',
    distribution: { tlp: { label: 'WHITE' } },
    publisher: { category: 'vendor', name: 'Meridiaan PSIRT', namespace: 'https://meridiaan.example' },
    references: [{ category: 'self', summary: 'Dit document', url: 'https://meridiaan.example/2026-001.json' }],
    tracking: {
      id: 'MER-2026-001',
      version: '1.0.0',
      status: 'final',
      initial_release_date: '2026-11-23T08:00:00Z',
      current_release_date: '2026-11-23T08:00:00Z',
      revision_history: [{ number: '1.0.0', date: '2026-11-23T08:00:00Z', summary: 'Eerste versie' }],
    },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Meridiaan Zorgsoftware',
        branches: [
          {
            category: 'product_name',
            name: 'Meridiaan EPD',
            branches: [
              {
                category: 'product_version_range',
                name: 'vers:generic/<6.2.15',
                product: { product_id: 'P1', name: 'Meridiaan EPD < 6.2.15' },
              },
              { category: 'product_version', name: '6.2.15', product: { product_id: 'P2', name: 'Meridiaan EPD 6.2.15' } },
            ],
          },
        ],
      },
    ],
    product_groups: [{ group_id: 'G1', product_ids: ['P1'] }],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2026-00001',
      scores: [
        {
          products: ['P1'],
          cvss_v3: {
            version: '3.1',
            vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
            baseScore: 9.8,
            baseSeverity: 'CRITICAL',
          },
        },
      ],
      product_status: { known_affected: ['P1'], fixed: ['P2'] },
      remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 6.2.15.', group_ids: ['G1'] }],
    },
  ],
};

export function exampleAdvisory(change: (document: typeof EXAMPLE_CSAF) => void = () => {}): Advisory {
  const document = structuredClone(EXAMPLE_CSAF);
  change(document);
  const reading = readCsaf(document);
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  return reading.value;
}
