import { csafHead } from '@forewarn/core/advisories/csaf-head.test-support.ts';

/** What one advisory of the kill story is called; the number finds it again in mails. */
export function leakTitle(number: number): string {
  return `Lek ${String(number).padStart(3, '0')} in Voorbeeld Portaal`;
}

/** An invented critical advisory about the one product that the concerned institutions hold, as CSAF 2.0. */
export function leakAdvisory(number: number): object {
  const id = `VOORBEELD-SA-${String(number).padStart(3, '0')}`;
  const at = new Date(Date.UTC(2026, 10, 23, 8, 0, number)).toISOString();
  return {
    document: csafHead({ id, title: leakTitle(number), publisher: { name: 'Voorbeeld Software', namespace: 'https://csaf.example' }, at }),
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Voorbeeld Software',
          branches: [
            {
              category: 'product_name',
              name: 'Voorbeeld Portaal',
              branches: [
                {
                  category: 'product_version_range',
                  name: 'vers:generic/<2.0',
                  product: { product_id: 'P', name: 'Voorbeeld Portaal tot 2.0' },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: `CVE-2026-${99_000 + number}`,
        product_status: { known_affected: ['P'] },
        scores: [
          {
            products: ['P'],
            cvss_v3: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
              baseScore: 9.8,
              baseSeverity: 'CRITICAL',
            },
          },
        ],
        remediations: [{ category: 'vendor_fix', details: 'Installeer 2.0.', product_ids: ['P'] }],
      },
    ],
  };
}
