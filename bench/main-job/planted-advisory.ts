import { csafHead } from '@forewarn/core/advisories/csaf-head.test-support.ts';

/** The invented product that exactly so many institutions of the bench's world hold. */
export const PLANTED = { supplier: 'Vlonder Systemen', product: 'Vlonder Poort', version: '4.2.1' } as const;

/** The invented advisory on it, as CSAF 2.0: critical, a range that holds the planted version, one remedy. */
export function plantedAdvisory(): object {
  return {
    document: csafHead({
      id: 'VLONDER-2026-001',
      title: 'Lek in Vlonder Poort',
      publisher: { name: 'Vlonder Systemen PSIRT', namespace: 'https://vlonder.example' },
      at: '2026-11-23T08:00:00Z',
    }),
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: PLANTED.supplier,
          branches: [
            {
              category: 'product_name',
              name: PLANTED.product,
              branches: [
                {
                  category: 'product_version_range',
                  name: 'vers:generic/>=4.0|<4.2.5',
                  product: { product_id: 'P1', name: 'Vlonder Poort 4.0 tot 4.2.5' },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2026-99002',
        product_status: { known_affected: ['P1'] },
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
        remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 4.2.5.', product_ids: ['P1'] }],
      },
    ],
  };
}
