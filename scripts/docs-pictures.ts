import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import { beginDrill } from '@forewarn/api/drills.ts';
import { playStory } from '@forewarn/fakes/story/play-story.ts';
import { makeToken, type TokenHolder } from '@forewarn/server/sessions/tokens.ts';
import { openDemoPlace, type DemoPlace } from './demo/demo-place.ts';
import { browserHere } from './test/browser-here.ts';

/**
 * `npm run docs:pictures`: the pictures of the guides, taken anew in the demo's world after its story: what a newcomer sees in the first ten
 * minutes. Everybody in them is invented. Exit code 1 where a picture could not be taken.
 */

const ROOT = join(import.meta.dirname, '..');
const PICTURES = join(ROOT, 'docs/pictures');
const DESK = { width: 1200, height: 800 };
const PHONE = { width: 360, height: 740 };
/** A guide is read over slow lines too. */
const BYTES_MAX = 200_000;
const SETTLE_MS = 800;

type Picture = {
  readonly name: string;
  readonly path: string;
  readonly as: TokenHolder;
  readonly language?: 'nl' | 'en';
  readonly screen: typeof DESK;
};

const ANALYST: TokenHolder = { kind: 'cert', name: 'Analist van dienst', roles: ['analyst', 'administrator'] };

process.exitCode = await takePictures();

async function takePictures(): Promise<number> {
  const executablePath = browserHere();
  if (executablePath === undefined) {
    console.error('There is no Chromium or Chrome here (on Debian, as root: apt-get install chromium).');
    return 1;
  }
  const place = await openDemoPlace({
    scale: 178,
    ports: { forewarn: 0, publisher: 0, mailbox: 0 },
    dataDirectory: join(ROOT, '.forewarn/docs'),
    onStep: (step) => console.error(`${step} …`),
  });
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  try {
    const failures = await playStory(place, { tell: () => {}, pause: async () => {} });
    if (failures.length > 0) throw new Error(failures.join('\n'));
    await place.cert.call(beginDrill, { body: { kind: 'reachability', participants: { sectors: ['hospital'] } } });
    mkdirSync(PICTURES, { recursive: true });
    for (const picture of await picturesOf(place)) await take(place, browser, picture);
    return 0;
  } finally {
    await browser.close();
    await place.stop();
  }
}

async function picturesOf(place: DemoPlace): Promise<readonly Picture[]> {
  const { pool } = place.server.machine.database;
  const one = async (query: string, ...values: readonly string[]): Promise<string> => {
    const found = await pool.query(query, [...values]);
    const [row] = found.rows;
    if (row === undefined) throw new Error(`The demo's world has none of: ${query}`);
    return String(Object.values(row as Record<string, unknown>)[0]);
  };
  const warning = await one(
    `select id from forewarn.warnings where released_version is not null and drill_id is null order by opened_at limit 1`,
  );
  const drill = await one('select id from forewarn.drills');
  const lindemark = await one('select id from forewarn.institutions where name = $1', 'Ziekenhuis Lindemark');
  const told = await one(
    `select c.institution_id from forewarn.concerned_institutions c where c.warning_id = $1 and c.decision in ('warn', 'update')
       and not exists (select from forewarn.acknowledgements k where k.institution_id = c.institution_id) order by 1 limit 1`,
    warning,
  );
  const ciso: TokenHolder = { kind: 'institution', name: 'CISO', institutionId: lindemark, roles: ['ciso'] };
  const member: TokenHolder = { kind: 'institution', name: 'Lid', institutionId: told, roles: ['ciso'] };
  const both = (name: string, path: string, as: TokenHolder, screen: typeof DESK): readonly Picture[] => [
    { name: `${name}-nl`, path, as, screen, language: 'nl' },
    { name: `${name}-en`, path, as, screen, language: 'en' },
  ];
  return [
    { name: 'desk-queue', path: '/queue', as: ANALYST, screen: DESK, language: 'en' },
    { name: 'desk-board', path: `/open-warnings/${warning}`, as: ANALYST, screen: DESK, language: 'en' },
    { name: 'desk-institution', path: `/institutions/${lindemark}`, as: ANALYST, screen: DESK, language: 'en' },
    { name: 'desk-drill', path: `/drills/${drill}`, as: ANALYST, screen: DESK, language: 'en' },
    ...both('member-home', '/home', member, PHONE),
    ...both('member-warning', `/home/${warning}`, member, PHONE),
    ...both('member-inventory', '/inventory', ciso, PHONE),
    ...both('member-people', '/people', ciso, PHONE),
  ];
}

async function take(place: DemoPlace, browser: Browser, { name, path, as, language = 'nl', screen }: Picture): Promise<void> {
  const { machine, url } = place.server;
  const token = await makeToken(machine.database, as, machine.clock.now());
  const context = await browser.newContext({
    viewport: screen,
    locale: language === 'nl' ? 'nl-NL' : 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    colorScheme: 'light',
  });
  const entered = await context.request.post(`${url}/api/sessions/token`, { data: { token } });
  if (!entered.ok()) throw new Error(`The token for ${name} was not taken: ${entered.status()}`);
  const page = await context.newPage();
  await page.goto(url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await pause(SETTLE_MS); // the stream of changes never ends, so there is nothing to wait for
  const file = join(PICTURES, `${name}.png`);
  await page.screenshot({ path: file });
  await context.close();
  const { size } = statSync(file);
  if (size > BYTES_MAX) throw new Error(`${name}.png has ${size} bytes; a guide's picture has at most ${BYTES_MAX}.`);
  console.error(`docs/pictures/${name}.png`);
}
