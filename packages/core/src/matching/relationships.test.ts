import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readCsaf } from '../advisories/formats/csaf.ts';
import { sharedData } from '../basics/shared-data.test-support.ts';
import type { Item } from '../inventories/item.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';

const FOLDER = join(sharedData, 'csaf/advisories');

const documents = new Map<string, readonly { document: { tracking: { id: string } } }[]>();
function documentOf(file: string, id: string) {
  const all =
    documents.get(file) ??
    gunzipSync(readFileSync(join(FOLDER, `${file}.jsonl.gz`)))
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { doc: { document: { tracking: { id: string } } } }).doc);
  documents.set(file, all);
  const reading = readCsaf(all.find(({ document }) => document.tracking.id === id));
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  return prepareAdvisory(reading.value, NO_ALIASES);
}

function said(file: string, id: string, line: Partial<Item>): readonly (string | undefined)[] | undefined {
  const match = matchItem(documentOf(file, id), prepareItem(lineOf({ version: undefined, ...line }), NO_ALIASES));
  if (match === undefined) return undefined;
  return match.kind === 'concerned' ? [match.reason, match.certainty] : [match.because];
}

/** Real documents: hardware with firmware (Festo), packages on a distribution and components of a product (Red Hat), none (Siemens). */
describe.skipIf(!existsSync(FOLDER))('component on platform, in real documents', () => {
  test.each([
    // Firmware has no name of its own: the hardware is meant, with the version of the firmware.
    ['FSA-202207', { product: 'Control block CPX-CEC-C1', version: '2.0.12' }, ['product-version', 'certain']],
    ['FSA-202207', { product: 'CPX-CEC-C1 Control block', version: '2.0.13' }, ['version-not-affected']],
    ['FSA-202207', { product: 'Control block CPX-CEC-C1' }, ['product-version-unknown', 'likely']],
    ['FSA-202203', { product: 'Controller CECC-D' }, ['product-version-unknown', 'likely']],
    // Software with a name of its own on a computer: the software is concerned, and so may be who holds the computer.
    ['FSA-202303', { product: 'MES PC DELL XE3' }, ['component', 'likely']],
    ['FSA-202207', { product: 'Controller CECC-D' }, undefined],
  ] as const)('Festo %s, %j: %j', (id, line, expected) => {
    expect(said('festo', id, { supplier: 'Festo', ...line })).toEqual(expected);
  });

  test.each([
    // A package counts for its own distribution and release alone.
    ['CVE-2022-0128', { product: 'vim', identifier: 'pkg:rpm/redhat/vim@8.2-1.el9?distro=rhel-9' }, ['supplier-says-not-affected']],
    ['CVE-2022-0128', { product: 'vim', identifier: 'pkg:rpm/redhat/vim@8.2-1.el10?distro=rhel-10' }, undefined],
    // A distribution is not concerned by each of its thousands of packages; whoever has the package has a line for it.
    ['CVE-2022-0128', { product: 'Red Hat Enterprise Linux 9' }, undefined],
    // A component of a product that is bought as a whole.
    ['CVE-2019-14852', { product: '3scale API Management Platform 2' }, ['component', 'likely']],
  ] as const)('Red Hat %s, %j: %j', (id, line, expected) => {
    expect(said('redhat', id, { supplier: 'Red Hat', ...line })).toEqual(expected);
  });
});

const XEON = [
  { id: 'xeon', vendor: 'Intel', name: 'Xeon Silver' },
  { id: 'server', vendor: 'Kwartelveen Informatica', name: 'Labstraat Server', version: 'V91' },
];
const inServer = (category: string) => ({
  relationships: [
    {
      category,
      full_product_name: { product_id: 'both', name: 'Xeon Silver in Labstraat Server V91' },
      product_reference: 'xeon',
      relates_to_product_reference: 'server',
    },
  ],
  remediations: [{ category: 'vendor_fix', details: 'Vervang de server.', product_ids: ['both'] }],
});
const answer = (category: string, line: Partial<Item>, status: Record<string, readonly string[]> = { known_affected: ['both'] }) =>
  matchItem(
    prepareAdvisory(advisoryOf(XEON, status, inServer(category)), NO_ALIASES),
    prepareItem(lineOf({ supplier: 'Kwartelveen Informatica', product: 'Labstraat Server', version: 'V91', ...line }), NO_ALIASES),
  );

test('what has the component in it is likely, with the remedy for both together', () => {
  expect(answer('default_component_of', {})).toMatchObject({
    reason: 'component',
    certainty: 'likely',
    evidence: [{ advisorySays: 'Xeon Silver in Labstraat Server V91' }],
    remediations: [{ details: 'Vervang de server.' }],
  });
});

test('a component that need not be there makes it possible', () => {
  expect(answer('optional_component_of', {})).toMatchObject({ reason: 'component', certainty: 'possible' });
});

test('another version of the whole is not meant, and a component that is fixed does not make the whole safe', () => {
  expect(answer('default_component_of', { version: 'V95' })).toMatchObject({ kind: 'not-concerned' });
  expect(answer('default_component_of', {}, { fixed: ['both'] })).toBeUndefined();
});

test.each([
  ['a branch', { range: 'vers:generic/<2.1' }],
  ['its CPE name alone', { cpe: 'cpe:2.3:o:hazelduin:vizier_x15_firmware:2.0:*:*:*:*:*:*:*' }],
])('hardware has the versions of the firmware that is installed on it, told by %s, though their joint name tells none', (_, told) => {
  const relationships = [
    {
      category: 'installed_on',
      full_product_name: { product_id: 'both', name: 'Firmware installed on Vizier X15' },
      product_reference: 'firmware',
      relates_to_product_reference: 'device',
    },
  ];
  const rows = [
    { id: 'firmware', vendor: 'Hazelduin', name: 'Firmware', ...told },
    { id: 'device', vendor: 'Hazelduin', name: 'Vizier X15' },
  ];
  const advisory = prepareAdvisory(advisoryOf(rows, { known_affected: ['both'] }, { relationships }), NO_ALIASES);
  const held = (version?: string) =>
    matchItem(advisory, prepareItem(lineOf({ supplier: 'Hazelduin', product: 'Vizier X15', version }), NO_ALIASES));
  expect(held('2.0')).toMatchObject({ kind: 'concerned', certainty: 'certain', reason: 'product-version' });
  expect(held('2.1')).toMatchObject({ kind: 'not-concerned', because: 'version-not-affected' });
  expect(held(undefined)).toMatchObject({ kind: 'concerned', certainty: 'likely', reason: 'product-version-unknown' });
});
