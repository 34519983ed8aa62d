import { expect, test } from 'vitest';
import {
  asIs,
  at,
  concerns,
  DUTCH,
  EVIDENCE,
  elzenbocht,
  exampleAnswer,
  exampleReason,
  exampleVersion,
  lindemark,
  rietmark,
  asEarlier,
} from './example-warning.test-support.ts';
import { decideWarnings } from './decide-warnings.ts';
import { asksForAnswers, partFor, type TextPart } from './text-part.ts';
import { textFor } from './warning.ts';

const scoped = (says: string) => exampleReason({ evidence: [{ ...EVIDENCE, advisoryAt: '/scope/products/0', advisorySays: says }] });
const connected = exampleReason({ reason: 'connection', product: undefined, item: undefined });

/** The texts of DOMAIN §6 S2, and those of S1 that go by the earlier answer. */
const CLOUD: TextPart = { name: 'cloud', when: { products: ['Meridiaan EPD cloud'] }, summary: 'Uw EPD draait bij de leverancier.' };
const LINK: TextPart = { name: 'koppeling', when: { reasons: ['connection'] }, actions: [{ text: 'Blokkeer de koppeling.' }] };
const LATE: TextPart = {
  name: 'te laat',
  when: { answers: ['worked-around', 'fixed'], answeredFrom: at('2026-11-23T11:00:00Z') },
  summary: 'Ga ervan uit dat er iemand binnen is geweest.',
};
const QUIET: TextPart = { name: 'stil', when: { answers: ['silent'] }, summary: 'Wij hoorden nog niets van u.' };
const PARTS = [CLOUD, LINK, LATE, QUIET];
const nameFor = (reader: Partial<Parameters<typeof partFor>[1]>) =>
  partFor(PARTS, { reasons: [], answers: [exampleAnswer()], ...reader })?.name;

test('who uses the variant that a part is for reads that part, whatever the capitals', () => {
  expect(nameFor({ reasons: [scoped('MERIDIAAN  EPD Cloud')] })).toBe('cloud');
  expect(nameFor({ reasons: [scoped('Meridiaan EPD on-prem')] })).toBeUndefined();
});

test('of two parts that fit the one that the analyst put first counts', () => {
  expect(nameFor({ reasons: [connected, scoped('Meridiaan EPD cloud')] })).toBe('cloud');
  expect(nameFor({ reasons: [connected] })).toBe('koppeling');
});

test('a reason and a product must be of one and the same reason', () => {
  const both: TextPart = { name: 'beide', when: { reasons: ['connection'], products: ['Meridiaan EPD'] }, summary: 'x' };
  expect(partFor([both], { reasons: [connected, exampleReason()], answers: [] })).toBeUndefined();
  expect(partFor([both], { reasons: [exampleReason({ reason: 'connection' })], answers: [] })).toBe(both);
});

test('who said after an hour that it is done reads something else than who said so before; an answer that was undone says nothing', () => {
  const done = exampleAnswer({ answer: 'worked-around', answeredAt: at('2026-11-23T12:00:00Z') });
  expect(nameFor({ answers: [done] })).toBe('te laat');
  expect(nameFor({ answers: [{ ...done, answeredAt: at('2026-11-23T10:59:59Z') }] })).toBeUndefined();
  expect(nameFor({ answers: [{ ...done, undoneAt: at('2026-11-23T13:00:00Z') }] })).toBe('stil');
  expect(nameFor({ answers: [] })).toBe('stil');
});

test('answers are only asked for where a part asks', () => {
  expect(asksForAnswers(PARTS)).toBe(true);
  expect(asksForAnswers([CLOUD, LINK])).toBe(false);
  expect(asksForAnswers(undefined)).toBe(false);
});

test('a part says its own and keeps the rest of the text; others never see that it exists', () => {
  const texts = { nl: { ...DUTCH, parts: PARTS } };
  expect(textFor(texts, 'nl', 'koppeling')).toEqual({ ...DUTCH, actions: LINK.actions });
  expect(textFor(texts, 'en', 'cloud').summary).toBe(CLOUD.summary);
  expect(textFor(texts, 'nl')).toEqual(DUTCH);
  expect(textFor(texts, 'nl', 'weg')).toEqual(DUTCH);
});

test('a version that changes the part of one institution is heard by that one alone', () => {
  const concerned = [
    concerns(lindemark, scoped('Meridiaan EPD on-prem')),
    concerns(rietmark, connected),
    concerns(elzenbocht, scoped('Meridiaan EPD cloud')),
  ];
  const first = decideWarnings(
    { version: exampleVersion({ texts: { nl: { ...DUTCH, parts: [CLOUD, LINK] } } }), concerned, earlier: [] },
    asIs,
  );
  expect(first.map(({ part }) => part)).toEqual([undefined, 'koppeling', 'cloud']);
  const closed = { ...LINK, actions: [{ text: 'De koppeling mag weer open.' }] };
  const version = exampleVersion({
    version: 2,
    kind: 'update',
    texts: { nl: { ...DUTCH, whatChanged: 'Meer bekend.', parts: [CLOUD, closed] } },
  });
  const second = decideWarnings({ version, concerned, earlier: first.map((one) => asEarlier(one)) }, asIs);
  expect(second.map(({ kind }) => kind)).toEqual(['stay-silent', 'update', 'stay-silent']);
});
