import { afterAll, beforeAll, expect, test } from 'vitest';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerDrillRoutes } from '../drills/drill-routes.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from '../warnings/example-matter.test-support.ts';
import { registerSituationRoutes } from './situation-routes.ts';

let machine: TestMachine;
let world: ExampleMatter;
let begun: Instant;

beforeAll(async () => {
  machine = await testMachine();
  begun = machine.clock.now();
  world = await exampleMatter(machine, (app, of) => {
    registerSituationRoutes(app, of);
    registerDrillRoutes(app, of);
  });
  await world.match(LINDEMARK);
});
afterAll(async () => {
  await world?.app.close();
  await machine?.close();
});

type Heard = { readonly told?: number; readonly read?: number; readonly answered?: number; readonly isUndone?: true };
/** All in minutes from the beginning; what did not happen is absent. */
type Course = {
  /** When its advisory came in, or its matter was opened: what comes first. */
  readonly known: number;
  readonly released: number;
  readonly urgency: 'act-now' | 'this-week';
  readonly hasAdvisory?: true;
  readonly heard: Readonly<Record<string, Heard>>;
};

/** Told, read and answered in any order, some not at all; one is told a day later and read before that, one takes its answer back. */
const COURSES: readonly Course[] = [
  { known: 0, released: 50, urgency: 'act-now', hasAdvisory: true, heard: { [LINDEMARK]: { told: 51, read: 53.5, answered: 70 } } },
  {
    known: 100,
    released: 103,
    urgency: 'act-now',
    heard: { [LINDEMARK]: { told: 104, read: 106, answered: 120 }, [ELZENBOCHT]: { read: 190 } },
  },
  { known: 200, released: 212, urgency: 'act-now', heard: { [LINDEMARK]: { told: 213, read: 214, answered: 233 }, [RIETMARK]: {} } },
  { known: 400, released: 407, urgency: 'act-now', heard: { [LINDEMARK]: { read: 500, answered: 501.5 }, [RIETMARK]: { answered: 410 } } },
  { known: 600, released: 695, urgency: 'act-now', heard: { [ELZENBOCHT]: { told: 696, answered: 700, isUndone: true } } },
  { known: 800, released: 831, urgency: 'this-week', heard: { [LINDEMARK]: { told: 2_000, read: 900, answered: 2_100 }, [RIETMARK]: {} } },
];
const SECTORS: Readonly<Record<string, string>> = { [LINDEMARK]: 'hospital', [ELZENBOCHT]: 'ggz-small', [RIETMARK]: 'ggz' };

test('minutes to warn, to read and to answer are those that anybody counts from what happened, whatever the order', async () => {
  await happen(COURSES);
  expect(await minutesOf(10)).toEqual(counted(COURSES));
});

test('an exercise is none of them, and what was released before the period neither', async () => {
  const now = machine.clock.now();
  const participants = { institutionIds: [world.ids[LINDEMARK]] };
  const { body: drill } = await world.call(world.cert, 'POST', '/api/drills', { kind: 'tabletop', participants });
  expect((await world.release(drill.warningId)).status).toBe(200);
  await answer(drill.warningId, LINDEMARK, false);
  expect(await minutesOf(10)).toEqual(counted(COURSES));
  machine.setNow(secondsLater(now, 30 * 86_400));
  expect(await minutesOf(10)).toEqual({ warn: [], read: [], answer: [] });
  expect(await minutesOf(60)).toEqual(counted(COURSES));
});

const at = (minute: number): Instant => secondsLater(begun, Math.round(minute * 60));
const minutesOf = async (days: number) => (await world.call(world.cert, 'GET', `/api/situation?days=${days}`)).body.minutes;

/** One after another as they would have happened. */
async function happen(courses: readonly Course[]): Promise<void> {
  const steps = courses.flatMap((course, number) => {
    let matterId: string | undefined;
    let warningId = '';
    const open = async () => {
      if (course.hasAdvisory === true) return;
      const scope = { sectors: Object.keys(course.heard).map((name) => SECTORS[name]) };
      matterId = (await world.call(world.cert, 'POST', '/api/matters', { title: `Golf ${number}`, source: 'telefoon', scope })).body.id;
    };
    const release = async () => {
      const { urgency } = course;
      const drafted = await world.draft(matterId === undefined ? { urgency } : { matter: undefined, matterId, urgency });
      warningId = drafted.id;
      expect((await world.release(warningId)).status).toBe(200);
    };
    const heard = Object.entries(course.heard).flatMap(([name, { told, read, answered, isUndone }]) => [
      { minute: told, act: () => tell(warningId, name) },
      { minute: read, act: async () => world.call(await world.tokenOf(name), 'GET', `/api/warnings/${warningId}`) },
      { minute: answered, act: () => answer(warningId, name, isUndone === true) },
    ]);
    return [{ minute: course.known, act: open }, { minute: course.released, act: release }, ...heard];
  });
  const happened = steps.flatMap(({ minute, act }) => (minute === undefined ? [] : [{ minute, act }]));
  for (const { minute, act } of happened.toSorted((one, other) => one.minute - other.minute)) {
    machine.setNow(at(minute));
    await act();
  }
}

/** As the deliverer writes it: one message of the thread was taken by its receiver. */
async function tell(warningId: string, name: string): Promise<void> {
  await world.rows(
    `update forewarn.deliveries d set state = 'sent', ended_at = $3 from forewarn.warnings w
     where w.id = $1 and d.thread = w.matter_id || '/' || $2`,
    [warningId, world.ids[name], machine.clock.now()],
  );
}

async function answer(warningId: string, name: string, isUndone: boolean): Promise<void> {
  const { status } = await world.call(await world.tokenOf(name), 'POST', `/api/warnings/${warningId}/acknowledgements`, {
    answer: 'working',
  });
  expect(status).toBe(200);
  if (isUndone)
    await world.rows(`update forewarn.acknowledgements set undone_at = $2, undone_by = 'zelf' where warning_id = $1`, [
      warningId,
      machine.clock.now(),
    ]);
}

/** With a list and a counter, as the definition says. */
function counted(courses: readonly Course[]) {
  const warn: [Course['urgency'], number | undefined][] = [];
  const read: typeof warn = [];
  const answered: typeof warn = [];
  for (const { known, released, urgency, heard } of courses) {
    warn.push([urgency, released - known]);
    for (const one of Object.values(heard)) {
      const from = one.told ?? released;
      read.push([urgency, one.read === undefined ? undefined : Math.max(0, one.read - from)]);
      answered.push([urgency, one.answered === undefined || one.isUndone === true ? undefined : Math.max(0, one.answered - from)]);
    }
  }
  return { warn: spreads(warn), read: spreads(read), answer: spreads(answered) };
}

function spreads(minutes: readonly (readonly [string, number | undefined])[]) {
  return ['act-now', 'this-week'].flatMap((urgency) => {
    const its = minutes.filter(([of]) => of === urgency).map(([, took]) => took);
    const done = its.filter((took) => took !== undefined).toSorted((one, other) => one - other);
    if (its.length === 0) return [];
    const rank = (share: number) => done[Math.ceil(share * done.length) - 1];
    return [{ urgency, asked: its.length, done: done.length, ...(done.length === 0 ? {} : { median: rank(0.5), p90: rank(0.9) }) }];
  });
}
