import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMatter } from './read-matter.ts';

const advisoryId = '01890000-0000-7000-8000-000000000001';
const call = { title: 'Meridiaan heeft ransomware', source: 'telefoon, Ziekenhuis Lindemark' };

function codes(handedIn: unknown): readonly string[] {
  return readMatter(handedIn).problems.map(({ at, code }) => `${at} ${code}`);
}

test('a telephone call is a report, unconfirmed until somebody vouches for it', () => {
  expect(readMatter(call)).toEqual({
    kind: 'read',
    problems: [],
    value: {
      kind: 'report',
      ...call,
      confirmation: { kind: 'unconfirmed' },
      scope: { products: [], suppliers: [], sectors: [], regions: [] },
      advisoryIds: [],
    },
  });
});

test('a matter that joins advisories is one of kind advisory, each joined once', () => {
  const reading = readMatter({ ...call, advisoryIds: [advisoryId, advisoryId] });
  expect(reading).toMatchObject({ kind: 'read', value: { kind: 'advisory', advisoryIds: [advisoryId] } });
});

test('scope and claim are read as they are handed in', () => {
  const scope = {
    products: [{ product: 'Meridiaan Huisarts', variant: 'cloud', tenant: 'B' }],
    suppliers: ['Meridiaan Zorgsoftware'],
    sectors: ['first-line'],
    regions: [3],
  };
  const reading = readMatter({ ...call, kind: 'wave', scope, confirmation: { kind: 'claim-of', claimant: 'Meridiaan' } });
  expect(reading).toMatchObject({
    kind: 'read',
    value: { kind: 'wave', scope, confirmation: { kind: 'claim-of', claimant: 'Meridiaan' } },
  });
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, '/title title-missing'],
  ['no source', { title: 'x' }, '/source source-missing'],
  ['a long title', { ...call, title: 'x'.repeat(301) }, '/title title-too-long'],
  ['another kind', { ...call, kind: 'rumour' }, '/kind kind-unknown'],
  ['kind advisory without one', { ...call, kind: 'advisory' }, '/kind advisory-missing'],
  ['a claim of nobody', { ...call, confirmation: { kind: 'claim-of' } }, '/confirmation/claimant claimant-missing'],
  ['another degree', { ...call, confirmation: { kind: 'sure' } }, '/confirmation confirmation-unknown'],
  ['a sector that there is not', { ...call, scope: { sectors: ['zoo'] } }, '/scope/sectors/0 sector-unknown'],
  ['a twelfth region', { ...call, scope: { regions: [12] } }, '/scope/regions/0 region-unknown'],
  ['a supplier without a name', { ...call, scope: { suppliers: [' '] } }, '/scope/suppliers/0 name-unreadable'],
  ['a product as a word', { ...call, scope: { products: ['Ons'] } }, '/scope/products/0 product-unreadable'],
  ['a list that is none', { ...call, scope: { suppliers: 'Meridiaan' } }, '/scope/suppliers list-expected'],
  ['an advisory by its name', { ...call, advisoryIds: ['MER-2026-001'] }, '/advisoryIds/0 advisory-id-unreadable'],
])('%s is said at its place, and nothing is left out in silence', (_what, handedIn, problem) => {
  expect(readMatter(handedIn).kind).toBe('unreadable');
  expect(codes(handedIn)).toContain(problem);
});

test('reading never throws', () => {
  fc.assert(fc.property(fc.anything(), (anything) => void readMatter(anything)));
  fc.assert(fc.property(fc.json(), (json) => void readMatter(JSON.parse(json))));
});
