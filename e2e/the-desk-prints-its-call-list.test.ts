import { expect, test } from 'vitest';
import { addInstitution } from '@forewarn/api/institutions.ts';
import { draftWarning, releaseWarning } from '@forewarn/api/warnings.ts';
import type { Seats } from './browser.test-support.ts';
import { ANALYST, type PortalPlace } from './portal-place.ts';
import { here, onStage } from './stage.test-support.ts';

const TO_CALL = 25;
/** Names are as long as they are. */
const LONGEST = 'Stichting Samenwerkende Huisartsenpraktijken en Apotheken Noordoost-Veluwe en Omstreken';

let place: PortalPlace;
let seats: Seats;
let warningId: string;
let institutionId: string;
onStage(async (stage) => {
  ({ seats, place } = stage);
  const cert = await place.clientFor(ANALYST);
  for (let number = 0; number < TO_CALL; number += 1) {
    const contacts = [{ name: 'Petra Praktijk', role: 'practice-manager' as const, phone: `+31 6 000000${10 + number}`, order: 1 }];
    const body = { name: number === 0 ? LONGEST : `Praktijk Olmgracht ${number}`, sector: 'ggz' as const, contacts };
    institutionId = (await cert.call(addInstitution, { body })).id;
  }
  const texts = { nl: { title: 'Golf van phishing', summary: 'Er gaat valse post rond.', actions: [{ text: 'Waarschuw uw mensen.' }] } };
  const matter = { title: 'Golf', source: 'telefoon', scope: { sectors: ['ggz' as const] } };
  warningId = (await cert.call(draftWarning, { body: { matter, urgency: 'act-now', texts, tlp: 'GREEN' } })).id;
  await cert.call(releaseWarning, { params: { id: warningId }, body: { alone: { because: 'Eén analist in dit verhaal.' } } });
  await place.machine.database.pool.query('update forewarn.follow_ups set call_since = $1 where warning_id = $2', [
    place.machine.clock.now(),
    warningId,
  ]);
});

/** In the page, as text: this package does not know a browser's types. What stands on paper, and how. */
const ON_PAPER = `(() => {
  const seen = (one) => one.getClientRects().length > 0;
  const look = (selector) => getComputedStyle(document.querySelector(selector));
  const table = [...document.querySelectorAll('table')].find(seen);
  const dark = [...document.querySelectorAll('body *')].filter((one) => {
    const [red, green, blue, alpha = 1] = getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).map(Number);
    return seen(one) && alpha > 0 && red + green + blue < 600 && !one.textContent.startsWith('TLP:');
  });
  return {
    text: document.body.innerText,
    head: table.tHead.innerText, foot: table.tFoot.innerText.trim(), rows: table.tBodies[0].rows.length,
    eachSheet: [getComputedStyle(table.tHead).display, getComputedStyle(table.tFoot).display],
    wholeRows: getComputedStyle(table.tBodies[0].rows[0]).breakInside,
    controls: [...document.querySelectorAll('nav, button, select, input, a.button')].filter(seen).length,
    paper: look('body').backgroundColor, ink: getComputedStyle(table.tBodies[0].rows[0]).color, dark: dark.length,
  };
})()`;

type Paper = Readonly<Record<'text' | 'head' | 'foot' | 'wholeRows' | 'paper' | 'ink', string>> & {
  readonly rows: number;
  readonly eachSheet: readonly string[];
  readonly controls: number;
  readonly dark: number;
};

const WELL_PRINTED = {
  eachSheet: ['table-header-group', 'table-footer-group'],
  wholeRows: 'avoid',
  controls: 0,
  paper: 'rgb(255, 255, 255)',
  ink: 'rgb(0, 0, 0)',
  dark: 0,
};

test.skipIf(!here)(
  'the call list, the call sheet and the card print black on white from a dark screen, each sheet with its label',
  async () => {
    const analyst = await seats.sit(`${place.url}/open-warnings/${warningId}`, { token: await place.tokenFor(ANALYST) });
    await analyst.reads(/^Er zijn 25 instellingen betrokken/);
    await analyst.page.evaluate(() => localStorage.setItem('forewarn.theme', 'dark'));
    await analyst.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await analyst.page.reload();
    await analyst.page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({ state: 'attached' });
    await analyst.page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    const list = await analyst.page.evaluate<Paper>(ON_PAPER);
    expect(list).toMatchObject({ ...WELL_PRINTED, rows: TO_CALL, foot: 'TLP:AMBER+STRICT' });
    expect(list.head).toContain('TLP:AMBER+STRICT');
    expect(list.text).toMatch(/Afgedrukt op .+, door Analist van dienst\./);
    expect(list.text).toContain(LONGEST);
    await analyst.picture('desk-call-list-print');

    await analyst.page.goto(`${place.url}/warnings/${warningId}/call-sheet`);
    const sheet = await analyst.page.evaluate<Paper>(ON_PAPER);
    expect(sheet).toMatchObject({ ...WELL_PRINTED, rows: TO_CALL, foot: 'TLP:AMBER+STRICT' });
    await analyst.page.goto(`${place.url}/institutions/${institutionId}/card`);
    expect(await analyst.page.evaluate<Paper>(ON_PAPER)).toMatchObject({ ...WELL_PRINTED, rows: 1, foot: 'TLP:AMBER+STRICT' });
    await analyst.picture('card-print');
  },
  120_000,
);
