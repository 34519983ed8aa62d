import { expect, test } from 'vitest';
import { describeTestFinding } from './mandatory-tests.ts';

test('a failed test has its number as code and section, a sentence, and what to do', () => {
  expect(
    describeTestFinding('2.0', '6.1.1', { message: 'definition of product id missing', instancePath: '/vulnerabilities/0/x' }),
  ).toEqual({
    code: 'csaf-6-1-1',
    at: '/vulnerabilities/0/x',
    message: 'This names a product that the document does not define.',
    hint: 'What it says of this product may be wrong: look at the original before you warn.',
    source: 'CSAF 2.0 §6.1.1',
  });
});

test('where the finding says which one, it is added on one line', () => {
  expect(describeTestFinding('2.0', '6.1.21', { message: 'major version 2\nwas omitted', instancePath: '/' })).toMatchObject({
    at: '',
    message: 'The revision history misses a version. (major version 2 was omitted)',
  });
});

test('a test of a later version that we have no words for is told by its number', () => {
  expect(describeTestFinding('2.1', '6.1.99', { message: 'something' })).toMatchObject({
    code: 'csaf-6-1-99',
    message: expect.stringContaining('(something)'),
  });
  expect(describeTestFinding('2.0', '6.2.1', {}).message).toBe('CSAF advises against this.');
});
