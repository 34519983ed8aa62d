import { afterAll, beforeAll, expect } from 'vitest';
import { attack } from './attack.ts';
import { attackPlace, CERT_SECRET, type AttackPlace } from './attack-place.ts';
import { everyRole, type Somebody } from './every-role.ts';
import { requestOf } from './request-of-route.ts';
import { asksWho } from './route-table.ts';
import { digestOfTables } from './whole-database.ts';

const gate = { open: false };
/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
let strangers: readonly Somebody[];
beforeAll(async () => {
  place = await attackPlace(MANY, undefined, gate);
  const everybody = await everyRole(place);
  // Who is of the victim or of the CERT may see it; everybody else is a stranger to it. A provider whose consent ended is one again.
  await place.rows('update forewarn.provider_consents set withdrawn_at = given_at, withdrawn_by = $1', ['test']);
  strangers = [
    ...everybody.filter(({ principal }) => ['provider', 'supplier', 'branch'].includes(principal.kind)),
    { who: 'another institution', principal: { kind: 'anyone' }, headers: { authorization: `Bearer ${place.attacker.token}` } },
    { who: 'nobody', principal: { kind: 'anyone' }, headers: {} },
  ];
  gate.open = true;
});
afterAll(() => place?.stop());

/** What was handed in is told back, and a search for a name holds the name: neither is a leak. */
const tellsOf = (text: string) =>
  text.includes(CERT_SECRET) || /ruud rietmark|haak rietmark|kroonjuweel rietmark|sleutel rietmark/i.test(text);

attack('no route shows or changes what is another’s, even where it forgets to ask who comes', async ({ held }) => {
  const before = await digestOfTables(place.rows, 'ietmark');
  let through = 0;
  for (const route of place.routes) {
    if (!asksWho(route.access)) continue;
    for (const { who, headers } of strangers) {
      const asked = requestOf(route, { ids: place.ids });
      const answer = await place.ask({ ...asked, headers: { ...asked.headers, ...headers } });
      if (answer.status !== 401 && answer.status !== 403) through += 1;
      held(`${route.method} ${route.path} shows ${who}: ${answer.status} ${answer.text.slice(0, 200)}`, !tellsOf(answer.text));
    }
  }
  expect(through, 'the gate is open').toBeGreaterThan(200);
  expect(await digestOfTables(place.rows, 'ietmark')).toEqual(before);
});
