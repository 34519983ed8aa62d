import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { LANGUAGES, type Language } from '@forewarn/core/institutions/institution.ts';
import { buildPortal, isPortalBuilt } from '../scripts/build-portal.mjs';
import { browserHere } from '../scripts/test/browser-here.ts';
import { RequestsOfPages } from './described-requests.test-support.ts';
import { runAxe } from './page-looks.test-support.ts';

const ROOT = join(import.meta.dirname, '..');
const PICTURES = join(ROOT, '.forewarn/pictures');
/** A page that does not come in this time does not come; a busy machine takes seconds. */
const WAIT_MS_MAX = 60_000;

/** Screens that every page must read well on (CSS pixels). */
export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1440, height: 900 };

export { browserHere };

export type Seat = {
  readonly page: Page;
  /** Presses keys one after another: `press('j', 'j', 'Enter')`. A story touches the page by keys alone. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Walks with Tab until what has this name (as a screen reader says it) has the focus; throws after 200 stops. */
  readonly tabTo: (name: string | RegExp) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** Waits until the page's heading says this. */
  readonly reads: (sentence: string | RegExp) => Promise<void>;
  /** Keeps a picture in .forewarn/pictures/<name>.png. */
  readonly picture: (name: string) => Promise<void>;
  /** What axe finds (WCAG 2.2 A and AA) in light and dark, in Dutch and English, one line each; empty where all is well. */
  readonly axe: () => Promise<readonly string[]>;
};

export type Seats = {
  /** A browser window of somebody's own, signed in with this API token; `language` is what the browser asks for. */
  readonly sit: (
    url: string,
    as: { readonly token?: string; readonly screen?: typeof PHONE; readonly language?: Language },
  ) => Promise<Seat>;
  /** What the pages asked so far that the OpenAPI document does not describe; told once. */
  readonly takeUndescribed: () => Promise<readonly string[]>;
  /** Throws where a page asked what the OpenAPI document does not describe: the pages are clients of the API like any other. */
  readonly close: () => Promise<void>;
};

/** Starts this machine's browser on the portal as its sources are now. */
export async function openBrowser(): Promise<Seats> {
  const executablePath = browserHere();
  if (executablePath === undefined) throw new Error('there is no Chromium here: apt-get install chromium');
  if (!isPortalBuilt(ROOT)) {
    const wrong = buildPortal(ROOT, process.execPath);
    if (wrong !== undefined) throw new Error(wrong);
  }
  mkdirSync(PICTURES, { recursive: true });
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const asked = new Map<string, RequestsOfPages>();
  const takeUndescribed = async () => (await Promise.all([...asked.values()].map((one) => one.takeUndescribed()))).flat();
  return {
    sit: async (url, { token, screen = DESK, language = 'nl' }) => {
      const context = await browser.newContext({
        viewport: screen,
        locale: language === 'nl' ? 'nl-NL' : 'en-GB',
        timezoneId: 'Europe/Amsterdam',
      });
      context.setDefaultTimeout(WAIT_MS_MAX);
      const { origin } = new URL(url);
      const requests = asked.get(origin) ?? new RequestsOfPages(origin);
      asked.set(origin, requests);
      requests.watch(context);
      const page = await context.newPage();
      if (token !== undefined) {
        const entered = await context.request.post(new URL('/api/sessions/token', url).href, { data: { token } });
        if (!entered.ok()) throw new Error(`the token was not taken: ${entered.status()} ${await entered.text()}`);
      }
      await page.goto(url);
      return seatOf(page);
    },
    takeUndescribed,
    close: async () => {
      await browser.close();
      const found = await takeUndescribed();
      if (found.length > 0) throw new Error(`A page asked what /api/openapi.json does not describe:\n${found.join('\n')}`);
    },
  };
}

function seatOf(page: Page): Seat {
  return {
    page,
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    tabTo: (name) => tabTo(page, name),
    type: (text) => page.keyboard.type(text),
    reads: (sentence) => page.getByRole('heading', { level: 1, name: sentence }).waitFor(),
    picture: async (name) => {
      await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    },
    axe: () => axeInAllLooks(page),
  };
}

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stops = 0; stops < 200; stops += 1) {
    await page.keyboard.press('Tab');
    const said = await page
      .locator(':focus')
      .first()
      .ariaSnapshot({ timeout: 1_000 }) // nothing has the focus between the last and the first
      .catch(() => '');
    if (typeof name === 'string' ? said.includes(name) : name.test(said)) return;
  }
  throw new Error(`Tab never comes to ${String(name)}`);
}

async function axeInAllLooks(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  await page.emulateMedia({ reducedMotion: 'reduce' }); // what is half faded in has no colour of ours
  const before = await page.evaluate(() => [localStorage.getItem('forewarn.language'), localStorage.getItem('forewarn.theme')]);
  for (const language of LANGUAGES)
    for (const theme of ['light', 'dark']) {
      await page.evaluate(
        ([inLanguage = '', inTheme = '']) => {
          localStorage.setItem('forewarn.language', inLanguage);
          localStorage.setItem('forewarn.theme', inTheme);
        },
        [language, theme],
      );
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      found.push(...(await runAxe(page)).map((line) => `${language}, ${theme}: ${line}`));
    }
  // The page goes on as it was.
  await page.emulateMedia({ reducedMotion: null });
  await page.evaluate(([language, theme]) => {
    for (const [name, value] of [
      ['forewarn.language', language],
      ['forewarn.theme', theme],
    ] as const)
      if (typeof value === 'string') localStorage.setItem(name, value);
      else localStorage.removeItem(name);
  }, before);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return found;
}
