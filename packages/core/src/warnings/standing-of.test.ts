import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { ANSWERS, type Acknowledgement, type Answer } from './acknowledgement.ts';
import { at, exampleAnswer, exampleReason } from './example-warning.test-support.ts';
import { standingOf, type Standing } from './standing-of.ts';
import { URGENCIES, type Urgency } from './warning.ts';

const epd = exampleReason();
const portal = exampleReason({ product: 'Meridiaan Portaal', item: { inventory: 'ict-foto', key: 'portal', exposure: 'internet' } });
const told = { kind: 'warn', told: true, reasons: [epd], askedInVersion: 1 } as const;

function standing(answers: readonly Partial<Acknowledgement>[], change: Partial<Parameters<typeof standingOf>[0]> = {}): Standing {
  const records = answers.map((answer, index) =>
    exampleAnswer({ id: idOf<'Acknowledgement'>(`answer-${index}`), answeredAt: at(`2026-11-23T15:0${index}:00Z`), ...answer }),
  );
  return standingOf({ answers: records, decision: told, urgency: 'act-now', ...change });
}

/** Whether an answer ends the reminders of what cannot wait: unconfirmed through a link, and confirmed. */
test.each<[Answer, boolean, boolean]>([
  ['not-affected', false, true], // the one answer that ends all attention
  ['dont-know', false, false],
  ['forwarded', true, true],
  ['working', true, true],
  ['worked-around', true, true],
  ['fixed', true, true],
  ['risk-accepted', true, true],
  ['need-help', true, true],
])('on act now "%s" stops the reminders: through a link %s, confirmed %s', (answer, unconfirmed, confirmed) => {
  expect(standing([{ answer }])).toMatchObject({ kind: 'unconfirmed', answer, stopsFollowUp: unconfirmed });
  expect(standing([{ answer, confirmed: true }])).toMatchObject({ kind: 'answered', answer, stopsFollowUp: confirmed });
});

test.each(URGENCIES.slice(1))('on %s any answer ends the reminders', (urgency: Urgency) => {
  for (const answer of ANSWERS) expect(standing([{ answer }], { urgency }).stopsFollowUp).toBe(true);
});

test('silence is silence until somebody answers; what is for information is not asked', () => {
  expect(standing([])).toMatchObject({ kind: 'silent', stopsFollowUp: false, answer: undefined });
  expect(standing([], { urgency: 'for-information' })).toMatchObject({ kind: 'not-asked', stopsFollowUp: true });
  expect(standing([], { decision: { ...told, told: false, kind: 'stay-silent' } })).toMatchObject({
    kind: 'not-asked',
    stopsFollowUp: true,
  });
});

test('an answer to a version before its action changed does not count any more', () => {
  const decision = { ...told, kind: 'update', askedInVersion: 2 } as const;
  expect(standing([{ answer: 'fixed', confirmed: true }], { decision })).toMatchObject({
    kind: 'outdated',
    answer: 'fixed',
    stopsFollowUp: false,
  });
  expect(standing([{ version: 2 }], { decision })).toMatchObject({ kind: 'unconfirmed', stopsFollowUp: true });
});

test('an answer stays where a revision changed nothing to do', () => {
  const decision = { ...told, kind: 'stay-silent', askedInVersion: 1 } as const;
  expect(standing([{ confirmed: true }], { decision })).toMatchObject({ kind: 'answered', stopsFollowUp: true });
});

test('who is not concerned any more is followed up no longer, whatever it answered', () => {
  expect(standing([], { decision: { ...told, kind: 'close', told: false } })).toMatchObject({ kind: 'closed', stopsFollowUp: true });
  expect(standing([{ answer: 'need-help' }], { decision: { ...told, kind: 'close', told: false } })).toMatchObject({
    kind: 'closed',
    answer: 'need-help',
  });
});

test('the worst of the lines speaks for all, and each line shows its own', () => {
  const decision = { ...told, reasons: [epd, portal] };
  const both = standing(
    [
      { answer: 'fixed', itemKey: 'epd' },
      { answer: 'need-help', itemKey: 'portal' },
    ],
    { decision },
  );
  expect(both).toMatchObject({
    answer: 'need-help',
    items: [
      { itemKey: 'epd', answer: 'fixed' },
      { itemKey: 'portal', answer: 'need-help' },
    ],
  });
  expect(both.acknowledgement?.itemKey).toBe('portal');
});

test('an answer for all counts for each line, until the line gets a newer one; a line alone is a part', () => {
  const decision = { ...told, reasons: [epd, portal] };
  expect(standing([{ answer: 'working' }, { answer: 'fixed', itemKey: 'epd' }], { decision }).items).toMatchObject([
    { answer: 'fixed' },
    { answer: 'working' },
  ]);
  expect(standing([{ answer: 'fixed', itemKey: 'epd' }, { answer: 'working' }], { decision }).items).toMatchObject([
    { answer: 'working' },
    { answer: 'working' },
  ]);
  expect(standing([{ answer: 'fixed', itemKey: 'epd', confirmed: true }], { decision })).toMatchObject({
    kind: 'partly-answered',
    stopsFollowUp: false,
  });
});

test('traces found by one are not hidden by what another found clean', () => {
  const decision = { ...told, reasons: [epd, portal] };
  const found = standing(
    [
      { itemKey: 'epd', abuseCheck: 'clean' },
      { itemKey: 'portal', abuseCheck: 'traces-found' },
    ],
    { decision },
  );
  expect(found.abuseCheck).toBe('traces-found');
});

test('an undone answer is as if it had not been given', () => {
  expect(standing([{ undoneAt: at('2026-11-23T16:00:00Z') }])).toMatchObject({ kind: 'silent' });
});

test('where no line is behind the reasons there is one answer', () => {
  const decision = { ...told, reasons: [exampleReason({ reason: 'sector', item: undefined })] };
  expect(standing([{ answer: 'working' }], { decision })).toMatchObject({ kind: 'unconfirmed', answer: 'working', items: [] });
});
