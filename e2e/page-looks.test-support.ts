import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ConsoleMessage, Page } from 'playwright-core';
import { LANGUAGES } from '@forewarn/core/institutions/institution.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const THEMES = ['light', 'dark'] as const;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What another theme can change: it sets colours and nothing else (lib/tokens.css). */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
/** A reflowed telephone (WCAG 2.2, 1.4.10 asks 320 for what is read; ours is 360), and a desk of 1,280 at 200 %. */
export const NARROW = [360, 640] as const;

type AxeResult = {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
};

/** What axe finds on the page as it stands, one line each. Over the debugger, which the page's content security policy does not bind. */
export async function runAxe(page: Page, runOnly: readonly string[] = TAGS): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>(`typeof axe === 'object'`))) await page.evaluate(AXE);
  const result = await page.evaluate<AxeResult>(`axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })`);
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}

/** What the browser's console tells of the page's content security policy from now on, told once: what it stops, the page does without. */
export function policyViolations(page: Page): () => readonly string[] {
  let told: readonly string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (/content[- ]security[- ]policy/i.test(message.text())) told = [...told, message.text().slice(0, 300)];
  });
  return () => {
    const found = [...new Set(told)];
    told = [];
    return found;
  };
}

/**
 * What axe finds in both languages and both themes, chosen as a reader chooses them; the page is left as it was. Nothing may move: a
 * colour half on its way to another is no colour of ours.
 */
export async function axeInEachLook(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const language of LANGUAGES) {
    await choose(page, 'language', language);
    for (const theme of THEMES) {
      await choose(page, 'theme', theme);
      await page.getByRole('heading', { level: 1 }).waitFor();
      found.push(...(await runAxe(page, theme === 'light' ? TAGS : OF_COLOURS)).map((line) => `${language}, ${theme}: ${line}`));
    }
  }
  await choose(page, 'language', 'nl');
  await choose(page, 'theme', 'light');
  return found;
}

/** In the select that offers it: the first with this option. */
async function choose(page: Page, what: 'language' | 'theme', value: string): Promise<void> {
  await page.locator(`header select:has(option[value="${value}"])`).first().selectOption(value);
  await page.locator(what === 'language' ? `html[lang="${value}"]` : `html[data-theme="${value}"]`).waitFor({ state: 'attached' });
}

/** The widths at which the page as a whole must be pushed sideways, and what sticks out first. */
export async function sidewaysAt(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 740 });
    const out = await page.evaluate<string | undefined>(STICKS_OUT);
    if (out !== undefined && out !== null) found.push(`at ${width}: ${out}`);
  }
  return found;
}

const STICKS_OUT = `(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return undefined;
  const outermost = [...document.querySelectorAll('main *, header *')].find((one) => {
    const { right, width } = one.getBoundingClientRect();
    if (width === 0 || right <= root.clientWidth + 1) return false;
    for (let above = one.parentElement; above !== null; above = above.parentElement) {
      const { overflowX } = getComputedStyle(above);
      if (overflowX !== 'visible' && above !== document.body && above !== root) return false;
    }
    return true;
  });
  return root.scrollWidth + ' wide, ' + (outermost?.outerHTML.slice(0, 200) ?? 'no element');
})()`;

/**
 * Walks the page with Tab, from its content to its end, and tells the stops at which nothing shows where one is (WCAG 2.2, 2.4.7 and
 * 2.4.11): no ring of 2 px around it or what holds it, or a place that is out of sight.
 */
export async function stopsWithoutFocus(page: Page, stopsMax = 150): Promise<readonly string[]> {
  await page.evaluate(`document.querySelector('main').focus()`);
  const found: string[] = [];
  let first: string | undefined;
  let last: string | undefined;
  for (let stops = 0; stops < stopsMax; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<{ readonly id: string; readonly wrong?: string } | undefined>(LOOK_AT_FOCUS);
    if (stop === undefined || stop === null) break; // out of the page
    if (stop.id === last) continue; // a part of a date, which the browser draws
    if (stop.id === first) break; // round
    first ??= stop.id;
    last = stop.id;
    if (stop.wrong !== undefined) found.push(stop.wrong);
  }
  return [...new Set(found)];
}

const LOOK_AT_FOCUS = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body || one === document.documentElement) return undefined;
  window.forewarnStops ??= new WeakMap();
  window.forewarnCount ??= 0;
  if (!window.forewarnStops.has(one)) window.forewarnStops.set(one, String((window.forewarnCount += 1)));
  const id = window.forewarnStops.get(one);
  const said = one.outerHTML.slice(0, 160);
  const isRinged = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== 'rgba(0, 0, 0, 0)';
  };
  const label = one.closest('label');
  if (!isRinged(one) && !(label !== null && isRinged(label))) return { id, wrong: 'no ring: ' + said };
  const box = (label !== null && !isRinged(one) ? label : one).getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return { id, wrong: 'too small to see: ' + said };
  if (box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth) return { id, wrong: 'out of sight: ' + said };
  const [x, y] = [
    (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
  ];
  const seen = document.elementFromPoint(x, y);
  if (seen !== null && !one.contains(seen) && !seen.contains(one) && !(label?.contains(seen) ?? false))
    return { id, wrong: 'covered by ' + seen.outerHTML.slice(0, 80) + ': ' + said };
  return { id };
})()`;
