import { seededRandom } from '@forewarn/fakes/world/seeded-random.ts';

/** Of the 6,355 advisories of publishers that were counted most name a few products, and some name hundreds. */
const FEW = 6;
const MANY = 200;
const MANY_RATE = 0.03;

const KINDS = ['Beheer', 'Koppeling', 'Portaal', 'Poort', 'Meting', 'Planning', 'Opslag', 'Scherm', 'Pomp', 'Server'];
const FLAWS = ['Lek in', 'Meer rechten door', 'Uitval van', 'Omzeilen van aanmelden in', 'Code uitvoeren in'];

/** A CSAF 2.0 document of nobody, the same every time for a number: its suppliers and products are numbered. */
export function inventedDocument(place: number): object {
  const random = seededRandom(`bench/advisories/${place}`);
  const supplier = `Leverancier ${random.whole(0, 399)}`;
  const kind = random.pick(KINDS);
  const products = Array.from({ length: random.chance(MANY_RATE) ? MANY : random.whole(1, FEW) }, (_, at) => ({
    name: `${kind} ${place % 1_000}${at === 0 ? '' : `.${at}`}`,
    versions: [`${random.whole(1, 20)}.${random.whole(0, 29)}`, `${random.whole(21, 40)}.${random.whole(0, 29)}`],
  }));
  const date = new Date(Date.UTC(2024, 0, 1) + random.whole(0, 899) * 24 * 3_600_000).toISOString();
  const ids = products.flatMap(({ versions }, at) => versions.map((_, version) => `P${at}-${version}`));
  return {
    document: {
      category: 'csaf_base',
      csaf_version: '2.0',
      distribution: { tlp: { label: random.chance(0.1) ? 'AMBER' : 'WHITE' } },
      lang: 'nl',
      notes: [{ category: 'summary', text: `Verzonnen voor een meting, nummer ${place}.` }],
      publisher: { category: 'vendor', name: supplier, namespace: `https://${random.whole(0, 399)}.leverancier.example` },
      title: `${random.pick(FLAWS)} ${products[0]?.name ?? ''} van ${supplier}`,
      tracking: {
        current_release_date: date,
        id: `BENCH-2024-${place}`,
        initial_release_date: date,
        revision_history: Array.from({ length: random.whole(1, 3) }, (_, at) => ({
          date,
          number: String(at + 1),
          summary: at === 0 ? 'Eerste versie' : 'Een omweg toegevoegd',
        })),
        status: 'final',
        version: '1',
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: supplier,
          branches: products.map(({ name, versions }, at) => ({
            category: 'product_name',
            name,
            branches: versions.map((version, of) => ({
              category: 'product_version',
              name: version,
              product: { name: `${name} ${version}`, product_id: `P${at}-${of}` },
            })),
          })),
        },
      ],
    },
    vulnerabilities: Array.from({ length: random.whole(1, 4) }, (_, at) => ({
      cve: `CVE-2024-${10_000 + place * 4 + at}`,
      product_status: { known_affected: ids },
      remediations: [{ category: 'vendor_fix', details: 'Werk bij.', product_ids: ids }],
    })),
  };
}
