import { expect, test } from 'vitest';
import { describeSchemaFinding } from './schema-finding.ts';

test.each([
  ['/document/tracking', 'required', { missingProperty: 'id' }, '"id" is missing here.', '§3.2.1.12'],
  ['/document/notes/0/text', 'minLength', { limit: 1 }, 'This text is empty.', '§3.2.1.7'],
  ['/vulnerabilities/3/remediations/0/url', 'format', { format: 'uri' }, 'This is no valid uri.', '§3.2.3.12'],
  ['/vulnerabilities/3/notes', 'minItems', { limit: 1 }, 'This has too few entries: it must have 1 or more.', '§3.2.3.8'],
  [
    '/product_tree/branches/0/category',
    'enum',
    { allowedValues: ['vendor', 'host_name'] },
    'This value is not one of those that CSAF allows: vendor, host_name.',
    '§3.2.2.1',
  ],
  ['', 'required', { missingProperty: 'document' }, '"document" is missing here.', '§3.2'],
])('at %s, %s is told in words with its section', (instancePath, keyword, params, message, section) => {
  expect(describeSchemaFinding('2.0', { instancePath, keyword, params })).toMatchObject({
    code: 'csaf-schema',
    at: instancePath,
    message,
    source: `CSAF 2.0 ${section}`,
  });
});

test.each([
  ['required', { missingProperty: 'id' }, { about: 'required', name: 'id' }],
  ['enum', { allowedValues: ['vendor', 'host_name'] }, { about: 'enum', names: 'vendor, host_name' }],
  ['const', { allowedValue: '2.0' }, { about: 'enum', names: '2.0' }],
  ['type', { type: 'array' }, { about: 'type', name: 'array' }],
  ['format', { format: 'date-time' }, { about: 'format', name: 'date-time' }],
  ['minLength', { limit: 1 }, { about: 'empty' }],
  ['minLength', { limit: 32 }, { about: 'too-short', least: '32' }],
  ['minItems', { limit: 2 }, { about: 'too-few', least: '2' }],
  ['minProperties', { limit: 3 }, { about: 'too-few', least: '3' }],
  ['uniqueItems', { i: 1, j: 0 }, { about: 'twice' }],
  ['additionalProperties', { additionalProperty: 'cvss' }, { about: 'not-here', name: 'cvss' }],
  ['unevaluatedProperties', { unevaluatedProperty: 'cvss' }, { about: 'not-here', name: 'cvss' }],
  ['pattern', { pattern: '^x' }, undefined],
])('what %s asks is handed over as facts', (keyword, params, facts) => {
  expect(describeSchemaFinding('2.0', { instancePath: '/document', keyword, params }).facts).toEqual(facts);
});

test('a fault inside a CVSS object is test 6.1.8', () => {
  const finding = { instancePath: '/vulnerabilities/0/scores/0/cvss_v3', keyword: 'required', params: { missingProperty: 'baseSeverity' } };
  expect(describeSchemaFinding('2.0', finding)).toMatchObject({
    code: 'csaf-6-1-8',
    message: expect.stringContaining('"baseSeverity" is missing here.'),
  });
  expect(describeSchemaFinding('2.1', { ...finding, instancePath: '/vulnerabilities/0/metrics/0/content/cvss_v4' }).source).toBe(
    'CSAF 2.1 §6.1.8',
  );
});

test('in CSAF 2.1 the sections stand one further', () => {
  expect(describeSchemaFinding('2.1', { instancePath: '/vulnerabilities/0/cve', keyword: 'pattern' }).source).toBe('CSAF 2.1 §3.2.4');
});

test('what a publisher wrote comes back short and on one line', () => {
  const { message } = describeSchemaFinding('2.0', {
    instancePath: '/document',
    keyword: 'additionalProperties',
    params: { additionalProperty: `a\n${'b'.repeat(5_000)}` },
  });
  expect(message.length).toBeLessThan(130);
  expect(message).not.toContain('\n');
});
