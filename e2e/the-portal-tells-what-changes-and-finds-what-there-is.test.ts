import { expect, test } from 'vitest';
import { openMatter } from '@forewarn/api/matters.ts';
import { type Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

let place: PortalPlace;
let seats: Seats;
onStage((stage) => ({ seats, place } = stage));

test.skipIf(!here)(
  'what a colleague opens appears in the queue by itself, is found by name, and signing out leaves nothing behind',
  async () => {
    const cert = await place.clientFor(ANALYST);
    await cert.call(openMatter, { body: { title: 'Citrix NetScaler', source: 'telefoon' } });
    const analyst = await seats.sit(`${place.url}/queue`, { token: await place.tokenFor(ANALYST) });
    const stream = analyst.page.waitForResponse(/\/api\/events\?/);
    await analyst.reads(/1 zaak/);
    expect((await stream).headers()['content-type']).toContain('text/event-stream');
    await cert.call(openMatter, { body: { title: 'Meridiaan EPD', source: 'telefoon' } });
    await analyst.reads(/2 zaken/);

    await analyst.press('/');
    await analyst.page.getByRole('dialog', { name: 'Zoek of ga naar' }).waitFor();
    await analyst.type('meridiaan');
    await analyst.tabTo('Meridiaan EPD');
    await analyst.picture('search');
    await analyst.press('Enter');
    await analyst.page.getByRole('option', { selected: true, name: /Meridiaan EPD/ }).waitFor();
    await analyst.press('Control+k');
    await analyst.page.getByRole('dialog', { name: 'Zoek of ga naar' }).waitFor();
    await analyst.press('Escape');

    const kept = () => analyst.page.evaluate<string>('JSON.stringify({ ...sessionStorage, ...localStorage }) + document.cookie');
    await analyst.page.evaluate(() => sessionStorage.setItem('forewarn.typed.proef', '{"note":"GEHEIM"}'));
    expect(await kept()).not.toContain('fwt_');
    await analyst.tabTo('Afmelden');
    await analyst.press('Enter');
    await analyst.reads(/Meld u aan bij/);
    expect(await kept()).not.toContain('GEHEIM');
    expect((await analyst.page.context().cookies()).filter(({ name }) => name === 'forewarn_token')).toEqual([]);
  },
);
