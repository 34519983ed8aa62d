import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, TEXTS, type ExampleMatter } from './example-matter.test-support.ts';
import { tellOutdated } from './tell-outdated.ts';

let machine: TestMachine;
let world: ExampleMatter;
let id: string;

beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
  await world.match(ELZENBOCHT);
  ({ id } = await world.draft());
  await world.release(id);
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

const LATE = 'U meldde de maatregel na het uitkomen van de aanvalscode. Ga ervan uit dat er iemand binnen is geweest.';
const at = (time: string) => `2026-11-23T${time}Z`;

test('who said too late that it is worked around reads another text than who said so in time, everywhere, and never the other one', async () => {
  machine.setNow(at('10:00:00'));
  await world.call(await world.tokenOf(LINDEMARK), 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'worked-around' });
  machine.setNow(at('12:00:00'));
  await world.call(await world.tokenOf(ELZENBOCHT), 'POST', `/api/warnings/${id}/acknowledgements`, { answer: 'worked-around' });
  const parts = [
    {
      name: 'te laat',
      when: { answers: ['worked-around', 'fixed'], answeredFrom: at('11:00:00') },
      summary: LATE,
      actions: [{ text: 'Controleer op misbruik.' }],
    },
  ];
  const texts = { nl: { ...TEXTS.nl, whatChanged: 'Er is aanvalscode.', parts } };
  await world.call(world.cert, 'POST', `/api/warnings/${id}/versions`, {
    kind: 'update',
    urgency: 'act-now',
    texts,
    validUntil: at('18:00:00'),
  });
  const preview = (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview`)).body;
  expect(
    preview.institutions.map((one: { institution: string; decision: string; part?: string }) => [one.institution, one.decision, one.part]),
  ).toEqual(
    expect.arrayContaining([
      [LINDEMARK, 'stay-silent', undefined],
      [ELZENBOCHT, 'update', 'te laat'],
    ]),
  );
  expect(preview.examples).toMatchObject([{ part: 'te laat' }]);
  expect((await world.release(id, { alone: { because: 'Nachtdienst.' } })).body).toMatchObject({ version: 2, told: 1 });

  const readBy = async (name: string) =>
    (await world.call(await world.tokenOf(name), 'GET', `/api/warnings/${id}`)).body.versions.find(
      (one: { version: number }) => one.version === 2,
    ).texts.nl;
  expect(await readBy(ELZENBOCHT)).toMatchObject({ summary: LATE, actions: [{ text: 'Controleer op misbruik.' }] });
  expect((await readBy(LINDEMARK)).summary).toBe(TEXTS.nl.summary);
  expect(JSON.stringify(await readBy(LINDEMARK))).not.toContain('te laat');
  const { institutions } = (await world.call(world.cert, 'GET', `/api/warnings/${id}/concerned`)).body;
  expect(institutions.map((one: { institution: string; readAt?: string }) => [one.institution, one.readAt])).toEqual(
    expect.arrayContaining([
      [LINDEMARK, '2026-11-23T12:00:00.000Z'],
      [ELZENBOCHT, '2026-11-23T12:00:00.000Z'],
    ]),
  );
  const page = await world.call(undefined, 'GET', await world.linkOf(id, 'Petra Praktijk'));
  expect(page.text).toContain(LATE);
  expect(page.text).not.toContain('te laat');
});

test('a version that holds no more is put before the CERT once, and a dismissed notice stays away', async () => {
  const notices = () => world.rows(`select text, resolved_at from forewarn.notices where kind = 'warning-outdated'`);
  await tellOutdated(machine);
  expect(await notices()).toEqual([]);
  machine.setNow(at('18:05:00'));
  await tellOutdated(machine);
  expect(await notices()).toMatchObject([{ text: expect.stringContaining('version 2 was valid until') }]);
  await world.rows(`update forewarn.notices set resolved_at = now() where kind = 'warning-outdated'`);
  await tellOutdated(machine);
  expect(await notices()).toHaveLength(1);
});
