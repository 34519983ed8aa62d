import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { exampleMemberMatter, given } from './example-member-matter.test-support.ts';
import { at } from './example-warning.test-support.ts';
import { listOpenPoints } from './list-open-points.ts';
import type { MemberMatter } from './open-point.ts';
import { providerQueue, type Customer } from './provider-queue.ts';

const NOW = at('2026-11-23T17:00:00Z');
const DONE = exampleMemberMatter({ answers: [given('fixed', { abuseCheck: 'clean' })] });

function customer(institution: string, ...matters: readonly MemberMatter[]): Customer {
  return { institutionId: institution, institution, mayAnswer: true, matters, points: listOpenPoints({ matters, language: 'nl' }, NOW) };
}

test('one warning is one row over all customers, with how many of them are done', () => {
  const queue = providerQueue([
    customer('Elzenbocht', exampleMemberMatter()),
    customer('Olmgracht', exampleMemberMatter()),
    customer('Lindemark', DONE),
    customer('Nergens'),
  ]);
  expect(queue).toHaveLength(1);
  expect(queue[0]).toMatchObject({ told: 3, done: 1, products: ['Meridiaan EPD'] });
  expect(queue[0]?.customers.map(({ institution }) => institution)).toEqual(['Elzenbocht', 'Olmgracht']);
});

test('a warning that every customer is done with is no row', () => {
  expect(providerQueue([customer('Lindemark', DONE)])).toEqual([]);
});

test('who waits comes before who is being worked for', () => {
  const working = exampleMemberMatter({ answers: [given('working')] });
  const [row] = providerQueue([customer('Aan het werk', working), customer('Wacht', exampleMemberMatter())]);
  expect(row?.customers.map(({ institution }) => institution)).toEqual(['Wacht', 'Aan het werk']);
});

test('the most urgent warning comes first, then the one that is open at most customers', () => {
  const named = (reference: string, urgency: 'act-now' | 'this-week') =>
    exampleMemberMatter({ warning: { id: idOf<'Warning'>(reference), reference, releasedVersion: 1 } }, { urgency });
  const queue = providerQueue([
    customer('A', named('FW-1', 'this-week'), named('FW-2', 'this-week'), named('FW-3', 'act-now')),
    customer('B', named('FW-2', 'this-week')),
  ]);
  expect(queue.map(({ reference }) => reference)).toEqual(['FW-3', 'FW-2', 'FW-1']);
});
