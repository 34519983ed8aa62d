import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliasesOf, NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf, answerOf, lineOf, matchOf } from './example-match.test-support.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';

test('product and version in the range: concerned, certain, with what to do and how we know', () => {
  expect(matchOf({})).toEqual({
    kind: 'concerned',
    certainty: 'certain',
    reason: 'product-version',
    evidence: [
      {
        identifiedBy: 'name',
        advisoryProductId: 'P1',
        advisoryAt: expect.stringContaining('/product_tree/branches/0'),
        advisorySays: expect.stringContaining('6.2.15'),
        itemSays: 'Meridiaan Zorgsoftware Meridiaan EPD 6.2.14',
        version: 'in-range',
        vulnerability: 'CVE-2026-00001',
        status: 'known_affected',
      },
    ],
    remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 6.2.15.', productIds: [] }],
  });
});

test.each([
  ['the fixed version', { version: '6.2.15' }, 'fixed'],
  ['a version outside the range', { version: '6.3' }, 'version-not-affected'],
])('%s is not concerned, and why is told', (_, parts, because) => {
  expect(matchOf(parts)).toMatchObject({ kind: 'not-concerned', because });
});

test.each([
  ['missing', undefined, 'missing-in-inventory'],
  ['not readable', 'laatste', 'unreadable'],
  ['too short to tell', '6.2', 'unreadable'],
])('a version that is %s is likely, never silence', (_, version, evidence) => {
  expect(matchOf({ version })).toMatchObject({
    kind: 'concerned',
    certainty: 'likely',
    reason: 'product-version-unknown',
    evidence: [{ version: evidence }],
  });
});

test('a range that nobody can read is likely', () => {
  const advisory = advisoryOf([{ id: 'P', name: 'Meridiaan EPD', range: 'builds of spring' }], { known_affected: ['P'] });
  expect(answerOf(advisory, {})).toMatchObject({ kind: 'concerned', certainty: 'likely' });
});

test('"all versions" needs no version', () => {
  const advisory = advisoryOf([{ id: 'P', name: 'Meridiaan EPD', range: 'vers:all/*' }], { known_affected: ['P'] });
  expect(answerOf(advisory, { version: undefined })).toMatchObject({ certainty: 'certain', evidence: [{ version: 'every-version' }] });
});

test('a version that is stated fixed beats an open range that has it too', () => {
  const advisory = advisoryOf(
    [
      { id: 'A', name: 'Meridiaan EPD', range: '< 7.0' },
      { id: 'F', name: 'Meridiaan EPD', version: '6.2.15' },
    ],
    { known_affected: ['A'], fixed: ['F'] },
  );
  expect(answerOf(advisory, { version: '6.2.15' })).toMatchObject({ kind: 'not-concerned', because: 'fixed' });
  expect(answerOf(advisory, { version: '6.2.14' })).toMatchObject({ kind: 'concerned', certainty: 'certain' });
});

test('what the supplier says is not affected is not concerned; what it looks into is possible', () => {
  const advisory = (status: string) => advisoryOf([{ id: 'P', name: 'Meridiaan EPD', range: 'vers:all/*' }], { [status]: ['P'] });
  expect(answerOf(advisory('known_not_affected'), {})).toMatchObject({ kind: 'not-concerned', because: 'supplier-says-not-affected' });
  expect(answerOf(advisory('under_investigation'), {})).toMatchObject({ kind: 'concerned', certainty: 'possible' });
});

test('of several versions on one line, one that is affected is enough', () => {
  expect(matchOf({ version: '6.2.14 (3x), 6.3 (1x)' })).toMatchObject({ kind: 'concerned', certainty: 'certain' });
});

test('a line without supplier is likely at most; the name of another supplier ends it', () => {
  expect(matchOf({ supplier: undefined, product: 'Meridiaan EPD' })).toMatchObject({ certainty: 'likely' });
  expect(matchOf({ supplier: 'Kompas Zorg-IT', product: 'EPD' })).toBeUndefined();
});

test('another product of the same supplier is another product', () => {
  expect(matchOf({ product: 'Meridiaan Patiëntportaal' })).toBeUndefined();
  expect(matchOf({ product: 'Meridiaan Huisarts' })).toBeUndefined();
});

test('a line that names only the supplier is possible, by the supplier', () => {
  expect(matchOf({ product: 'Meridiaan Zorgsoftware', version: undefined })).toMatchObject({
    kind: 'concerned',
    certainty: 'possible',
    reason: 'supplier',
  });
});

test('a CPE is identity, whatever the line is called; its version part alone is none', () => {
  const advisory = advisoryOf([{ id: 'P', name: 'Meridiaan EPD', range: '< 6.2.15', cpe: 'cpe:2.3:a:meridiaan:epd:*:*:*:*:*:*:*:*' }], {
    known_affected: ['P'],
  });
  const line = { supplier: undefined, product: 'dossier', version: undefined };
  expect(answerOf(advisory, { ...line, identifier: 'cpe:2.3:a:meridiaan:epd:6.2.14:*:*:*:*:*:*:*' })).toMatchObject({
    certainty: 'certain',
    evidence: [{ identifiedBy: 'cpe' }],
  });
  expect(answerOf(advisory, { ...line, identifier: 'cpe:2.3:a:kompas:portaal:6.2.14:*:*:*:*:*:*:*' })).toBeUndefined();
});

test('a package is identity, and one of another name or repository is another package', () => {
  const advisory = advisoryOf(
    [{ id: 'P', vendor: 'Red Hat', name: 'kernel', range: 'vers:rpm/<5.14.0-400.el9', purl: 'pkg:rpm/redhat/kernel' }],
    { known_affected: ['P'] },
  );
  const line = { supplier: 'Red Hat', product: 'kernel', version: undefined };
  expect(answerOf(advisory, { ...line, identifier: 'pkg:rpm/redhat/kernel@5.14.0-362.el9' })).toMatchObject({
    certainty: 'certain',
    evidence: [{ identifiedBy: 'purl' }],
  });
  expect(answerOf(advisory, { ...line, identifier: 'pkg:rpm/redhat/kernel-rt@5.14.0-362.el9' })).toBeUndefined();
});

test('a package on one release of a system is not that on another; before the fixed build it is affected', () => {
  const advisory = advisoryOf(
    [
      { id: 'el7', vendor: 'Red Hat', name: 'Red Hat Enterprise Linux 7' },
      { id: 'squid', vendor: 'Red Hat', name: 'squid', version: '7:3.5.20-17.el7_9.10' },
    ],
    { fixed: ['el7:squid'] },
    {
      relationships: [
        {
          category: 'default_component_of',
          product_reference: 'squid',
          relates_to_product_reference: 'el7',
          full_product_name: { product_id: 'el7:squid', name: 'squid-7:3.5.20-17.el7_9.10.x86_64' },
        },
      ],
    },
  );
  const line = (version: string, release: string) =>
    answerOf(advisory, {
      supplier: 'Red Hat',
      product: 'squid',
      version,
      identifier: `pkg:rpm/redhat/squid@${version}?epoch=7&distro=rhel-${release}`,
    });
  expect(line('3.5.20-17.el7_9.9', '7')).toMatchObject({ kind: 'concerned', certainty: 'certain' });
  expect(line('3.5.20-17.el7_9.10', '7')).toMatchObject({ kind: 'not-concerned', because: 'fixed' });
  expect(line('4.15-6.el8', '8')).toBeUndefined();
});

test('a part of another product is a component, likely at most', () => {
  expect(matchOf({ supplier: 'Kwartelveen Informatica', product: 'Labstraat (bevat Meridiaan EPD 6.2.1)', version: '9.4' })).toMatchObject({
    reason: 'component',
    certainty: 'likely',
  });
});

test('a version that counts another way and that the supplier tells people to go to is fixed', () => {
  const advisory = advisoryOf(
    [{ id: 'P', name: 'Pompstation', range: '<= L81' }],
    { known_affected: ['P'] },
    { remediations: [{ category: 'vendor_fix', details: 'Update to version 011L000093.', product_ids: ['P'] }] },
  );
  expect(answerOf(advisory, { product: 'Pompstation', version: '011L000093' })).toMatchObject({ kind: 'not-concerned', because: 'fixed' });
  expect(answerOf(advisory, { product: 'Pompstation', version: '011L000070' })).toMatchObject({ kind: 'concerned', certainty: 'likely' });
});

test('a name that somebody resolved counts on both sides', () => {
  const aliases = aliasesOf([
    { aliasSupplier: '', aliasProduct: 'bladwijzer', supplier: 'meridiaan zorgsoftware', product: 'meridiaan epd' },
  ]);
  expect(matchOf({ supplier: undefined, product: 'Bladwijzer' })).toBeUndefined();
  expect(matchOf({ supplier: undefined, product: 'Bladwijzer' }, undefined, aliases)).toMatchObject({
    kind: 'concerned',
    evidence: [{ identifiedBy: 'alias' }],
  });
  const renamed = advisoryOf([{ id: 'P', vendor: 'Anders', name: 'Bladwijzer', range: '< 7' }], { known_affected: ['P'] });
  expect(answerOf(renamed, {}, aliases)).toMatchObject({ kind: 'concerned' });
});

test('remedies of other products are not told; those for all are, each once, fixes first', () => {
  const advisory = advisoryOf(
    [
      { id: 'A', name: 'Meridiaan EPD', range: '< 7' },
      { id: 'B', name: 'Meridiaan Patiëntportaal', range: '< 7' },
    ],
    { known_affected: ['A', 'B'] },
    {
      remediations: [
        { category: 'mitigation', details: 'Zet de koppeling uit.' },
        { category: 'vendor_fix', details: 'Werk het portaal bij.', product_ids: ['B'] },
        { category: 'vendor_fix', details: 'Werk bij.', product_ids: ['A'] },
        { category: 'mitigation', details: 'Zet de koppeling uit.', product_ids: ['A'] },
      ],
    },
  );
  expect(answerOf(advisory, {})).toMatchObject({ remediations: [{ details: 'Werk bij.' }, { details: 'Zet de koppeling uit.' }] });
});

test('a product that a hundred vulnerabilities name gives a bounded answer', () => {
  const advisory = advisoryOf([{ id: 'P', name: 'Meridiaan EPD', range: '< 7' }], { known_affected: ['P'] });
  const many = { ...advisory, vulnerabilities: Array.from({ length: 100 }, () => advisory.vulnerabilities[0]!) };
  const match = answerOf(many, {});
  expect(match?.evidence.length).toBeLessThanOrEqual(12);
});

test('matching is the same every time, and never throws on what people type', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('Meridiaan EPD', '6.2.14', 'cpe:2.3:a:x:y:*:*:*:*:*:*:*:*', 'pkg:npm/%zz', '?', 'EPD (bevat X 1.0)'),
  );
  const prepared = prepareAdvisory(advisoryOf([{ id: 'P', name: 'Meridiaan EPD', range: '< 7' }], { known_affected: ['P'] }), NO_ALIASES);
  fc.assert(
    fc.property(
      text,
      text,
      fc.option(text, { nil: undefined }),
      fc.option(text, { nil: undefined }),
      (supplier, product, version, identifier) => {
        const item = lineOf({ supplier, product, version, identifier });
        expect(matchItem(prepared, prepareItem(item, NO_ALIASES))).toEqual(matchItem(prepared, prepareItem(item, NO_ALIASES)));
      },
    ),
  );
});

test('"STEP V19, before V19 Update 4" speaks of V19 alone', () => {
  const advisory = advisoryOf([{ id: 'v19', name: 'Meridiaan Poort V19', range: 'vers:intdot/<19.4' }], { known_affected: ['v19'] });
  expect(answerOf(advisory, { product: 'Meridiaan Poort', version: '19.2' })).toMatchObject({ kind: 'concerned' });
  expect(answerOf(advisory, { product: 'Meridiaan Poort', version: '16' })).toMatchObject({ kind: 'not-concerned' });
});

test('where one flaw is certain and another may be, what ends the second is told too', () => {
  const base = advisoryOf(
    [
      { id: 'all', name: 'Meridiaan EPD', range: 'vers:generic/*' },
      { id: 'old', name: 'Meridiaan EPD', range: 'vers:generic/<6.2' },
    ],
    { known_affected: ['all'] },
    { remediations: [{ category: 'none_available', details: 'Nog geen.', product_ids: ['all'] }] },
  );
  const [first] = base.vulnerabilities;
  const second = {
    ...first!,
    cve: 'CVE-2026-00002',
    status: { known_affected: ['old'] },
    remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 6.2.', productIds: ['old'] }],
  };
  expect(answerOf({ ...base, vulnerabilities: [first!, second] }, { version: undefined })).toMatchObject({
    certainty: 'certain',
    remediations: [{ details: 'Werk bij naar 6.2.' }, { details: 'Nog geen.' }],
  });
});

/** Two flaws: one up to 8.0 with a fix, one of all versions without. */
const twoFlaws = () => {
  const base = advisoryOf(
    [
      { id: 'old', name: 'Meridiaan EPD', range: '< 8.0' },
      { id: 'fixed', name: 'Meridiaan EPD', version: '8.0' },
      { id: 'all', name: 'Meridiaan EPD', range: 'vers:all/*' },
    ],
    { known_affected: ['old'], fixed: ['fixed'] },
  );
  const [first] = base.vulnerabilities;
  return { ...base, vulnerabilities: [first!, { ...first!, cve: 'CVE-2026-00002', status: { known_affected: ['all'] } }] };
};

test.each(['48.0.1', '8.0', undefined])(
  'of two flaws the one of all versions is certain, also for a version outside or fixed by the other, and without one (%s)',
  (version) => {
    const answer = answerOf(twoFlaws(), { version });
    expect(answer).toMatchObject({ kind: 'concerned', certainty: 'certain', reason: 'product-version' });
    expect(answer?.evidence.map(({ vulnerability, version: how }) => [vulnerability, how])).toEqual([['CVE-2026-00002', 'every-version']]);
  },
);

test.each([
  ['6.1, 6.2', 'certain'],
  ['8.1, onbekend', 'likely'],
  ['6.1, onbekend', 'certain'],
  [Array.from({ length: 24 }, (_, place) => `8.${place}`).join(', '), 'likely'],
])('of several versions (%s) of which some may be untold the strongest counts: %s', (version, certainty) => {
  const advisory = advisoryOf([{ id: 'a', name: 'Meridiaan EPD', range: 'vers:generic/<7' }], { known_affected: ['a'] });
  expect(answerOf(advisory, { version })).toMatchObject({ kind: 'concerned', certainty });
});

test.each(['Meridiaan Zorgsoftware B.V.', 'Meridiaan Zorgsoftware Inc.', 'Meridiaan Zorgsoftware GmbH', 'Meridiaan Zorgsoftware Ltd'])(
  'maker, product and version in one cell, the maker as it stands in the register (%s), is the product',
  (vendor) => {
    const advisory = advisoryOf([{ id: 'a', vendor, name: 'Waterlelie', range: '<6.3' }], { known_affected: ['a'] });
    const answer = answerOf(advisory, { supplier: undefined, product: `${vendor} Waterlelie 6.2`, version: undefined });
    expect(answer).toMatchObject({ kind: 'concerned', certainty: 'likely', reason: 'product-version' });
  },
);
