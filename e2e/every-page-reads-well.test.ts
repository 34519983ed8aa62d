import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addInstitution } from '@forewarn/api/institutions.ts';
import { openMatter } from '@forewarn/api/matters.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { apiClient } from '@forewarn/api/client.ts';
import { makeToken, type TokenHolder } from '@forewarn/server/sessions/tokens.ts';
import { attackPlace, VICTIM, type AttackPlace } from './attacks/attack-place.ts';
import { browserHere, DESK, openBrowser, type Seats } from './browser.test-support.ts';
import { axeInEachLook, policyViolations, sidewaysAt, stopsWithoutFocus } from './page-looks.test-support.ts';
import { portalPages } from './portal-pages.test-support.ts';

const here = browserHere() !== undefined;
const BRANCH = 'Zorg voor Geest';

let place: AttackPlace;
let seats: Seats;
let tokens: Readonly<Record<Who, string>>;
let ids: Readonly<Record<string, string>>;
beforeAll(async () => {
  if (!here) return;
  seats = await openBrowser(); // first: it may build the portal
  place = await attackPlace({ FOREWARN_REQUESTS_PER_MINUTE: '1000000' }); // one of everything that a page can show
  tokens = await inviteReaders();
});
afterAll(async () => {
  await seats?.close();
  await place?.stop();
});

type Who = 'desk' | 'administrator' | 'ciso' | 'practice' | 'provider' | 'branch';
const READERS: readonly Who[] = ['desk', 'administrator', 'ciso', 'practice', 'provider', 'branch'];

/** Pages that show something that is chosen, with what is chosen: `word/:id` is one of what the place has. */
const CHOSEN: Readonly<Record<string, string>> = {
  '/queue': '/queue?matter=matters/:new',
  '/drafts/new': '/drafts/new?matter=matters/:new',
  '/drafts/$id': '/drafts/drafts/:id',
  '/open-warnings/$id': '/open-warnings/warnings/:id?institution=institutions/:id',
  '/home/$warning': ['', 'home', 'warnings', ':id?reader=it'].join('/'),
  '/institutions/$id/wishes': '/institutions/institutions/:id/wishes',
  '/help-requests': '/help-requests?request=help-requests/:id',
  '/inventory/upload': '/inventory/upload?upload=inventory-uploads/:id',
  '/suppliers': '/suppliers?supplier=suppliers/:key',
};

async function inviteReaders(): Promise<Readonly<Record<Who, string>>> {
  const { machine, rows, victim } = place;
  const now = machine.clock.now();
  const cert = apiClient(place.url, place.tokens.administrator);
  for (const number of [1, 2, 3, 4, 5, 6])
    await cert.call(addInstitution, {
      body: { name: `Praktijk voor psychologie en psychotherapie Olmgracht ${number}`, sector: 'ggz-small', branch: BRANCH },
    });
  const { id: matterId } = await cert.call(openMatter, {
    body: { title: 'Golf van phishing bij ggz-praktijken', source: 'telefoon, GGZ Rietmark' },
  });
  const [draft] = await rows(`select id from forewarn.warnings where released_version is null and drill_id is null limit 1`);
  ids = { ...place.ids, 'matters/:new': matterId, 'drafts/:id': String(draft.id) };
  const [branch] = await rows('select id from forewarn.branches where name = $1', [BRANCH]);
  const [provider] = await rows('select id from forewarn.providers limit 1');
  const of = (holder: TokenHolder) => makeToken(machine.database, holder, now);
  const accountOf = async (kind: 'provider' | 'branch', column: string, id: string): Promise<string> => {
    const account = randomUUID();
    await rows(`insert into forewarn.accounts (id, kind, name, roles, ${column}, created_at) values ($1, $2, $3, $4, $5, $6)`, [
      account,
      kind,
      `Iemand van ${kind}`,
      [kind],
      id,
      now,
    ]);
    const whose = kind === 'provider' ? { providerId: id } : { branchId: id };
    return of({
      kind: 'account',
      name: `Iemand van ${kind}`,
      account: { id: idOf<'Account'>(account), kind, name: kind, roles: [kind], ...whose },
    });
  };
  const member = (institutionId: string, role: 'ciso' | 'it') => of({ kind: 'institution', name: VICTIM, institutionId, roles: [role] });
  return {
    desk: await of({ kind: 'cert', name: 'A. Analist', roles: ['analyst'] }),
    administrator: await of({ kind: 'cert', name: 'B. Beheerder', roles: ['administrator'] }),
    ciso: await member(victim.id, 'ciso'),
    practice: await member(victim.id, 'it'),
    provider: await accountOf('provider', 'provider_id', provider.id),
    branch: await accountOf('branch', 'branch_id', branch.id),
  };
}

/** What a page says to whom it is not for. */
const REFUSALS =
  /^(Dit mag u niet doen|Dit bestaat niet, of u mag het niet zien|Dit doet alleen de instelling zelf|Alleen een koepel draagt instellingen voor|Dit is alleen voor het CERT)\.$/;
/** A minute where nothing else runs; this is no test of time. */
const WALK_MS_MAX = 1_200_000;
const OPENS_MS_MAX = 20_000;

async function opens(page: Page): Promise<boolean> {
  const heading = page.getByRole('heading', { level: 1 });
  return heading.waitFor({ timeout: OPENS_MS_MAX }).then(
    () => true,
    () => false,
  );
}

/** The page's address with one of what there is in the place of each name. */
function addressOf(path: string): string {
  const chosen = CHOSEN[path] ?? path.replace(/\/([\w-]+)\/\$\w+/, '/$1/$1/:id');
  const address = chosen.replace(/([\w-]+\/:\w+)/, named).replace(/([\w-]+\/:\w+)/, named);
  if (address.includes('$')) throw new Error(`${path}: say in CHOSEN which thing it shows.`);
  return address;
}

function named(key: string): string {
  const id = ids[key];
  if (id === undefined) throw new Error(`The place has no ${key}.`);
  return encodeURIComponent(id);
}

/** What was looked at already, as another reader was shown just the same. */
const seen = new Set<string>();
const WITHOUT_NAMES = `(path) => path + document.querySelector('main').innerHTML.replace(/react-aria[\\w-]+|_r_\\w+_/g, '')`;

test.skipIf(!here).concurrent.each(READERS)(
  'every page reads well for %s: nothing that axe finds in any look, nothing sideways at 360 px and 200 %, each stop of Tab is seen, nothing that its content security policy stops',
  async (who) => {
    const { page } = await seats.sit(`${place.url}/start`, { token: tokens[who] });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const takeViolations = policyViolations(page);
    const wrong: string[] = [];
    let isRefusalSeen = false;
    for (const path of portalPages()) {
      const mark = (found: readonly string[]) => wrong.push(...found.map((line) => `${path}, ${line}`));
      await page.setViewportSize(DESK);
      await page.goto(place.url + addressOf(path));
      const refusal = page.locator('main [role="alert"] h1');
      if (!(await opens(page))) {
        mark(['it does not open', ...takeViolations()]);
        continue;
      }
      mark(takeViolations());
      if ((await refusal.count()) > 0) {
        mark(REFUSALS.test(await refusal.innerText()) ? [] : [`refused with: ${await refusal.innerText()}`]);
        if (isRefusalSeen) continue; // the page that says no is one page
        isRefusalSeen = true;
      }
      const shown = await page.evaluate<string>(`(${WITHOUT_NAMES})(${JSON.stringify(path)})`);
      if (seen.has(shown)) continue;
      seen.add(shown);
      mark(await axeInEachLook(page));
      mark(await stopsWithoutFocus(page));
      mark(await sidewaysAt(page));
      mark(takeViolations());
    }
    expect(wrong).toEqual([]);
  },
  WALK_MS_MAX,
);
test('the pages are those of the router, its newest too, and a route that this can not read is no page less', () => {
  expect(portalPages()).toContain('/open-warnings/$id');
  expect(
    portalPages(`[createRoute({ getParentRoute: () => root, path: '/nieuw', component: X }), createRoute({\n path: '/a/$id' })]`),
  ).toEqual(['/nieuw', '/a/$id']);
  expect(() => portalPages(`[createRoute({ id: 'zonder-adres' })]`)).toThrow('route 1');
});
