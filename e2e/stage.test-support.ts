import { afterAll, beforeAll } from 'vitest';
import { browserHere, openBrowser, type Seats } from './browser.test-support.ts';
import { portalPlace, type PortalPlace } from './portal-place.ts';

export type Stage = { readonly seats: Seats; readonly place: PortalPlace };

/** False where there is no browser: the stories of a file are skipped then. */
export const here = browserHere() !== undefined;
if (!here) console.log('the browser stories were skipped: there is no Chromium here (apt-get install chromium)');

/** Opens the browser and the portal before the stories of this file, hands them to what the file furnishes them with, and ends both afterwards. */
export function onStage(furnish: (stage: Stage) => unknown, environment: Readonly<Record<string, string>> = {}): void {
  let seats: Seats | undefined;
  let place: PortalPlace | undefined;
  beforeAll(async () => {
    if (!here) return;
    seats = await openBrowser(); // first: it may build the portal
    place = await portalPlace(environment);
    await furnish({ seats, place });
  });
  afterAll(async () => {
    await seats?.close();
    await place?.stop();
  });
}
