import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInventoryJson } from './registry.ts';
import { readSpdx } from './spdx.ts';

const two = (parts: object) => ({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', ...parts });
const of = (json: unknown) => {
  const reading = readInventoryJson(json);
  if (reading.kind !== 'read') throw new Error(reading.problems[0]?.message);
  return reading.value.lines.map(({ item, within }) => ({ ...item, within }));
};

test('SPDX 2.3: packages with purl or CPE, supplier or originator, and by which way they are in the product', () => {
  expect(
    of(
      two({
        packages: [
          {
            SPDXID: 'SPDXRef-labstraat',
            name: 'Labstraat',
            versionInfo: '9.4',
            supplier: 'Organization: Kwartel Diagnostiek (info@kwartel.example)',
          },
          {
            SPDXID: 'SPDXRef-log4j',
            name: 'log4j-core',
            versionInfo: '2.14.1',
            supplier: 'NOASSERTION',
            originator: 'Organization: The Apache Software Foundation',
            externalRefs: [
              {
                referenceCategory: 'SECURITY',
                referenceType: 'cpe23Type',
                referenceLocator: 'cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*',
              },
              {
                referenceCategory: 'PACKAGE-MANAGER',
                referenceType: 'purl',
                referenceLocator: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
              },
            ],
          },
          { SPDXID: 'SPDXRef-engine', name: 'engine', versionInfo: 'NOASSERTION', externalRefs: [{ referenceType: 'http://spdx.org/rdf/references/cpe22Type', referenceLocator: 'cpe:/a:nextgen:mirth_connect' }] }, // prettier-ignore
        ],
        relationships: [
          { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-labstraat' },
          { spdxElementId: 'SPDXRef-labstraat', relationshipType: 'CONTAINS', relatedSpdxElement: 'SPDXRef-engine' },
          { spdxElementId: 'SPDXRef-log4j', relationshipType: 'DEPENDENCY_OF', relatedSpdxElement: 'SPDXRef-engine' },
          { spdxElementId: 'SPDXRef-engine', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-labstraat' }, // a cycle
        ],
      }),
    ),
  ).toMatchSnapshot();
});

test('SPDX 3.0: packages of the graph, with their agents by reference and the root behind the bill of materials', () => {
  expect(
    of({
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'Organization', spdxId: 'urn:kwartel', name: 'Kwartel Diagnostiek' },
        { type: 'SpdxDocument', spdxId: 'urn:doc', rootElement: ['urn:bom'] },
        { type: 'software_Sbom', spdxId: 'urn:bom', rootElement: ['urn:labstraat'] },
        { type: 'software_Package', spdxId: 'urn:labstraat', name: 'Labstraat', software_packageVersion: '9.4', suppliedBy: 'urn:kwartel' },
        { type: 'software_Package', spdxId: 'urn:log4j', name: 'log4j-core', software_packageVersion: '2.14.1', externalIdentifier: [{ type: 'ExternalIdentifier', externalIdentifierType: 'cpe23', identifier: 'cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*' }] }, // prettier-ignore
        { type: 'software_File', spdxId: 'urn:file', name: 'readme' },
        { type: 'Relationship', spdxId: 'urn:r', from: 'urn:labstraat', relationshipType: 'contains', to: ['urn:log4j', 'urn:file'] },
      ],
    }),
  ).toMatchSnapshot();
});

test('a package without a name is pointed out, and the rest is read', () => {
  const reading = readSpdx(two({ packages: [null, { SPDXID: 'a' }, { SPDXID: 'b', name: 'x' }] }));
  expect(reading.problems.map(({ code, at }) => [code, at])).toEqual([
    ['value-unreadable', '/packages/0'],
    ['component-unnamed', '/packages/1'],
  ]);
  expect(reading.kind).toBe('read');
});

test('a document of files only is refused in words', () => {
  expect(readSpdx(two({ files: [{ fileName: './x' }] }))).toMatchObject({ kind: 'unreadable', problems: [{ code: 'no-lines' }] });
});

test('a million relationships, most of them to nothing, end', () => {
  const relationships = Array.from({ length: 1_000_100 }, (_, place) => ({
    spdxElementId: `p${place % 50}`,
    relationshipType: 'CONTAINS',
    relatedSpdxElement: `p${(place + 1) % 60}`,
  }));
  const packages = Array.from({ length: 50 }, (_, place) => ({ SPDXID: `p${place}`, name: `part ${place}` }));
  const reading = readSpdx(two({ documentDescribes: ['p0'], packages, relationships }));
  expect(reading.kind === 'read' ? reading.value.lines.length : 0).toBe(50);
  expect(reading.problems.map((problem) => problem.code)).toEqual(['dependencies-too-many']);
});

test('reading never throws, whatever the JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (packages, relationships) =>
      ['read', 'unreadable'].includes(readSpdx({ spdxVersion: 'SPDX-2.3', packages, relationships, '@graph': relationships }).kind),
    ),
  );
});
