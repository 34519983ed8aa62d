import { expect, test } from 'vitest';
import { audienceRows } from './audience-rows.ts';

type Shown = Parameters<typeof audienceRows>[0];
type Rows = Shown['institutions'];

const practices = (count: number, decision = 'warn', from = 1) =>
  Array.from({ length: count }, (_, n) => ({
    institutionId: `${from + n}`,
    institution: `Praktijk ${from + n}`,
    decision,
  })) as unknown as Rows;
const others = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ institutionId: `${n}`, institution: `Ander ${n}`, because: 'no-inventory' }));

function preview(given: Partial<Shown> = {}, told = 70, unreachable = 0): Shown {
  return {
    institutions: [...practices(70), ...practices(5, 'stay-silent', 71)],
    unlisted: undefined,
    unreachable: [],
    notKnown: [],
    counts: { told, bySilence: { excluded: 2, 'version-not-affected': 3 }, unreachable, notKnown: 0 } as unknown as Shown['counts'],
    ...given,
  };
}

test('a list that shows everybody says exactly how many more there are than its rows', () => {
  const { told, silent, silentCount } = audienceRows(preview(), '', undefined);
  expect([told.rows.length, told.more, silent.rows.length, silent.more, silentCount]).toEqual([60, 10, 5, 0, 5]);
  expect(audienceRows(preview(), 'praktijk 7', undefined).told).toMatchObject({
    rows: [{ institution: 'Praktijk 7' }, { institution: 'Praktijk 70' }],
    more: 0,
  });
});

test('of a preview that lists the first alone the rest counts too', () => {
  expect(audienceRows(preview({ unlisted: 4_925 }, 4_995), '', undefined).told.more).toBe(4_935);
});

test('by name, what the server found is listed; until it answered, and where it has more, there may be more', () => {
  const many = preview({ unlisted: 4_925 }, 4_995);
  const found = practices(1, 'warn', 900);
  expect(audienceRows(many, 'praktijk 90', undefined).told).toEqual({ rows: [], more: 'perhaps' });
  expect(audienceRows(many, 'praktijk 90', { institutions: found }).told).toEqual({ rows: found, more: 0 });
  expect(audienceRows(many, 'praktijk 90', { institutions: found, next: '900' }).told).toEqual({ rows: found, more: 'perhaps' });
});

test('a name that the server finds otherwise than by its letters stays found', () => {
  const found = [{ ...practices(1)[0], institution: 'Zorgcentrum Één' }] as unknown as Rows;
  expect(audienceRows(preview({ unlisted: 9 }), 'een', { institutions: found }).told.rows).toEqual(found);
});

test('who cannot be reached is counted over all, also where only the first are listed', () => {
  const reached = (given: Partial<Shown>, count: number, name: string) =>
    audienceRows(preview(given, 70, count), name, undefined).unreachable;
  expect(reached({ unreachable: others(2) }, 2_500, '').more).toBe(2_498);
  expect(reached({ unreachable: others(2) }, 2_500, 'ander 1').more).toBe('perhaps');
  expect(reached({ unreachable: others(70) }, 70, '').more).toBe(10);
  expect(reached({ unreachable: others(2) }, 2, 'ander 1').more).toBe(0);
});
