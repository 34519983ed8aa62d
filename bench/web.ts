import { chromium, type Browser, type Page } from 'playwright-core';
import { addInstitution } from '@forewarn/api/institutions.ts';
import { openMatter } from '@forewarn/api/matters.ts';
import { draftWarning, releaseWarning } from '@forewarn/api/warnings.ts';
import { browserHere, openBrowser } from '../e2e/browser.test-support.ts';
import { ANALYST, portalPlace, type PortalPlace } from '../e2e/portal-place.ts';
import { atMost, plain, type Workload } from './report.ts';
import { median } from './median.ts';

const KIB = 1024;
/** What an old office machine is slower by (Chromium's own throttle). */
const SLOWER = 4;
const ROUNDS = 5;
const MATTERS = 5_000;
const INSTITUTIONS = 2_000;
const AT_ONCE = 20;
const SCROLL_MS = 3_000;
/** Smooth: of the frames that the browser draws while somebody scrolls, so few take longer than a person notices (RAIL: 50 ms). */
const SLOW_FRAME_MS = 50;
const SLOW_FRAMES_PERCENT_MAX = 5;
/** Virtualised: of thousands of rows so many are in the page at once, those just out of sight included. */
const DRAWN_ROWS_MAX = 60;
/** Issue 5. */
const SCRIPT_KIB_MAX = 200;
const FIRST_PAINT_S_MAX = 1.5;

/** The portal in a browser: how much script the first page loads, when it first paints on a slow machine, how a long queue scrolls. */
export const run: Workload = async (report) => {
  await (await openBrowser()).close(); // builds the portal as its sources are now
  const place = await portalPlace();
  const browser = await chromium.launch({ executablePath: browserHere(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const first = await browser.newPage();
    const bytes = await scriptBytes(first, `${place.url}/start`);
    report.figure(atMost(SCRIPT_KIB_MAX * KIB, { workload: 'web first page script, gzip', scale: 1, figure: bytes, unit: 'bytes' }));
    await first.close();

    const paints: { readonly seen: number; readonly stands: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const context = await browser.newContext();
      paints.push(await firstPaint(await context.newPage(), `${place.url}/start`));
      await context.close();
    }
    const seen = median(paints.map((paint) => paint.seen));
    report.figure(
      atMost(FIRST_PAINT_S_MAX, { workload: 'web first contentful paint, CPU 4 times slowed', scale: ROUNDS, figure: seen, unit: 's' }),
    );
    const stands = median(paints.map((paint) => paint.stands));
    report.figure(plain({ workload: 'web first page stands, CPU 4 times slowed', scale: ROUNDS, figure: stands, unit: 's' }));

    report.progress(`opening ${MATTERS} matters through the API`);
    await openMatters(place);
    const page = await analystAt(browser, place);
    const opened = await scriptBytes(page, `${place.url}/queue`);
    report.figure(
      atMost(SCRIPT_KIB_MAX * KIB, { workload: 'web queue as first page, script, gzip', scale: 1, figure: opened, unit: 'bytes' }),
    );
    await scrollOn(page, report, { name: 'queue', url: `${place.url}/queue`, scale: MATTERS });

    report.progress(`a board of ${INSTITUTIONS} institutions`);
    const warningId = await releaseToMany(place);
    await scrollOn(page, report, { name: 'board', url: `${place.url}/open-warnings/${warningId}`, scale: INSTITUTIONS });
  } finally {
    await browser.close();
    await place.stop();
  }
};

async function analystAt(browser: Browser, place: PortalPlace): Promise<Page> {
  const context = await browser.newContext();
  await context.request.post(`${place.url}/api/sessions/token`, { data: { token: await place.tokenFor(ANALYST) } });
  return context.newPage();
}

/** How long the page takes to its first row, and what is drawn while it is scrolled; a picture of it is kept. */
async function scrollOn(
  page: Page,
  report: Parameters<Workload>[0],
  of: { readonly name: string; readonly url: string; readonly scale: number },
) {
  const { name, scale } = of;
  const begun = performance.now();
  await page.goto(of.url);
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  report.figure(plain({ workload: `web ${name}, first rows`, scale, figure: (performance.now() - begun) / 1_000, unit: 's' }));
  const drawn = await page.getByRole('option').count();
  report.figure(atMost(DRAWN_ROWS_MAX, { workload: `web ${name}, rows in the page`, scale, figure: drawn, unit: 'count' }));
  const frames = await scroll(page);
  const slow = (100 * frames.filter((ms) => ms > SLOW_FRAME_MS).length) / frames.length;
  report.figure(
    atMost(SLOW_FRAMES_PERCENT_MAX, {
      workload: `web ${name}, frames over ${SLOW_FRAME_MS} ms while scrolling three seconds`,
      scale,
      figure: slow,
      unit: 'percent',
    }),
  );
  report.figure(plain({ workload: `web ${name}, frames while scrolling three seconds`, scale, figure: frames.length, unit: 'count' }));
  report.figure(plain({ workload: `web ${name}, longest frame while scrolling`, scale, figure: Math.max(...frames), unit: 'ms' }));
  await page.screenshot({ path: `.forewarn/pictures/bench-${name}.png` });
}

/** A wave over one sector, released to so many hospitals. */
async function releaseToMany(place: PortalPlace): Promise<string> {
  const cert = await place.clientFor(ANALYST);
  for (let begin = 0; begin < INSTITUTIONS; begin += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        cert.call(addInstitution, {
          body: { name: `Instelling ${String(begin + index).padStart(4, '0')}`, sector: 'ggz', contacts: [contact(begin + index)] },
        }),
      ),
    );
  const texts = { nl: { title: 'Golf van phishing', summary: 'Er gaat valse post rond.', actions: [{ text: 'Waarschuw uw mensen.' }] } };
  const matter = { title: 'Golf van phishing', source: 'telefoon', scope: { sectors: ['ggz' as const] } };
  const { id } = await cert.call(draftWarning, { body: { matter, urgency: 'this-week', texts } });
  await cert.call(releaseWarning, { params: { id }, body: {} });
  return id;
}

function contact(place: number) {
  return { name: `Contact ${place}`, role: 'ciso' as const, email: `ciso@instelling${place}.example`, phone: '+31 6 00000000', order: 1 };
}

/** Bytes of script as they come over the wire to a browser that takes gzip alone, of all that is asked for before the page stands: what comes later is for what it may be asked for next. */
async function scriptBytes(page: Page, url: string): Promise<number> {
  await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
  await untilItStands(page, url);
  return page.evaluate<number>(SCRIPT_BEFORE_IT_STOOD);
}

/** Seconds until something of the page is seen, and until its heading is. */
async function firstPaint(page: Page, url: string): Promise<{ readonly seen: number; readonly stands: number }> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await untilItStands(page, url);
  const ms = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.POSITIVE_INFINITY);
  return { seen: ms / 1_000, stands: (await page.evaluate<number>('stoodAt')) / 1_000 };
}

async function untilItStands(page: Page, url: string): Promise<void> {
  await page.addInitScript(WATCH_IT_STAND);
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** In the page, as text, as below: when its heading came. */
const WATCH_IT_STAND = `new MutationObserver((_changes, observer) => {
  if (document.querySelector('#content h1') === null) return;
  globalThis.stoodAt = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, childList: true })`;

const SCRIPT_BEFORE_IT_STOOD = `performance.getEntriesByType('resource')
  .filter(({ name, startTime }) => new URL(name).pathname.endsWith('.js') && startTime < stoodAt)
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

async function openMatters(place: PortalPlace): Promise<void> {
  const cert = await place.clientFor(ANALYST);
  for (let begin = 0; begin < MATTERS; begin += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        cert.call(openMatter, { body: { title: `Zaak ${begin + index}`, source: 'telefoon' } }),
      ),
    );
}

/** In the page, as text: this package does not know a browser's types. */
const TIME_FRAMES = `new Promise((settle) => {
  const begun = performance.now();
  const frames = [];
  let last;
  const onFrame = (now) => {
    if (last !== undefined) frames.push(now - last);
    last = now;
    if (now - begun < ${SCROLL_MS}) requestAnimationFrame(onFrame);
    else settle(frames);
  };
  requestAnimationFrame(onFrame);
})`;

/** Turns the wheel over the list for three seconds; how many ms each frame took that the browser drew meanwhile. */
async function scroll(page: Page): Promise<readonly number[]> {
  await page.getByRole('listbox').getByRole('option').first().hover();
  const drawn = page.evaluate<readonly number[]>(TIME_FRAMES);
  for (let turned = 0; turned < 60; turned += 1) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(SCROLL_MS / 60);
  }
  return drawn;
}
