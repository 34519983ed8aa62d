import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { exampleMemberMatter, given } from './example-member-matter.test-support.ts';
import { at, exampleReason } from './example-warning.test-support.ts';
import { listOpenPoints } from './list-open-points.ts';
import type { GivenAnswer, MemberMatter } from './open-point.ts';

const NOW = at('2026-11-23T17:00:00Z');
const listed = (...matters: readonly MemberMatter[]) => listOpenPoints({ matters, language: 'nl' }, NOW);
const line = (key: string, importance?: 1 | 2 | 3 | 4) =>
  exampleReason({ item: { inventory: 'ict', key, exposure: 'internal', ...(importance === undefined ? {} : { importance }) } });

const STATES: readonly (readonly [answer: GivenAnswer | undefined, state: string | undefined, asksYou?: boolean])[] = [
  [undefined, 'to-answer', true],
  [given('dont-know'), 'to-answer', true],
  [given('not-affected'), undefined],
  [given('not-affected', { through: 'link', confirmed: false }), 'unconfirmed', true],
  [given('need-help'), 'help-asked', false],
  [given('working'), 'in-progress', false],
  [given('forwarded'), 'in-progress', false],
  [given('risk-accepted', { until: '2026-11-23' }), undefined], // the day itself still counts
  [given('risk-accepted', { until: '2026-11-22' }), 'risk-ended', true],
  [given('fixed'), 'check-abuse', false], // the warning asks whether somebody came in: patched is not clean
  [given('fixed', { abuseCheck: 'not-yet' }), 'check-abuse', false],
  [given('fixed', { abuseCheck: 'clean' }), undefined],
  [given('worked-around', { abuseCheck: 'traces-found' }), 'check-abuse', false],
  [given('fixed', { abuseCheck: 'clean', undoneAt: NOW }), 'to-answer', true],
];
test('each answer leaves the point in the state that it should', () => {
  for (const [answer, state, asksYou] of STATES) {
    const [point, ...others] = listed(exampleMemberMatter({ answers: answer === undefined ? [] : [answer] }));
    expect(others).toEqual([]);
    expect([answer?.answer, point?.state, point?.asksYou]).toEqual([answer?.answer, state, asksYou]);
  }
});

test('an answer to a version before its action changed does not close the point', () => {
  const matter = exampleMemberMatter(
    { answers: [given('fixed', { abuseCheck: 'clean' })], warning: { id: idOf<'Warning'>('w'), reference: 'FW-1', releasedVersion: 2 } },
    { askedInVersion: 2 },
  );
  expect(listed(matter)[0]).toMatchObject({ state: 'outdated', asksYou: true });
});

test('each line of the inventory is a point of its own, and one answer for all counts for each until a line has a newer one', () => {
  const decision = { reasons: [line('a'), line('b')] };
  const all = given('fixed', { abuseCheck: 'clean' });
  const ofB = given('working', { itemKey: 'b', answeredAt: at('2026-11-23T16:30:00Z') });
  expect(listed(exampleMemberMatter({}, decision)).map(({ item }) => item?.key)).toEqual(['a', 'b']);
  expect(listed(exampleMemberMatter({ answers: [all] }, decision))).toEqual([]);
  expect(listed(exampleMemberMatter({ answers: [all, ofB] }, decision)).map(({ item }) => item?.key)).toEqual(['b']);
});

test('where no line is behind the reasons the warning itself is the point', () => {
  const sector = exampleReason({ reason: 'sector', item: undefined, product: undefined });
  const [point] = listed(exampleMemberMatter({}, { reasons: [sector] }));
  expect(point).toMatchObject({ state: 'to-answer', reason: 'sector' });
  expect(point?.item).toBeUndefined();
});

test('the most urgent comes first, within it the most important line, one of unknown importance before the less important', () => {
  const matters = [
    exampleMemberMatter({}, { urgency: 'this-week', reasons: [line('soon', 1)] }),
    exampleMemberMatter({}, { reasons: [line('low', 4), line('unknown'), line('critical', 1), line('middle', 3)] }),
  ];
  expect(listed(...matters).map(({ item }) => item?.key)).toEqual(['critical', 'unknown', 'middle', 'low', 'soon']);
});

test('what is for information, closed for the institution, or never told is no point', () => {
  expect(listed(exampleMemberMatter({}, { urgency: 'for-information' }))).toEqual([]);
  expect(listed(exampleMemberMatter({}, { kind: 'close' }))).toEqual([]);
  expect(listed(exampleMemberMatter({}, { told: false }))).toEqual([]);
});

test('a point says why in words, by when, and whether that is past', () => {
  const [point] = listed(exampleMemberMatter());
  expect(point?.because).toMatch(/^U krijgt dit omdat .*Meridiaan EPD/);
  expect(point).toMatchObject({ deadlineAt: '2026-11-23T19:00:00.000Z', isOverdue: false });
  expect(listOpenPoints({ matters: [exampleMemberMatter()], language: 'nl' }, at('2026-11-23T19:00:01Z'))[0]?.isOverdue).toBe(true);
});

test('the version that is installed is in the labelled part alone', () => {
  const [point] = listed(exampleMemberMatter());
  const { item, ...others } = point ?? {};
  expect(item).toMatchObject({ label: 'AMBER+STRICT', installedVersion: '6.2.9' });
  expect(JSON.stringify({ ...others, answer: undefined })).not.toContain('6.2.9');
});

test('a colleague who has the line comes before one who has the whole warning', () => {
  const of = (name: string, itemKey?: string) => ({ name, itemKey, assignedAt: NOW, assignedBy: 'Ciska' });
  const matter = exampleMemberMatter({ assignments: [of('Ciska'), of('Sjors', 'b')] }, { reasons: [line('a'), line('b')] });
  expect(listed(matter).map(({ assignment }) => assignment?.name)).toEqual(['Ciska', 'Sjors']);
});

test('without the text, which its label keeps from the reader, the point is still there', () => {
  const [point] = listed(exampleMemberMatter({ text: undefined, tlp: 'AMBER' }));
  expect(point).toMatchObject({ state: 'to-answer', tlp: 'AMBER', deadlineAt: '2026-11-24T15:00:00.000Z' });
  expect(point?.title).toBeUndefined();
});
