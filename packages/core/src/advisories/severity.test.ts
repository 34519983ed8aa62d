import { expect, test } from 'vitest';
import { exampleAdvisory } from './example-advisory.test-support.ts';
import { cvesOf, highestScore, saysExploited } from './severity.ts';

test('the highest score of all vulnerabilities counts', () => {
  expect(highestScore(exampleAdvisory())).toBe(9.8);
  expect(highestScore({ ...exampleAdvisory(), vulnerabilities: [] })).toBeUndefined();
});

test('each CVE is named once', () => {
  const advisory = exampleAdvisory();
  expect(cvesOf({ ...advisory, vulnerabilities: [...advisory.vulnerabilities, ...advisory.vulnerabilities] })).toEqual(['CVE-2026-00001']);
});

test.each([
  ['Exploited:Yes', true],
  ['This vulnerability is exploited in the wild.', true],
  ['Exploited:No;Latest Software Release:Exploitation Less Likely', false],
  ['No known public exploitation.', false],
])('"%s" says exploited: %s', (details, expected) => {
  const [first] = exampleAdvisory().vulnerabilities;
  const vulnerability = { ...first!, threats: [{ category: 'exploit_status', details, productIds: [] }] };
  expect(saysExploited({ ...exampleAdvisory(), vulnerabilities: [vulnerability] })).toBe(expected);
});
