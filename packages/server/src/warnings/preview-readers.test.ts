import { afterAll, beforeAll, expect, test } from 'vitest';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleMatter, LINDEMARK, type ExampleMatter } from './example-matter.test-support.ts';

let machine: TestMachine;
let world: ExampleMatter;
beforeAll(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  await world.match(LINDEMARK);
});
afterAll(() => machine?.close());

type Reader = {
  who: string;
  channel: string;
  contacts?: number;
  sees: string;
  blocks: { block: string; sees: string; because?: string; inWords?: { nl: string } }[];
};

async function readersOf(tlp: string): Promise<readonly Reader[]> {
  const { id } = await world.draft();
  await world.call(world.cert, 'PUT', `/api/warnings/${id}/draft`, { tlp });
  return (await world.call(world.cert, 'GET', `/api/warnings/${id}/preview`)).body.readers;
}

test('the preview says of each reader what it will see, block by block, and why not the rest', async () => {
  const readers = await readersOf('GREEN');
  const mail = readers.find(({ who, channel }) => who === 'contact' && channel === 'email');
  expect(mail?.contacts).toBeGreaterThan(0);
  expect(mail?.blocks.find(({ block }) => block === 'summary')).toEqual({ block: 'summary', sees: 'yes' });
  expect(mail?.blocks.find(({ block }) => block === 'personal')).toMatchObject({
    sees: 'notice-only',
    because: 'label-above-channel',
    inWords: { nl: 'Het label is te streng voor deze weg. Log in om het te lezen.' },
  });
  expect(readers.find(({ who }) => who === 'anyone')?.sees).toBe('nothing');
});

test('an AMBER draft shows beforehand that its mail is a notice and that the sector reads nothing', async () => {
  const readers = await readersOf('AMBER');
  const sees = Object.fromEntries(readers.map((one) => [`${one.who} ${one.channel}`, one.sees]));
  expect(sees).toMatchObject({
    'contact email': 'notice-only',
    'group answer-page': 'notice-only',
    'colleague mail-code': 'notice-only',
    'colleague signed-in': 'everything',
    'branch signed-in': 'nothing',
  });
});
