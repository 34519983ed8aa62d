/**
 * The invented advisory of the demo story and its two revisions, as CSAF 2.0 documents of the invented supplier's PSIRT. All of it is made up:
 * supplier, product, leak, CVE number (beyond those that are given out).
 *
 * 1.0.0: a critical leak in Meridiaan EPD on the institution's own servers; a fix for each of the branches 6.1, 6.2 and 6.3. What the
 *        supplier runs itself (cloud, portal, GP system) is said not to be affected.
 * 1.1.0: words only; nobody's action changes.
 * 2.0.0: the fix of branch 6.1 did not work and is replaced; Meridiaan Huisarts turns out to be affected too. For 6.2 and 6.3 nothing changes.
 */

export const DEMO_TRACKING_ID = 'MERIDIAAN-SA-2026-014';
export const DEMO_CVE = 'CVE-2026-99001';
/** CSAF 2.0 §5.1: the tracking id in lower case. */
export const DEMO_FILE_NAME = 'meridiaan-sa-2026-014.json';
export const DEMO_PUBLISHER = {
  category: 'vendor',
  name: 'Meridiaan Zorgsoftware PSIRT',
  namespace: 'https://psirt.meridiaan.example',
} as const;

export type CsafDocument = { readonly document: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;

export type DemoAdvisories = {
  readonly first: CsafDocument;
  readonly editorial: CsafDocument;
  readonly revised: CsafDocument;
};

const RELEASED = '2026-11-23T08:00:00Z';
const EDITED = '2026-11-23T14:00:00Z';
const REVISED = '2026-11-24T09:30:00Z';

/** The three revisions of the document, each whole. */
export function demoAdvisories(): DemoAdvisories {
  return {
    first: sortedAdvisory({ version: '1.0.0', at: RELEASED, fix61: '6.1 HF 25', huisarts: false, thanks: false }),
    editorial: sortedAdvisory({ version: '1.1.0', at: EDITED, fix61: '6.1 HF 25', huisarts: false, thanks: true }),
    revised: sortedAdvisory({ version: '2.0.0', at: REVISED, fix61: '6.1 HF 26', huisarts: true, thanks: true }),
  };
}

type Revision = {
  readonly version: string;
  readonly at: string;
  /** The first release of branch 6.1 without the leak. */
  readonly fix61: string;
  readonly huisarts: boolean;
  readonly thanks: boolean;
};

const HISTORY = [
  { number: '1.0.0', date: RELEASED, summary: 'Eerste versie.' },
  { number: '1.1.0', date: EDITED, summary: 'Dank aan de melder toegevoegd. Er verandert niets aan wat u moet doen.' },
  {
    number: '2.0.0',
    date: REVISED,
    summary: '6.1 HF 25 verhelpt het lek niet en is ingetrokken; 6.1 HF 26 vervangt het. Ook Meridiaan Huisarts is kwetsbaar.',
  },
];

/** Properties in alphabetical order, as CSAF advises (CSAF 2.0 §6.2.13). */
function sortedAdvisory(revision: Revision): CsafDocument {
  return sorted(advisory(revision)) as CsafDocument;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
}

function advisory(revision: Revision): CsafDocument {
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      lang: 'nl',
      title: 'Kritiek lek in Meridiaan EPD: aanmelden zonder wachtwoord',
      aggregate_severity: { text: 'Kritiek' },
      distribution: { text: 'Mag vrij worden verspreid.', tlp: { label: 'WHITE', url: 'https://www.first.org/tlp/' } },
      publisher: DEMO_PUBLISHER,
      notes: [
        {
          category: 'summary',
          title: 'Samenvatting',
          text: 'Een aanvaller die de aanmeldserver van Meridiaan EPD kan bereiken, kan zich zonder wachtwoord aanmelden als beheerder.',
        },
        ...(revision.thanks
          ? [{ category: 'general', title: 'Dank', text: 'Wij danken de functioneel beheerder die dit aan ons meldde.' }]
          : []),
      ],
      references: [
        {
          category: 'self',
          summary: 'Dit document',
          url: `https://psirt.meridiaan.example/.well-known/csaf/white/2026/${DEMO_FILE_NAME}`,
        },
      ],
      tracking: {
        id: DEMO_TRACKING_ID,
        version: revision.version,
        status: 'final',
        initial_release_date: RELEASED,
        current_release_date: revision.at,
        revision_history: HISTORY.filter(({ date }) => date <= revision.at),
        generator: { engine: { name: 'Meridiaan PSIRT' } },
      },
    },
    product_tree: { branches: [vendorBranch(revision)] },
    vulnerabilities: [vulnerability(revision)],
  };
}

function vendorBranch({ fix61 }: Revision): unknown {
  return {
    category: 'vendor',
    name: 'Meridiaan Zorgsoftware',
    branches: [
      {
        category: 'product_name',
        name: 'Meridiaan EPD',
        branches: [
          affected('EPD-61', '6.1', fix61),
          fixed('EPD-61-FIX', fix61),
          affected('EPD-62', '6.2', '6.2 HF 17'),
          fixed('EPD-62-FIX', '6.2 HF 17'),
          affected('EPD-63', '6.3', '6.3 HF 4'),
          fixed('EPD-63-FIX', '6.3 HF 4'),
        ],
      },
      service('CLOUD', 'Meridiaan EPD Cloud'),
      service('PORTAAL', 'Meridiaan Patiëntportaal'),
      service('HUISARTS', 'Meridiaan Huisarts'),
    ],
  };
}

/** What the supplier runs itself: no versions that a customer knows. */
function service(id: string, name: string): unknown {
  return { category: 'product_name', name, product: { product_id: id, name: `Meridiaan Zorgsoftware ${name}` } };
}

/** From the first release of a branch up to, not including, the fix. `vers` has spaces percent-encoded. */
function affected(id: string, branch: string, fix: string): unknown {
  return {
    category: 'product_version_range',
    name: `vers:generic/>=${branch}|<${fix.replaceAll(' ', '%20')}`,
    product: { product_id: id, name: `Meridiaan Zorgsoftware Meridiaan EPD ${branch} tot ${fix}` },
  };
}

function fixed(id: string, version: string): unknown {
  return {
    category: 'product_version',
    name: version,
    product: { product_id: id, name: `Meridiaan Zorgsoftware Meridiaan EPD ${version}` },
  };
}

function vulnerability(revision: Revision): unknown {
  const affectedIds = ['EPD-61', 'EPD-62', 'EPD-63', ...(revision.huisarts ? ['HUISARTS'] : [])];
  return {
    cve: DEMO_CVE,
    cwe: { id: 'CWE-287', name: 'Improper Authentication' },
    title: 'Aanmelden zonder wachtwoord',
    notes: [{ category: 'description', text: 'De aanmeldserver controleert het wachtwoord niet bij een leeg veld in het verzoek.' }],
    product_status: {
      known_affected: affectedIds,
      fixed: ['EPD-61-FIX', 'EPD-62-FIX', 'EPD-63-FIX'],
      known_not_affected: ['CLOUD', 'PORTAAL', ...(revision.huisarts ? [] : ['HUISARTS'])],
    },
    flags: [
      {
        label: 'vulnerable_code_not_present',
        product_ids: ['CLOUD', 'PORTAAL', ...(revision.huisarts ? [] : ['HUISARTS'])],
      },
    ],
    scores: [
      {
        products: affectedIds,
        cvss_v3: {
          version: '3.1',
          vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          baseScore: 9.8,
          baseSeverity: 'CRITICAL',
        },
      },
    ],
    remediations: [
      { category: 'vendor_fix', details: fixText61(revision), product_ids: ['EPD-61'] },
      { category: 'vendor_fix', details: 'Installeer 6.2 HF 17.', product_ids: ['EPD-62'] },
      { category: 'vendor_fix', details: 'Installeer 6.3 HF 4.', product_ids: ['EPD-63'] },
      ...(revision.huisarts
        ? [
            {
              category: 'mitigation',
              details: 'Meld alle gebruikers van Meridiaan Huisarts af en laat hen opnieuw aanmelden. Wij hebben de servers al bijgewerkt.',
              product_ids: ['HUISARTS'],
            },
          ]
        : []),
    ],
    threats: [{ category: 'exploit_status', details: 'Er wordt misbruik van gemaakt.', product_ids: affectedIds }],
  };
}

function fixText61({ fix61 }: Revision): string {
  return fix61 === '6.1 HF 25'
    ? 'Installeer 6.1 HF 25.'
    : `Installeer ${fix61}. Het eerdere 6.1 HF 25 verhelpt het lek niet en is ingetrokken.`;
}
