import { expect, test } from 'vitest';
import { LANGUAGES } from '@forewarn/core/institutions/institution.ts';
import { type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage((stage) => ({ seats, place } = stage));

/** How far the page is wider than the screen, then the rows of groups, of pages, and of what stands beside them. */
const ROWS = `[
  document.documentElement.scrollWidth - innerWidth,
  ...['header nav:first-of-type > ul > li > a', 'header nav:last-of-type li > a', 'header select'].map(
    (row) => new Set([...document.querySelectorAll(row)].map((one) => one.getBoundingClientRect().top)).size,
  ),
]`;

test.skipIf(!here)(
  'every page of the desk is one key and a few stops of Tab away, and the menu wraps on no screen from 900 to 1,600 px',
  async () => {
    const analyst = await seats.sit(`${place.url}/queue`, { token: await place.tokenFor(ANALYST) });
    await analyst.reads(/wachtrij/);
    for (const language of LANGUAGES) {
      await analyst.page.evaluate((one) => localStorage.setItem('forewarn.language', one), language);
      await analyst.page.reload();
      await analyst.page.getByRole('heading', { level: 1 }).waitFor();
      for (const width of [900, 1_000, 1_200, 1_600]) {
        await analyst.page.setViewportSize({ width, height: 800 });
        // Two rows: what stands in one begins at one height.
        const rows = await analyst.page.evaluate<readonly number[]>(ROWS);
        expect({ language, width, rows }).toEqual({ language, width, rows: [0, 1, 1, 1] });
      }
    }
    await analyst.page.evaluate(() => localStorage.setItem('forewarn.language', 'nl'));
    await analyst.page.reload();
    await analyst.reads(/wachtrij/);
    await analyst.press('3');
    await analyst.page
      .getByRole('navigation', { name: 'Achterban' })
      .getByRole('link', { name: 'Deelnemers' })
      .and(analyst.page.locator(':focus'))
      .waitFor();
    await analyst.press('Tab', 'Tab', 'Enter');
    await analyst.reads(/everancier/);
    await analyst.page.getByRole('navigation', { name: 'Achterban' }).locator('[aria-current=page]', { hasText: 'Leveranciers' }).waitFor();
    expect(await analyst.axe()).toEqual([]);
    await analyst.picture('desk-menu');
  },
);
