import { expect, test } from 'vitest';
import { DEPTH_MAX, readCycloneDx } from './cyclonedx.ts';

const document = (parts: object) => ({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, ...parts });
const items = (json: unknown) => {
  const reading = readCycloneDx(json);
  return reading.kind === 'read' ? reading.value.lines.map((line) => line.item) : [];
};

test('the product described, its components with those inside them, and services are lines', () => {
  const json = document({
    metadata: { component: { type: 'device', name: 'Labstraat', version: '9.4', supplier: { name: 'Kwartel Diagnostiek' } } },
    components: [
      {
        type: 'application',
        name: 'engine',
        components: [
          { type: 'library', group: 'org.apache', name: 'log4j-core', version: '2.14.1', purl: 'pkg:maven/org.apache/log4j-core@2.14.1' },
        ],
      },
    ],
    services: [{ name: 'koppelvlak', provider: { name: 'Kwartel ICT' } }],
  });
  expect(items(json)).toEqual([
    { key: 'kwartel diagnostiek/labstraat', supplier: 'Kwartel Diagnostiek', product: 'Labstraat', version: '9.4', exposure: 'unknown' },
    { key: 'engine', product: 'engine', exposure: 'unknown' },
    { key: 'kwartel ict/koppelvlak', supplier: 'Kwartel ICT', product: 'koppelvlak', exposure: 'unknown' },
    {
      key: 'org apache/log4j core',
      product: 'org.apache/log4j-core',
      version: '2.14.1',
      identifier: 'pkg:maven/org.apache/log4j-core@2.14.1',
      exposure: 'unknown',
    },
  ]);
});

test('a document that only speaks of vulnerabilities is refused in words', () => {
  expect(readCycloneDx(document({ vulnerabilities: [{ id: 'CVE-2026-0001' }] }))).toMatchObject({
    kind: 'unreadable',
    problems: [{ code: 'no-lines' }],
  });
});

test('a version of the standard that we do not know is read and told', () => {
  expect(readCycloneDx({ ...document({ components: [{ type: 'library', name: 'x' }] }), specVersion: '9.9' })).toMatchObject({
    kind: 'read',
    problems: [{ code: 'version-unknown' }],
  });
});

test('nesting without end ends', () => {
  let component: object = { type: 'library', name: 'innermost' };
  for (let depth = 0; depth < 20_000; depth += 1) component = { type: 'library', name: `c${depth}`, components: [component] };
  const reading = readCycloneDx(document({ components: [component] }));
  expect(reading.kind === 'read' ? reading.value.lines.length : 0).toBe(DEPTH_MAX);
  expect(reading.problems.map((problem) => problem.code)).toEqual(['components-too-deep']);
});

test('what is no component is pointed out, and the rest is read', () => {
  const reading = readCycloneDx(document({ components: [null, 7, { type: 'library' }, { type: 'library', name: 'x' }], services: 'none' }));
  expect(reading.problems.map((problem) => problem.at)).toEqual(['/services', '/components/0', '/components/1', '/components/2']);
  expect(reading.kind).toBe('read');
});

test('by which way a component is in the product: nested in it, or through what depends on what; cycles end', () => {
  const reading = readCycloneDx(
    document({
      metadata: { component: { 'bom-ref': 'labstraat', type: 'device', name: 'Labstraat' } },
      components: [
        { 'bom-ref': 'engine', type: 'application', name: 'engine', components: [{ type: 'library', name: 'toolkit' }] },
        { 'bom-ref': 'log4j', type: 'library', name: 'log4j-core' },
        { 'bom-ref': 'loose', type: 'library', name: 'loose' },
      ],
      dependencies: [
        { ref: 'labstraat', dependsOn: ['engine', 'not-there'] },
        { ref: 'engine', dependsOn: ['log4j'] },
        { ref: 'log4j', dependsOn: ['engine', 'log4j', 7] },
      ],
    }),
  );
  expect(reading.kind === 'read' ? reading.value.lines.map(({ item, within }) => [item.product, within]) : []).toEqual([
    ['Labstraat', []],
    ['engine', ['Labstraat']],
    ['log4j-core', ['Labstraat', 'engine']],
    ['loose', ['Labstraat']],
    ['toolkit', ['Labstraat', 'engine']],
  ]);
});
