/** A small valid CSAF 2.0 advisory of an invented supplier, with what a test wants to be different. */
export function exampleCsaf(
  id: string,
  different: { readonly title?: string; readonly version?: string; readonly date?: string; readonly product?: string } = {},
): object {
  const date = different.date ?? '2026-11-20T08:00:00.000Z';
  const version = different.version ?? '1';
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      distribution: { tlp: { label: 'WHITE' } },
      lang: 'en',
      notes: [{ category: 'summary', text: 'An example.' }],
      publisher: { category: 'vendor', name: 'Voorbeeld Software', namespace: 'https://csaf.example' },
      title: different.title ?? `Example ${id}`,
      tracking: {
        current_release_date: date,
        id,
        initial_release_date: '2026-11-20T08:00:00.000Z',
        revision_history: [{ date, number: version, summary: 'As it is' }],
        status: 'final',
        version,
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Voorbeeld Software',
          branches: [
            {
              category: 'product_name',
              name: different.product ?? 'Dossier',
              branches: [{ category: 'product_version', name: '4.2', product: { name: 'Dossier 4.2', product_id: 'P1' } }],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      { cve: 'CVE-2026-99999', product_status: { known_affected: ['P1'] }, notes: [{ category: 'description', text: 'Bad.' }] },
    ],
  };
}
