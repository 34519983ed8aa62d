import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { buildApp } from '@forewarn/server/http/build-app.ts';
import { rememberPrincipal } from '@forewarn/server/http/request-principal.ts';
import { registerRoutes } from '@forewarn/server/routes.ts';
import { makeToken } from '@forewarn/server/sessions/tokens.ts';
import { testMachine, type TestMachine } from '@forewarn/server/test-machine.ts';
import { exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from '@forewarn/server/warnings/example-matter.test-support.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { routeTable, type RegisteredRoute } from './route-table.ts';

/** Who attacks: an institution that is a member like any other. */
export const ATTACKER = LINDEMARK;
/** Whose everything must stay its own. Whatever it hands in holds its name, so that a leak shows. */
export const VICTIM = RIETMARK;
/** Of what the CERT keeps to itself. */
export const CERT_SECRET = 'GEHEIM-VAN-HET-CERT';

export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a text or bytes as they are. */
  readonly body?: unknown;
  /** The address that asks; another one at each request where absent, so that no rate limit stands between attack and route. */
  readonly from?: string;
};
export type Answer = { readonly status: number; readonly text: string; readonly headers: Readonly<Record<string, unknown>> };

export type AttackPlace = {
  readonly machine: TestMachine;
  readonly world: ExampleMatter;
  readonly app: FastifyInstance;
  /** Where it listens, on loopback. */
  readonly url: string;
  readonly port: number;
  readonly routes: readonly RegisteredRoute[];
  readonly attacker: { readonly id: string; readonly token: string };
  readonly victim: { readonly id: string; readonly token: string };
  readonly tokens: { readonly administrator: string; readonly analyst: string };
  /** The path of the answer page of the victim's own warning. */
  readonly victimLink: string;
  /** Ids of the victim's and the CERT's own things, by parameter (`warnings/:id`). */
  readonly ids: Readonly<Record<string, string>>;
  readonly ask: (asked: Asked) => Promise<Answer>;
  readonly rows: ExampleMatter['rows'];
  readonly stop: () => Promise<void>;
};

/**
 * Forewarn with every route, on a database of its own, with a world in it; listens on loopback alone. `gate` opens: from then on no route
 * asks who comes, and the database alone keeps them apart. With `as`, every handler takes whoever comes for that principal.
 */
export async function attackPlace(
  environment: Readonly<Record<string, string>> = {},
  publicUrl?: string,
  gate: { open: boolean; as?: Principal } = { open: false },
): Promise<AttackPlace> {
  const opened = await testMachine(environment);
  const machine = publicUrl === undefined ? opened : { ...opened, publicUrl };
  const world = await exampleMatter(machine);
  const app = await buildApp(machine);
  const routes = routeTable(app);
  app.addHook('onRoute', (route) => {
    const asks = route.onRequest;
    if (typeof asks !== 'function') return;
    route.onRequest = function (this: FastifyInstance, request, reply, done) {
      if (gate.open && gate.as !== undefined) rememberPrincipal(request, gate.as);
      return gate.open ? done() : asks.call(this, request, reply, done);
    };
  });
  await registerRoutes(app, machine);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let asked = 0;
  const ask: AttackPlace['ask'] = async ({ method, url, token, headers = {}, body, from }) => {
    asked += 1;
    const send = () =>
      app.inject({
        method: method as 'GET',
        url,
        headers: {
          'x-forwarded-for': from ?? `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as object }),
      });
    let response = await send();
    // On a machine with other work the server protects itself before it looks at a request; that is no answer to an attack.
    for (let again = 0; response.statusCode === 503 && again < 40; again += 1) {
      await setTimeout(500);
      response = await send();
    }
    return { status: response.statusCode, text: response.body, headers: response.headers };
  };
  const victim = { id: world.ids[VICTIM] ?? '', token: await world.tokenOf(VICTIM) };
  const attacker = { id: world.ids[ATTACKER] ?? '', token: await world.tokenOf(ATTACKER) };
  const analyst = await makeToken(machine.database, { kind: 'cert', name: 'B. Analist', roles: ['analyst'] }, machine.clock.now());
  const place = { machine, world, app, url: `http://127.0.0.1:${port}`, port, routes, attacker, victim, ask, rows: world.rows };
  const tokens = { administrator: world.cert, analyst };
  const filled = await fillWorld({ ...place, tokens });
  return {
    ...place,
    tokens,
    ...filled,
    stop: async () => {
      await app.close();
      await world.app.close();
      await machine.close();
    },
  };
}

type Unfilled = Omit<AttackPlace, 'ids' | 'victimLink' | 'stop'>;

/** Gives the victim and the CERT one of everything that has an id, through the routes themselves. */
async function fillWorld(place: Unfilled): Promise<Pick<AttackPlace, 'ids' | 'victimLink'>> {
  const { world, victim, attacker, tokens, rows } = place;
  const must = async (token: string, method: string, url: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await place.ask({ token, method, url, body, headers });
    if (answer.status !== 200) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text);
  };
  for (const [token, id, name] of [
    [victim.token, victim.id, 'rietmark'],
    [attacker.token, attacker.id, 'lindemark'],
  ] as const) {
    const of = `/api/institutions/${id}`;
    const own = await must(token, 'GET', of);
    await must(token, 'PUT', of, {
      name: own.name,
      sector: own.sector,
      itProvider: `${name} ICT`,
      locations: [{ name: `locatie ${name}` }],
      networks: [name === 'rietmark' ? '198.51.100.0/28' : '203.0.113.0/28'],
      domains: [`${name}.example`],
    });
    await must(token, 'POST', `${of}/contacts`, {
      name: `Haak ${name}`,
      role: 'ciso',
      webhookUrl: `https://haak.${name}.example/`,
      webhookSecret: `geheim van ${name}`,
    });
    await must(token, 'PUT', `${of}/inventories/lijst-${name}/items/regel-${name}`, { product: `Kroonjuweel ${name}`, version: '1.0' });
    await must(token, 'PUT', `${of}/relations`, {
      relations: [{ kind: 'connection', supplier: `Leverancier ${name}`, connection: 'vpn' }],
    });
    await must(token, 'PUT', `${of}/components?of=regel-${name}&inventory=lijst-${name}`, billOfMaterials(`onderdeel-${name}`));
    await must(token, 'POST', `${of}/starter-inventory`, {
      answers: [{ product: name === 'rietmark' ? 'topdesk' : 'teamviewer', answer: 'not-have' }],
    });
    await must(
      token,
      'POST',
      `/api/inventory-uploads?fileName=${name}.csv&columns=${encodeURIComponent(JSON.stringify({ [`Ding ${name}`]: 'product' }))}`,
      `Ding ${name};versie\nApp ${name};1.0\n`,
      { 'content-type': 'text/csv' },
    );
  }
  await must(victim.token, 'PUT', '/api/service-desk', {
    url: 'https://desk.rietmark.example/tas/api',
    userName: 'forewarn',
    password: 'geheim van rietmark',
  });
  await signSomebodyIn(place);
  await openDoorsOf(place);
  await keepSecretsOfTheCert(place);
  await letAProviderAct(place, must);
  // One warning that the victim alone was told of, one that both were.
  await world.match(VICTIM);
  const own = await world.draft();
  await world.release(own.id);
  await world.match(ATTACKER);
  const shared = await world.draft();
  await world.release(shared.id);
  const path = await world.linkOf(own.id, 'Ruud Rietmark');
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  await place.ask({
    method: 'POST',
    url: path,
    headers: form,
    body: 'answer=working&answeredAs=Ruud+Rietmark&remark=Rietmark+zoekt&version=1',
  });
  await place.ask({
    method: 'POST',
    url: await world.linkOf(shared.id, 'Ruud Rietmark'),
    headers: form,
    body: 'answer=fixed&answeredAs=Ruud+Rietmark&version=1',
  });
  await rows(
    `insert into forewarn.help_requests (id, acknowledgement_id, warning_id, institution_id, asked_at, due_at)
     select $1, id, warning_id, institution_id, answered_at, answered_at from forewarn.acknowledgements where institution_id = $2 limit 1`,
    [randomUUID(), victim.id],
  );
  const secret = await must(tokens.analyst, 'POST', '/api/warnings', {
    matter: { title: CERT_SECRET, source: CERT_SECRET },
    urgency: 'this-week',
    texts: { nl: { title: CERT_SECRET, summary: CERT_SECRET, actions: [{ text: CERT_SECRET }] } },
  });
  await must(tokens.analyst, 'POST', `/api/warnings/${secret.id}/approvals`, { note: CERT_SECRET });
  const merged = await must(tokens.analyst, 'POST', '/api/matters', { title: CERT_SECRET, source: CERT_SECRET });
  const [{ matter_id: secretMatter }] = await rows('select matter_id from forewarn.warnings where id = $1', [secret.id]);
  await must(tokens.analyst, 'POST', `/api/matters/${secretMatter}/merges`, { otherId: merged.id });
  await must(tokens.administrator, 'POST', '/api/standing-rules', {
    name: CERT_SECRET,
    condition: { anyOf: [{ certaintyAtLeast: 'certain', severityMin: 9 }], tlpMax: 'GREEN' },
    urgency: 'this-week',
  });
  await must(tokens.analyst, 'POST', '/api/product-aliases', {
    aliasProduct: 'kroonjuweeltje',
    product: `Kroonjuweel ${CERT_SECRET}`,
    kind: 'colloquial',
  });
  await must(tokens.analyst, 'POST', '/api/drills', { kind: 'tabletop', name: CERT_SECRET, participants: { institutionIds: [victim.id] } });
  return { victimLink: path, ids: await idsOf(rows, victim.id, own.id, secret.id) };
}

/** A provider that acts for the victim, and a program of the victim with a token. */
async function letAProviderAct(
  { tokens, victim }: Unfilled,
  must: (token: string, method: string, url: string, body?: unknown) => Promise<{ id: string }>,
): Promise<void> {
  const provider = await must(tokens.administrator, 'POST', '/api/providers', { name: 'Beheerpartij Olmgracht' });
  await must(victim.token, 'PUT', `/api/consents/${provider.id}`, { scopes: ['read'] });
  const account = await must(victim.token, 'POST', '/api/accounts', { kind: 'service', name: 'Koppeling rietmark', roles: ['it'] });
  await must(victim.token, 'POST', `/api/accounts/${account.id}/tokens`, { name: 'Sleutel rietmark', days: 30 });
}

/** Somebody of the victim who is signed in, with a passkey. */
async function signSomebodyIn({ rows, machine, victim }: Unfilled): Promise<void> {
  const now = machine.clock.now();
  const [account, session, passkey] = [randomUUID(), randomUUID(), randomUUID()];
  await rows(
    `insert into forewarn.accounts (id, kind, name, email, roles, institution_id, created_at)
     values ($1, 'institution', 'Rosa rietmark', 'rosa@rietmark.example', '{ciso}', $2, $3)`,
    [account, victim.id, now],
  );
  await rows(`insert into forewarn.recoveries (id, account_id, started_by, started_at) values (gen_random_uuid(), $1, $1, $2)`, [
    account,
    now,
  ]);
  await rows(
    `insert into forewarn.sessions (id, token_sha256, account_id, rights_version, assurance, begun_at, used_at, proved_at, network, device)
     values ($1, sha256('rosa'), $2, 1, 'passkey', $3, $3, $3, '192.0.2.1', 'Rietmark-browser')`,
    [session, account, now],
  );
  await rows(
    `insert into forewarn.passkeys (id, account_id, credential_id, public_key, counter, is_synchronised, name, made_at)
     values ($1, $2, 'rietmark-sleutel', '', 0, true, 'Sleutel rietmark', $3)`,
    [passkey, account, now],
  );
}

/** A key, a browser, a feed and a test call of the victim's contact. */
async function openDoorsOf({ rows, machine, victim }: Unfilled): Promise<void> {
  const now = machine.clock.now();
  const [{ id: contact }] = await rows(`select id from forewarn.contacts where institution_id = $1 and name = 'Haak rietmark'`, [
    victim.id,
  ]);
  await rows(
    `insert into forewarn.contact_keys (id, institution_id, contact_id, kind, bytes, fingerprint, algorithm, source, added_at, added_by, checked_at)
     values (gen_random_uuid(), $1, $2, 'openpgp', '', 'sleutel-rietmark', 'x', 'uploaded', $3, 'rietmark', $3)`,
    [victim.id, contact, now],
  );
  await rows(
    `insert into forewarn.push_subscriptions (id, institution_id, contact_id, endpoint, p256dh, auth, device, added_at)
     values (gen_random_uuid(), $1, $2, 'https://push.rietmark.example/', 'x', 'fws1.00000000.x', 'Rietmark-telefoon', $3)`,
    [victim.id, contact, now],
  );
  await rows(
    `insert into forewarn.feeds (id, institution_id, token_sha256, name, made_at, made_by)
     values (gen_random_uuid(), $1, sha256('rietmark'), 'Feed rietmark', $2, 'rietmark')`,
    [victim.id, now],
  );
  await rows(
    `insert into forewarn.test_calls (id, institution_id, contact_id, asked_at, asked_by) values (gen_random_uuid(), $1, $2, $3, 'rietmark')`,
    [victim.id, contact, now],
  );
}

/** An advisory, a source, a document in quarantine and an unreadable one that no institution may see. */
async function keepSecretsOfTheCert({ rows, machine, ask, tokens }: Unfilled): Promise<void> {
  const now = machine.clock.now();
  const { document } = EXAMPLE_CSAF;
  const amber = {
    ...EXAMPLE_CSAF,
    document: {
      ...document,
      title: CERT_SECRET,
      distribution: { tlp: { label: 'AMBER' } },
      tracking: { ...document.tracking, id: CERT_SECRET },
    },
  };
  const handedIn = await ask({
    token: tokens.analyst,
    method: 'POST',
    url: '/api/advisories?fileName=amber.json',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(amber),
  });
  if (handedIn.status !== 200) throw new Error(handedIn.text);
  const noted = await ask({
    token: tokens.analyst,
    method: 'POST',
    url: `/api/advisories/${JSON.parse(handedIn.text).advisoryId}/notes`,
    body: { text: CERT_SECRET },
  });
  if (noted.status !== 200) throw new Error(noted.text);
  const sourceId = randomUUID();
  await rows(
    `insert into forewarn.sources (id, name, kind, url, added_at, next_poll_at) values ($1, $2, 'csaf-provider', 'https://bron.example/', $3, $3)`,
    [sourceId, CERT_SECRET, now],
  );
  const [{ sha256 }] = await rows('select sha256 from forewarn.documents limit 1');
  await rows(
    `insert into forewarn.retrievals (id, source_id, url, document_sha256, retrieved_at, hash_check, signature_check, verdict, verdict_reason)
     values ($1, $2, 'https://bron.example/x.json', $3, $4, '{"kind":"mismatch"}', '{"kind":"absent"}', 'quarantined', $5)`,
    [randomUUID(), sourceId, sha256, now, CERT_SECRET],
  );
  await rows(`insert into forewarn.unreadable_documents (document_sha256, url, problems, read_at) values ($1, $2, '[]', $3)`, [
    sha256,
    `https://bron.example/${CERT_SECRET}`,
    now,
  ]);
  await rows(`insert into forewarn.notices (id, kind, key, text, raised_at) values ($1, 'source-silent', $2, $3, $4)`, [
    randomUUID(),
    sourceId,
    CERT_SECRET,
    now,
  ]);
  await rows('insert into forewarn.known_exploited (cve, list) values ($1, $2)', ['CVE-2026-0001', 'kev']);
}

/** For each parameter of a path the id that is not the attacker's: the victim's where it is an institution's thing, else the CERT's. */
async function idsOf(
  rows: ExampleMatter['rows'],
  victimId: string,
  warningId: string,
  secretWarningId: string,
): Promise<Readonly<Record<string, string>>> {
  const one = async (sql: string, ...values: readonly unknown[]): Promise<string> => {
    const [row] = await rows(sql, values);
    if (row === undefined) throw new Error(`the world has none of: ${sql}`);
    return String(Object.values(row)[0]);
  };
  const [warning] = await rows('select matter_id from forewarn.warnings where id = $1', [secretWarningId]);
  return {
    'institutions/:id': victimId,
    'institutions/:institutionId': victimId,
    'proof/:institutionId': victimId,
    'follow-ups/:institutionId': victimId,
    'contacts/:contactId': await one(`select id from forewarn.contacts where institution_id = $1 and name = 'Haak rietmark'`, victimId),
    'inventories/:name': 'lijst-rietmark',
    'items/:key': 'regel-rietmark',
    'starter-inventory/:product': 'topdesk',
    'inventory-uploads/:id': await one(
      `select id from forewarn.inventory_uploads where institution_id = $1 and file_name = 'rietmark.csv'`,
      victimId,
    ),
    'inventory-mappings/:id': await one('select id from forewarn.inventory_mappings where institution_id = $1', victimId),
    'warnings/:id': warningId,
    'acknowledgements/:acknowledgementId': await one(
      'select id from forewarn.acknowledgements where institution_id = $1 and warning_id = $2',
      victimId,
      warningId,
    ),
    'advisories/:id': await one('select id from forewarn.advisories where tracking_id = $1', CERT_SECRET),
    'advisories/:advisoryId': await one('select id from forewarn.advisories where tracking_id <> $1', CERT_SECRET),
    'revisions/:sequence': '1',
    'notes/:noteId': await one('select id from forewarn.advisory_notes'),
    'recoveries/:id': await one('select id from forewarn.recoveries limit 1'),
    'oidc/:provider': 'rietmark',
    'matters/:id': warning.matter_id,
    'merges/:stepId': await one(`select id from forewarn.matter_steps where kind = 'merged'`),
    'approvals/:approvalId': await one('select id from forewarn.release_approvals'),
    'help-requests/:id': await one('select id from forewarn.help_requests where institution_id = $1', victimId),
    'suppliers/:key': 'leverancier rietmark',
    'reports/:kind': 'day',
    'drills/:id': await one('select id from forewarn.drills where name = $1', CERT_SECRET),
    'sources/:id': await one('select id from forewarn.sources where name = $1', CERT_SECRET),
    'quarantined-documents/:id': await one(`select id from forewarn.retrievals where verdict = 'quarantined'`),
    'documents/:sha256': await one(`select encode(sha256, 'hex') from forewarn.documents limit 1`),
    'known-exploited/:list': 'kev',
    'vulnerabilities/:name': 'CVE-2026-0001',
    'product-aliases/:id': await one('select id from forewarn.product_aliases limit 1'),
    'decisions/:id': await one('select id from forewarn.product_aliases limit 1'),
    'answer-proposals/:id': victimId, // there is none of that id: a reply by mail makes one
    'deliveries/:id': await one('select id from forewarn.deliveries where institution_id = $1 limit 1', victimId),
    'notices/:id': await one('select id from forewarn.notices where text = $1', CERT_SECRET),
    'standing-rules/:id': await one('select id from forewarn.standing_rules where name = $1', CERT_SECRET),
    'accounts/:id': await one(`select id from forewarn.accounts where institution_id = $1 and kind = 'service'`, victimId),
    'tokens/:tokenId': await one(
      'select t.id from forewarn.api_tokens t where t.institution_id = $1 and t.account_id is not null',
      victimId,
    ),
    'providers/:id': await one('select id from forewarn.providers limit 1'),
    'consents/:providerId': await one('select id from forewarn.providers limit 1'),
    'keys/:keyId': await one('select id from forewarn.contact_keys where institution_id = $1', victimId),
    'devices/:deviceId': await one('select id from forewarn.push_subscriptions where institution_id = $1', victimId),
    'feeds/:id': await one('select id from forewarn.feeds where institution_id = $1', victimId),
    'test-calls/:id': await one('select id from forewarn.test_calls where institution_id = $1', victimId),
    'feeds/:token': 'A'.repeat(43),
    'gateway/:channel': 'sms',
    '/:hook': 'A'.repeat(43),
    'assets/:name': 'index-AAAAAAAA.js',
    'a/:token': 'A'.repeat(43),
    'c/:token': 'A'.repeat(43),
    'j/:token': 'A'.repeat(43),
    'mail/:token': 'A'.repeat(43),
    'sessions/:id': await one('select id from forewarn.sessions'),
    'passkeys/:id': await one('select id from forewarn.passkeys'),
  };
}
