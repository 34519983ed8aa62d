type Publisher = { readonly name: string; readonly namespace: string; readonly category?: string };

/** `document` of an invented CSAF 2.0 advisory in its first version, for everybody (CSAF 2.0 §3.2.1). `at`: when it came out. */
export function csafHead({
  id,
  title,
  publisher,
  at,
}: {
  readonly id: string;
  readonly title: string;
  readonly publisher: Publisher;
  readonly at: string;
}) {
  return {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    lang: 'nl',
    title,
    distribution: { tlp: { label: 'WHITE' } },
    publisher: { category: 'vendor', ...publisher },
    tracking: {
      id,
      version: '1.0.0',
      status: 'final',
      initial_release_date: at,
      current_release_date: at,
      revision_history: [{ number: '1.0.0', date: at, summary: 'Eerste versie.' }],
    },
  };
}
