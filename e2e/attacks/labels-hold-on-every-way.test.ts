import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { makeToken } from '@forewarn/server/sessions/tokens.ts';
import { attack } from './attack.ts';
import { attackPlace, type AttackPlace } from './attack-place.ts';
import { requestOf } from './request-of-route.ts';

const secretOf = (label: string) => `GELABELD-GEHEIM-${label}`;
/** A part of it: what was searched for is in the trail, and is not what was found. */
const SEARCHED = 'GELABELD';

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
let administrator: string;
let ciska: string;
/** Warnings that were released for real, with the secret in every text, and the link that the attacker's contact got with each. */
const released = new Map<string, { readonly id: string; readonly link: string }>();
beforeAll(async () => {
  place = await attackPlace(MANY);
  administrator = await makeToken(
    place.machine.database,
    { kind: 'cert', name: 'Beheer', roles: ['administrator'] },
    place.machine.clock.now(),
  );
  await place.rows(`update forewarn.contacts set email = 'c.deciso@lindemark.example' where name = 'Ciska de Ciso'`);
  [{ id: ciska }] = await place.rows(`select id from forewarn.contacts where name = 'Ciska de Ciso'`);
  for (const label of ['GREEN', 'AMBER', 'TICKED', 'RED']) {
    const audience = { certainties: ['certain', 'likely', 'possible'], excluded: [], ...(label === 'RED' ? { persons: [ciska] } : {}) };
    const secret = secretOf(label);
    const texts = { nl: { title: secret, summary: secret, actions: [{ text: secret }], technical: secret } };
    const { id } = await place.world.draft({
      tlp: label === 'TICKED' ? 'AMBER' : label,
      sharedWithItProvider: label === 'TICKED',
      texts,
      audience,
    });
    const { body, text } = await place.world.release(id);
    if (body?.version !== 1) throw new Error(`${label} was not released: ${text}`);
    released.set(label, { id, link: await place.world.linkOf(id, 'Ciska de Ciso') });
  }
});
afterAll(() => place?.stop());

/** The cookie of somebody of the attacker's institution who signed in so. */
async function sessionOf(contactId: string | null, assurance: string): Promise<Record<string, string>> {
  const account = randomUUID();
  await place.rows(
    `insert into forewarn.accounts (id, kind, name, email, roles, institution_id, contact_id, created_at) values ($1, 'institution', 'Wie', $2, '{ciso}', $3, $4, $5)`,
    [account, `${account}@x.example`, place.attacker.id, contactId, place.machine.clock.now()],
  );
  return signedIn(account, assurance);
}

/** Somebody of an IT provider that this institution lets read for it. */
async function providerOf(institutionId: string): Promise<Record<string, string>> {
  const [provider, account, now] = [randomUUID(), randomUUID(), place.machine.clock.now()];
  await place.rows(`insert into forewarn.providers (id, name, added_at) values ($1, $2, $3)`, [provider, `Beheerpartij ${provider}`, now]);
  await place.rows(
    `insert into forewarn.provider_consents (id, provider_id, institution_id, scopes, given_at, given_by) values ($1, $2, $3, '{read}', $4, 'test')`,
    [randomUUID(), provider, institutionId, now],
  );
  await place.rows(
    `insert into forewarn.accounts (id, kind, name, email, roles, provider_id, created_at) values ($1, 'provider', 'Wie', $2, '{provider}', $3, $4)`,
    [account, `${account}@x.example`, provider, now],
  );
  return { ...(await signedIn(account, 'passkey')), 'x-acting-for': institutionId };
}

async function signedIn(account: string, assurance: string): Promise<Record<string, string>> {
  const secret = randomBytes(32).toString('base64url');
  await place.rows(
    `insert into forewarn.sessions (id, token_sha256, account_id, rights_version, assurance, begun_at, used_at, proved_at, network, device)
     values ($1, $2, $3, 1, $4, $5, $5, $5, '192.0.2.1', 'x')`,
    [randomUUID(), createHash('sha256').update(secret).digest(), account, assurance, place.machine.clock.now()],
  );
  return { cookie: `forewarn_session=${secret}` };
}

/** Whether the secret comes back from any route that reads, asked with everything of this warning and the attacker's own ids. */
async function comesBack(label: string, token: string | undefined, headers: Record<string, string> = {}): Promise<readonly string[]> {
  const { id: warningId, link } = released.get(label) ?? { id: '', link: '' };
  const ids = {
    ...place.ids,
    'warnings/:id': warningId,
    'institutions/:id': place.attacker.id,
    'institutions/:institutionId': place.attacker.id,
    'proof/:institutionId': place.attacker.id,
    'a/:token': link.slice('/a/'.length),
  };
  const found: string[] = [];
  for (const route of place.routes.filter(({ method }) => method === 'GET')) {
    for (const withoutQuery of [true, false]) {
      const answer = await place.ask({
        ...requestOf(route, { ids, withoutQuery, byName: (name) => (name === 'text' ? SEARCHED : undefined) }),
        token,
        headers,
      });
      if (answer.text.includes(secretOf(label))) found.push(`${route.path}${withoutQuery ? '' : '?…'}`);
    }
  }
  return found;
}

attack('what is RED comes back by no route, to an institution, a link, whoever comes by or an administrator', async ({ saw, held }) => {
  saw('to nobody in particular, through the link too', await comesBack('RED', undefined), []);
  saw('to the institution that it was told to', await comesBack('RED', place.attacker.token), []);
  saw('to somebody of the CERT who only administers', await comesBack('RED', administrator), []);
  held('the analyst, who wrote it, reads it', (await comesBack('RED', place.tokens.analyst)).length > 0);
});

attack('what is RED is read by the person that it names, signed in with a passkey, and by no colleague', async ({ saw, held }) => {
  const named = await comesBack('RED', undefined, await sessionOf(ciska, 'passkey'));
  held(`the person whom it names reads it (${named.join(' ')})`, named.includes('/api/warnings/:id'));
  saw('to that person with a code from a mail', await comesBack('RED', undefined, await sessionOf(ciska, 'email')), []);
  saw('to a colleague with a passkey', await comesBack('RED', undefined, await sessionOf(null, 'passkey')), []);
});

attack('what is AMBER comes back to who is signed in and never through a link', async ({ saw, held }) => {
  saw('to nobody in particular, through the link too', await comesBack('AMBER', undefined), []);
  held('to the institution that it was told to', (await comesBack('AMBER', place.attacker.token)).includes('/api/warnings/:id'));
});

attack(
  'an IT provider that acts for the institution reads what is AMBER where the sender ticked it, and else nothing of it',
  async ({ saw, held }) => {
    const provider = await providerOf(place.attacker.id);
    const ticked = await comesBack('TICKED', undefined, provider);
    held(`it reads what is ticked (${ticked.join(' ')})`, ticked.includes('/api/warnings/:id'));
    saw('what is not ticked', await comesBack('AMBER', undefined, provider), []);
    saw('what is RED', await comesBack('RED', undefined, provider), []);
  },
);

attack('what is GREEN is behind the link: the walk finds what it looks for', async ({ held }) => {
  const found = await comesBack('GREEN', undefined);
  held(
    `the link shows it (${found.join(' ')})`,
    found.some((path) => path.startsWith('/a/')),
  );
  expect(found.every((path) => path.startsWith('/a/'))).toBe(true);
});
