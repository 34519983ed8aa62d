import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../basics/refusal.ts';
import { idOf } from '../basics/ids.ts';
import { acknowledge, type AnswerInput, type ToAcknowledge } from './acknowledge.ts';
import { ANSWERS } from './acknowledgement.ts';
import { at, elzenbocht, exampleAnswer, exampleReason, NOW } from './example-warning.test-support.ts';
import { words } from './words.ts';

const karin = { through: 'link', contactId: idOf<'Contact'>('karin'), answeredAs: 'Karin, praktijkmanager' } as const;

function toAcknowledge(input: AnswerInput, change: Partial<ToAcknowledge> = {}): ToAcknowledge {
  return {
    warning: { id: idOf<'Warning'>('warning-31'), reference: 'FW-2026-0031', state: 'open', releasedVersion: 2 },
    institutionId: elzenbocht,
    decision: { reasons: [exampleReason()] },
    earlier: [],
    input,
    by: karin,
    ...change,
  };
}

function answer(input: AnswerInput, change: Partial<ToAcknowledge> = {}) {
  return acknowledge(toAcknowledge(input, change), NOW);
}

test('through a link an answer is a record with who and when, not confirmed by anybody', () => {
  expect(answer({ answer: 'working', remark: ' vanavond \r\nklaar ' })).toEqual({
    kind: 'acknowledged',
    acknowledgement: {
      warningId: 'warning-31',
      version: 2,
      institutionId: elzenbocht,
      contactId: 'karin',
      answer: 'working',
      remark: 'vanavond \nklaar',
      answeredAs: 'Karin, praktijkmanager',
      through: 'link',
      confirmed: false,
      answeredAt: NOW,
    },
  });
});

test.each(['api', 'cert'] as const)('through %s it is confirmed by who says so', (through) => {
  const outcome = answer({ answer: 'fixed' }, { by: { through, answeredAs: 'Elzenbocht' } });
  expect(outcome).toMatchObject({ acknowledgement: { through, confirmed: true, confirmedBy: 'Elzenbocht', contactId: undefined } });
});

test('a text message is confirmed by the code that was sent to that number, and by nothing less', () => {
  const by = { through: 'sms', contactId: idOf<'Contact'>('karin'), answeredAs: '+31612345678' } as const;
  const withCode = answer({ answer: 'working' }, { by: { ...by, hasCode: true } });
  expect(withCode).toMatchObject({ acknowledgement: { through: 'sms', contactId: 'karin', confirmed: true, confirmedBy: '+31612345678' } });
  const without = answer({ answer: 'working' }, { by: { ...by, hasCode: false } });
  expect(without).toMatchObject({ acknowledgement: { confirmed: false, confirmedBy: undefined } });
});

test.each<[string, AnswerInput, Partial<ToAcknowledge>, readonly string[]]>([
  ['not affected without why', { answer: 'not-affected', why: '  ' }, {}, ['why why-missing']],
  ['risk accepted without why and until when', { answer: 'risk-accepted' }, {}, ['why why-missing', 'until until-missing']],
  ['a risk until a day that there is not', { answer: 'risk-accepted', why: 'x', until: '2026-02-30' }, {}, ['until until-unreadable']],
  ['a risk until yesterday', { answer: 'risk-accepted', why: 'x', until: '2026-11-22' }, {}, ['until until-past']],
  ['forwarded to nobody', { answer: 'forwarded' }, {}, ['forwardedTo forwarded-to-missing']],
  ['nobody who answers', { answer: 'fixed' }, { by: { ...karin, answeredAs: ' ' } }, ['answeredAs who-missing']],
  ['a line that is not in it', { answer: 'fixed', itemKey: 'koffie' }, {}, ['itemKey item-unknown']],
  ['a version that was not released', { answer: 'fixed', version: 3 }, {}, ['version version-unknown']],
  ['a remark with a citizen service number', { answer: 'fixed', remark: 'patiënt 111222333' }, {}, ['remark bsn-like']],
  ['a number for a name', { answer: 'fixed' }, { by: { ...karin, answeredAs: '111222333' } }, ['answeredAs bsn-like']],
  ['a book', { answer: 'fixed', remark: 'x'.repeat(2_001) }, {}, ['remark too-long']],
])('%s is not stored, and said at its field', (_what, input, change, problems) => {
  const outcome = answer(input, change);
  expect(outcome.kind).toBe('problems');
  expect(outcome.kind === 'problems' ? outcome.problems.map(({ at: field, code }) => `${field} ${code}`) : []).toEqual(problems);
});

test('what an accepted risk and a forwarded answer need is kept with them', () => {
  expect(answer({ answer: 'risk-accepted', why: 'leverancier stopt', until: '2026-11-23' })).toMatchObject({
    acknowledgement: { why: 'leverancier stopt', until: '2026-11-23' },
  });
  expect(answer({ answer: 'forwarded', forwardedTo: 'Kwartel ICT' })).toMatchObject({ acknowledgement: { forwardedTo: 'Kwartel ICT' } });
});

test('whether it was checked for abuse is a question of its own', () => {
  expect(answer({ answer: 'fixed', abuseCheck: 'not-yet' })).toMatchObject({ acknowledgement: { answer: 'fixed', abuseCheck: 'not-yet' } });
});

test('a correction is a new record that names the one it replaces, line by line', () => {
  const whole = exampleAnswer({ version: 2 });
  const line = exampleAnswer({ id: idOf<'Acknowledgement'>('answer-2'), itemKey: 'epd' });
  const earlier = [
    whole,
    line,
    exampleAnswer({ id: idOf<'Acknowledgement'>('answer-3'), undoneAt: NOW, answeredAt: at('2027-01-01T00:00:00Z') }),
  ];
  expect(answer({ answer: 'fixed' }, { earlier })).toMatchObject({ acknowledgement: { replaces: 'answer-1' } });
  expect(answer({ answer: 'fixed', itemKey: 'epd' }, { earlier })).toMatchObject({ acknowledgement: { replaces: 'answer-2' } });
});

test('a button pressed twice stores one answer; another word is another answer', () => {
  const first = answer({ answer: 'working' });
  if (isRefusal(first) || first.kind !== 'acknowledged') throw new Error('it was not acknowledged');
  const earlier = [{ ...first.acknowledgement, id: idOf<'Acknowledgement'>('answer-9') }];
  expect(answer({ answer: 'working' }, { earlier })).toEqual({ kind: 'unchanged', acknowledgementId: 'answer-9' });
  expect(answer({ answer: 'working', remark: 'bijna' }, { earlier })).toMatchObject({ kind: 'acknowledged' });
});

test.each([
  ['closed', 'warning-closed', 'This warning is closed (on Sunday 3 May 2026, 16.00 by A. Analyst). It cannot be answered.'],
  ['withdrawn', 'warning-withdrawn', 'This warning is withdrawn (on Sunday 3 May 2026, 16.00 by A. Analyst). It cannot be answered.'],
] as const)('a %s warning is not answered any more, and the refusal says since when', (state, code, message) => {
  const { warning } = toAcknowledge({ answer: 'fixed' });
  const entered = { at: at('2026-05-03T14:00:00Z'), by: 'A. Analyst' };
  expect(answer({ answer: 'fixed' }, { warning: { ...warning, state }, entered })).toMatchObject({ kind: 'refusal', code, message });
});

test('a draft, and an institution that was never told, are not answered', () => {
  const { warning } = toAcknowledge({ answer: 'fixed' });
  expect(answer({ answer: 'fixed' }, { warning: { ...warning, state: 'draft' } })).toMatchObject({ code: 'warning-draft' });
  expect(answer({ answer: 'fixed' }, { decision: undefined })).toMatchObject({ code: 'institution-not-told' });
});

test('whatever is typed: it is stored clean, or each problem has words for the page', () => {
  const text = fc.option(fc.string({ unit: 'binary', maxLength: 40 }), { nil: undefined });
  const inputs = fc.record({
    answer: fc.constantFrom(...ANSWERS),
    remark: text,
    why: text,
    until: text,
    forwardedTo: text,
    itemKey: fc.option(fc.constantFrom('epd', 'x'), { nil: undefined }),
    version: fc.option(fc.integer({ min: -1, max: 4 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(inputs, fc.string({ unit: 'binary', maxLength: 20 }), (input, answeredAs) => {
      const outcome = answer(input, { by: { ...karin, answeredAs } });
      if (isRefusal(outcome) || outcome.kind === 'unchanged') throw new Error('an open warning takes answers');
      if (outcome.kind === 'problems') {
        for (const { code } of outcome.problems) expect(words('nl')(`problem.${code}`)).not.toBe(`problem.${code}`);
      } else {
        /* eslint-disable no-control-regex */
        expect(outcome.acknowledgement.answeredAs).toMatch(/^[^\u0000-\u001f]+$/);
        expect(outcome.acknowledgement.remark ?? 'x').toMatch(/^[^\u0000\s]([^\u0000]*[^\u0000\s])?$/);
      }
    }),
  );
});
