import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { exampleMembers } from '../deliveries/example-deliveries.test-support.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { startWatchPort, type WatchPort } from './start-watch-port.ts';

let machine: TestMachine;
let watch: WatchPort;
beforeEach(async () => {
  machine = await testMachine({ FOREWARN_METRICS_PORT: '0' });
  watch = await startWatchPort(machine);
});
afterEach(async () => {
  await watch.stop();
  await machine.close();
});

const ask = async (path: string, method = 'GET') => {
  const response = await fetch(`${watch.url}${path}`, { method });
  return { status: response.status, text: await response.text() };
};

test('it is live from the start, and ready once Forewarn says so and its database answers, until it stops', async () => {
  expect((await ask('/live')).status).toBe(200);
  expect((await ask('/ready')).status).toBe(503);
  watch.sayReady(true);
  expect((await ask('/ready')).status).toBe(200);
  watch.sayReady(false);
  expect((await ask('/ready')).status).toBe(503);
});

test('what waits is told in numbers, without the name of any institution', async () => {
  const [member] = await exampleMembers(machine, 1);
  await machine.database.pool.query(
    `insert into forewarn.notices (id, kind, key, text, raised_at) values (gen_random_uuid(), 'x', 'y', 'Ziekenhuis lindemark 1 zwijgt', now())`,
  );
  machine.metrics.warnSeconds.observe({ channel: 'email', urgent: 'true' }, 1.5);
  const { text } = await ask('/metrics');
  expect(text).toContain('forewarn_database_up 1');
  expect(text).toContain('forewarn_notices_open 1');
  expect(text).toContain('forewarn_time_to_warn_seconds_bucket{le="2",channel="email",urgent="true"} 1');
  expect(text.toLowerCase()).not.toContain('lindemark');
  expect(text).not.toContain(member?.institutionId);
});

test('a database that is away is told as such, and what is known of the process all the same', async () => {
  machine.metrics.jobSeconds.observe({ job: 'match-advisory', outcome: 'done' }, 0.01);
  const query = machine.database.pool.query.bind(machine.database.pool);
  machine.database.pool.query = () => Promise.reject(new Error('away'));
  try {
    const { status, text } = await ask('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('forewarn_database_up 0');
    expect(text).toContain('forewarn_job_seconds_count{job="match-advisory",outcome="done"} 1');
    watch.sayReady(true);
    expect((await ask('/ready')).status).toBe(503);
  } finally {
    machine.database.pool.query = query;
  }
});

test('anything else is not there', async () => {
  expect((await ask('/')).status).toBe(404);
  expect((await ask('/metrics', 'POST')).status).toBe(404);
});

test('the alerts on the operators’ page are rules that can be read, over metrics that there are', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../../docs/operating/watching.md'), 'utf8');
  const { groups } = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as { groups: { rules: { alert: string; expr: string }[] }[] };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(5);
  const { text } = await ask('/metrics');
  const told = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  for (const { alert, expr } of rules) {
    const named = [...expr.matchAll(/forewarn_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ''));
    expect(named.length, alert).toBeGreaterThan(0);
    for (const name of named) expect(told, alert).toContain(name);
    expect(expr.split('(').length, alert).toBe(expr.split(')').length);
  }
  const tabled = [...page.matchAll(/^\| `(forewarn_[a-z_]+)/gm)].map(([, name]) => name);
  for (const name of tabled) expect(told).toContain(name);
});
