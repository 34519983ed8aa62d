import { expect, test } from 'vitest';
import { instantOf } from '../basics/instant.ts';
import type { Problem } from '../basics/problem.ts';
import {
  answerNomination,
  findMember,
  judgeNominations,
  mayDecide,
  NOMINATIONS_OF_BRANCH_MAX,
  nominationKey,
  nominationState,
  readNomination,
  type NominationOutcome,
  type NominationState,
} from './nomination.ts';

const reading = (value: unknown) => {
  const problems: Problem[] = [];
  return { nomination: readNomination({ value, at: '' }, problems), codes: problems.map(({ code }) => code) };
};

test('a line with a name and an address of somebody is a nomination', () => {
  expect(
    reading({
      name: 'Praktijk  Elzenbocht',
      sector: 'ggz klein',
      staff: '9',
      city: 'Dalem',
      contactName: 'P. Manager',
      email: 'p@elzenbocht.example',
    }),
  ).toEqual({
    nomination: {
      name: 'Praktijk Elzenbocht',
      sector: 'ggz-small',
      staff: 9,
      city: 'Dalem',
      contactName: 'P. Manager',
      email: 'p@elzenbocht.example',
      phone: undefined,
      kvk: undefined,
    },
    codes: [],
  });
});

test.each([
  [{ name: 'X' }, 'email-missing'],
  [{ email: 'p@elzenbocht.example' }, 'name-missing'],
  [{ name: 'X', email: 'a@x.example, b@x.example' }, 'email-unreadable'],
  [{ name: 'X', email: 'a@x.example', sector: 'bakkerij' }, 'sector-unreadable'],
  ['geen regel', 'name-missing'],
])('%j is left out, and why is said', (value, code) => {
  const { nomination, codes } = reading(value);
  expect(nomination).toBeUndefined();
  expect(codes).toContain(code);
});

const line = (number: number, email = `p${number}@dalem.example`) => ({ name: `Praktijk ${number}`, city: 'Dalem', email });
const judged = (lines: readonly unknown[], stored: Parameters<typeof judgeNominations>[1] = []) =>
  judgeNominations(lines, stored).map((one) => (one.kind === 'refused' ? one.problems.map(({ code }) => code).join() : one.kind));

test('of a list each line is new, was brought before in it or earlier, or is refused and says why', () => {
  const stored = [{ key: nominationKey(line(9)), email: 'p9@dalem.example' }];
  expect(
    judged([line(1), { name: 'praktijk  1', city: 'DALEM', email: 'ander@dalem.example' }, line(9), { name: 'X' }, {}], stored),
  ).toEqual(['proposed', 'repeated', 'repeated', 'email-missing', 'name-missing']);
});

test('an address is asked for three at most, in one list and over several; the same list again is repeated, not refused', () => {
  const same = [1, 2, 3, 4].map((number) => line(number, number % 2 === 0 ? 'Bestuur@post.example' : 'bestuur@post.example'));
  expect(judged(same)).toEqual(['proposed', 'proposed', 'proposed', 'email-repeated']);
  const stored = same.slice(0, 3).map((one) => ({ key: nominationKey(one), email: one.email }));
  expect(judged(same, stored)).toEqual(['repeated', 'repeated', 'repeated', 'email-repeated']);
  // Addresses that ended after a year count for nobody.
  const ended = [7, 8, 9].map((number) => ({ key: `oud ${number}`, email: '' }));
  expect(judged([line(1)], ended)).toEqual(['proposed']);
});

test('one branch organisation brings so many and no more', () => {
  const stored = Array.from({ length: NOMINATIONS_OF_BRANCH_MAX - 1 }, (_, number) => ({
    key: `k${number}`,
    email: `k${number}@x.example`,
  }));
  expect(judged([line(1), line(2)], stored)).toEqual(['proposed', 'nominations-too-many']);
});

test('the same institution is known by its KvK number, whatever it is called and wherever; a number that changed makes nobody another', () => {
  const rietmark = { name: 'GGZ Rietmark', cities: ['Rietmark'], kvk: '12345678' };
  const poli = { name: 'Polikliniek Rietmark', cities: ['Dalem'], kvk: '12345678' };
  const dalem = { name: 'Huisartsen Dalem', cities: [] };
  const all = [dalem, rietmark, poli];
  expect(findMember({ name: 'Stichting GGZ Rietmark', city: 'Elders', kvk: '12345678' }, all)).toBe(rietmark);
  expect(findMember({ name: 'polikliniek rietmark', kvk: '12345678' }, all)).toBe(poli);
  expect(findMember({ name: 'Stichting GGZ Rietmark', kvk: '87654321' }, all)).toBeUndefined();
  expect(findMember({ name: 'GGZ Rietmark', kvk: '87654321' }, all)).toBe(rietmark);
  // Nobody's number is nobody's.
  expect(findMember({ name: 'Onbekend' }, all)).toBeUndefined();
});

test('the same institution is known by name and place', () => {
  const rietmark = { id: 'i', name: 'GGZ Rietmark', cities: ['Rietmark'] };
  const dalem = { id: 'd', name: 'Huisartsen Dalem', cities: [] };
  expect(findMember({ name: 'ggz  rietmark', city: 'RIETMARK' }, [dalem, rietmark])).toBe(rietmark);
  expect(findMember({ name: 'GGZ Rietmark' }, [rietmark])).toBe(rietmark);
  expect(findMember({ name: 'Huisartsen Dalem', city: 'Dalem' }, [dalem])).toBe(dalem);
  expect(findMember({ name: 'GGZ Rietmark', city: 'Elders' }, [rietmark])).toBeUndefined();
  expect(nominationKey({ name: ' GGZ  Rietmark', city: 'rietmark ' })).toBe(nominationKey({ name: 'ggz rietmark', city: 'Rietmark' }));
  expect(nominationKey({ name: 'GGZ Rietmark', city: 'Elders' })).not.toBe(nominationKey({ name: 'GGZ Rietmark' }));
});

const INVITED: NominationOutcome = { decision: 'accepted', invitedAt: instantOf(Date.UTC(2026, 10, 1)) };
test.each<[NominationOutcome, NominationState]>([
  [{}, 'proposed'],
  [{ memberId: 'i' }, 'already-member'],
  [{ decision: 'refused' }, 'refused'],
  [{ memberId: 'i', decision: 'refused' }, 'refused'],
  [INVITED, 'invited'],
  [{ ...INVITED, remindedAt: instantOf(Date.UTC(2026, 10, 15)) }, 'reminded'],
  [{ ...INVITED, answer: 'yes' }, 'confirmed'],
  [{ ...INVITED, answer: 'no' }, 'declined'],
  [{ ...INVITED, answer: 'not-us' }, 'not-us'],
])('%j is %s, and only what is proposed waits for the CERT', (outcome, state) => {
  expect(nominationState(outcome)).toBe(state);
  expect(mayDecide(outcome)).toBe(state === 'proposed');
});

test('only who was invited answers; no may become yes, and yes is final', () => {
  expect(answerNomination({}, 'yes')).toMatchObject({ code: 'link-ended' });
  expect(answerNomination({ decision: 'refused' }, 'yes')).toMatchObject({ code: 'link-ended' });
  expect(answerNomination({ memberId: 'i' }, 'yes')).toMatchObject({ code: 'link-ended' });
  expect(answerNomination(INVITED, 'yes')).toEqual({ kind: 'joins' });
  expect(answerNomination(INVITED, 'not-us')).toEqual({ kind: 'declines' });
  expect(answerNomination({ ...INVITED, answer: 'no' }, 'yes')).toEqual({ kind: 'joins' });
  expect(answerNomination({ ...INVITED, answer: 'no' }, 'no')).toEqual({ kind: 'unchanged' });
  expect(answerNomination({ ...INVITED, answer: 'yes' }, 'no')).toEqual({ kind: 'unchanged' });
});
