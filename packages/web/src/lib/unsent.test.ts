import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepActingFor, keepCsrf, keepOwner } from './credentials.ts';
import { call } from './call.ts';
import { forgetUnsent, isHeldUp, keepUnsent, sendAgain, sendUnsentAs, typedIn, type Unsent } from './unsent.ts';
import { answerOpenPoints } from '@forewarn/api/open-points.ts';
import { answerForCustomers } from '@forewarn/api/provider-queue.ts';

const [LINDEMARK, RIETMARK] = ['01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000002'];
const [FIRST, SECOND, THIRD] = [
  '01930000-0000-7000-8000-00000000000a',
  '01930000-0000-7000-8000-00000000000b',
  '01930000-0000-7000-8000-00000000000c',
];
const NAMES: Readonly<Record<string, string>> = { [LINDEMARK]: 'Ziekenhuis Lindemark', [RIETMARK]: 'GGZ Rietmark' };

type Asked = { readonly actingFor: string | undefined; readonly body: { readonly points: readonly object[] } };
let asked: Asked[];
let answer: (one: Asked) => Response | Promise<Response>;
let sent: Unsent[];
let end: () => void;

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('fetch', async (_url: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    const one = { actingFor: headers['x-acting-for'], body: JSON.parse(body) };
    asked.push(one);
    return answer(one);
  });
  keepCsrf('word');
  keepOwner('kwartel', 'kwartel');
  [asked, sent] = [[], []];
  answer = () => Response.error();
  end = sendUnsentAs('kwartel', { nameOf: (id) => NAMES[id], onSent: (one) => sent.push(one) });
});

afterEach(() => {
  end();
  forgetUnsent();
  keepActingFor(undefined);
  keepCsrf(undefined);
  vi.unstubAllGlobals();
});

test('of an answer for several points those that are refused stay, with why, and the rest is sent', async () => {
  const points = [FIRST, SECOND, THIRD].map((warningId) => ({ warningId }));
  keepUnsent(answerOpenPoints, { body: { points, answer: 'fixed' } }, undefined);
  const results = [
    { warningId: FIRST, outcome: 'answered' },
    { warningId: SECOND, outcome: 'refused', code: 'warning-closed', message: 'This warning is closed.' },
    { warningId: THIRD, outcome: 'refused', code: 'no-such', message: 'There is no such open point.' },
  ];
  answer = () => Response.json({ answered: 1, results });
  await sendAgain();
  expect(sent).toHaveLength(1);
  expect(listed().map(({ input, refused }) => [input.body, refused?.code, refused?.title])).toEqual([
    [{ points: [{ warningId: SECOND }], answer: 'fixed' }, 'warning-closed', 'This warning is closed.'],
    [{ points: [{ warningId: THIRD }], answer: 'fixed' }, 'no-such', 'There is no such open point.'],
  ]);
});

test('an answer that is refused whole is not told as sent; sent again it goes for its own points', async () => {
  const points = [LINDEMARK, RIETMARK].map((institutionId) => ({ institutionId, warningId: FIRST }));
  keepUnsent(answerForCustomers, { body: { points, answer: 'working' } }, undefined);
  answer = ({ body }) =>
    Response.json({ answered: 0, results: body.points.map((point) => ({ ...point, outcome: 'refused', code: 'warning-closed' })) });
  await sendAgain();
  expect(sent).toEqual([]);
  expect(listed()).toHaveLength(1);
  answer = ({ body }) => Response.json({ answered: 2, results: body.points.map((point) => ({ ...point, outcome: 'answered' })) });
  await sendAgain();
  expect(asked.at(-1)?.body.points).toEqual(points);
  expect([sent.length, listed()]).toEqual([1, []]);
});

test('what an institution’s part of the server cannot take now holds up nothing of another; order is kept within one', async () => {
  for (const [institutionId, warningId] of [
    [LINDEMARK, FIRST],
    [RIETMARK, FIRST],
    [LINDEMARK, SECOND],
  ])
    keepUnsent(answerOpenPoints, { body: { points: [{ warningId }], answer: 'fixed' } }, institutionId);
  answer = ({ actingFor }) => (actingFor === LINDEMARK ? fault(500, 'internal-fault') : Response.json({ answered: 1, results: [] }));
  await sendAgain();
  expect(asked.map(({ actingFor }) => actingFor)).toEqual([LINDEMARK, RIETMARK]);
  expect(listed().map(({ institutionId, refused }) => [institutionId, refused])).toEqual([
    [LINDEMARK, undefined],
    [LINDEMARK, undefined],
  ]);
});

test('for whom the reader may no longer act is refused, told by its name, and the rest goes', async () => {
  for (const institutionId of [LINDEMARK, RIETMARK])
    keepUnsent(answerOpenPoints, { body: { points: [{ warningId: FIRST }], answer: 'fixed' } }, institutionId);
  answer = ({ actingFor }) =>
    actingFor === LINDEMARK ? fault(403, 'not-allowed', { about: 'not-acting' }) : Response.json({ answered: 1, results: [] });
  await sendAgain();
  expect(listed().map(({ institution, refused }) => [institution, refused?.facts])).toEqual([
    ['Ziekenhuis Lindemark', { about: 'not-acting' }],
  ]);
});

test('whoever is signed out is asked to sign in, and the server is asked nothing until they do', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const as = () => sendUnsentAs('kwartel', { nameOf: () => undefined, onSent: (one) => sent.push(one) });
  end();
  end = as();
  keepUnsent(answerOpenPoints, { body: { points: [{ warningId: FIRST }], answer: 'fixed' } }, undefined);
  answer = () => fault(401, 'not-signed-in');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked.length, isHeldUp(), listed().length]).toEqual([1, true, 1]);
  answer = () => Response.json({ answered: 1, results: [] });
  end();
  end = as(); // signed in again
  expect(isHeldUp()).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked.length, sent.length, listed()]).toEqual([2, 1, []]);
  vi.useRealTimers();
});

test('whoever is signed out or without a connection sends the rest later', async () => {
  for (const institutionId of [LINDEMARK, RIETMARK])
    keepUnsent(answerOpenPoints, { body: { points: [{ warningId: FIRST }], answer: 'fixed' } }, institutionId);
  for (const failing of [() => fault(401, 'not-signed-in'), () => Promise.reject(new TypeError('no connection'))]) {
    asked = [];
    answer = failing;
    await sendAgain();
    expect([asked.length, listed().map(({ refused }) => refused)]).toEqual([1, [undefined, undefined]]);
  }
});

test('what was typed is read back, and not the ids that were chosen beside it', () => {
  const body = { fromAccountId: LINDEMARK, from: 'A. Analist', note: 'Bel terug.', only: [] };
  expect(typedIn({ input: { body } } as unknown as Unsent)).toBe('Bel terug.');
});

test('an answer is kept for whom it was asked, though the reader acts for another by the time that it fails', async () => {
  keepActingFor(LINDEMARK);
  answer = () => {
    keepActingFor(RIETMARK);
    return Promise.reject(new TypeError('no connection'));
  };
  const given = { body: { points: [{ warningId: FIRST }], answer: 'fixed' as const } };
  await expect(call(answerOpenPoints, given)).rejects.toMatchObject({ code: 'kept' });
  expect(listed().map(({ institutionId }) => institutionId)).toEqual([LINDEMARK]);
});

function listed(): readonly Unsent[] {
  return JSON.parse(sessionStorage.getItem('forewarn.unsent.list') ?? '[]');
}

function fault(status: number, code: string, facts?: object): Response {
  return Response.json({ status, code, title: 'English.', facts }, { status });
}
