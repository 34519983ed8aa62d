import { expect, test } from 'vitest';
import { exampleAdvisory } from '../advisories/example-advisory.test-support.ts';
import { compareRevisions } from '../advisories/compare-revisions.ts';
import { tellChanges } from './tell-changes.ts';

const before = exampleAdvisory();
const after = exampleAdvisory((document) => {
  document.document.tracking.version = '2.0.0';
  document.document.tracking.revision_history.push({
    number: '2.0.0',
    date: '2026-11-24T08:00:00Z',
    summary: '6.2.15 verhelpt het lek niet.',
  });
  for (const vulnerability of document.vulnerabilities)
    for (const remediation of vulnerability.remediations) remediation.details = 'Werk bij naar 6.2.16.';
});

test('a reader hears in plain words what changed, and what the publisher says of it', () => {
  expect(tellChanges(compareRevisions(before, after), after, 'nl')).toEqual([
    'De leverancier geeft een ander advies. Zie hieronder.',
    'De leverancier schrijft: “6.2.15 verhelpt het lek niet.”',
  ]);
});

test('a reader of another language than the publisher writes hears our words alone', () => {
  expect(tellChanges(compareRevisions(before, after), after, 'en')).toEqual(['The supplier gives other advice. See below.']);
});

test('version ranges, fields and identifiers never stand in it', () => {
  const other = exampleAdvisory((document) => {
    const branch = document.product_tree.branches[0]?.branches[0]?.branches[0];
    if (branch !== undefined) branch.name = 'vers:generic/<6.2.99';
  });
  const told = tellChanges(compareRevisions(before, other), other, 'nl').join(' ');
  expect(told).toContain('andere versies');
  expect(told).not.toMatch(/vers:|6\.2\.99|CVE-/);
});
