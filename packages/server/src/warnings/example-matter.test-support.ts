import type { FastifyInstance } from 'fastify';
import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { readCsaf } from '@forewarn/core/advisories/formats/csaf.ts';
import type { Advisory, Remediation } from '@forewarn/core/advisories/advisory.ts';
import { EVERYWHERE } from '@forewarn/core/products/version-spans.ts';
import type { ContactEntry, InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { buildApp } from '../http/build-app.ts';
import { registerPageRoutes } from '../http/page-routes.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { acceptInventory } from '../inventories/accept-inventory.ts';
import type { KeysOf } from '../inventories/product-keys.ts';
import { registerMatterRoutes } from '../matters/matter-routes.ts';
import { makeToken } from '../sessions/tokens.ts';
import { linkToken } from '../sessions/link-token.ts';
import type { TestMachine } from '../test-machine.ts';
import { registerAnswerRoutes } from './answer-routes.ts';
import { registerStandingRuleRoutes } from './standing-rule-routes.ts';
import { registerWarningRoutes } from './warning-routes.ts';

// What comes over the wire or out of the database is looked at, not typed.
// oxlint-disable-next-line no-explicit-any
type Whatever = any;

/** Lines that matching does not find: the example stores its matches itself. */
const WITHOUT_KEYS: KeysOf = Object.assign(() => [], { placeOf: () => ({ keys: [], span: EVERYWHERE }) });

/** The invented cast of DOMAIN §6.1: two that hold the product, one that does not. */
export const LINDEMARK = 'Ziekenhuis Lindemark';
export const ELZENBOCHT = 'Psychologiepraktijk Elzenbocht';
export const RIETMARK = 'GGZ Rietmark';

export const TEXTS = {
  nl: {
    title: 'Meridiaan EPD: lek wordt misbruikt',
    summary: 'Er zit een lek in Meridiaan EPD.\nAanvallers gebruiken het nu.',
    actions: [{ text: 'Werk Meridiaan EPD bij.', role: 'system-administrator', withinHours: 4 }],
    abuseCheck: 'Is gecontroleerd of er iemand binnen is geweest?',
  },
} as const;

export const UPDATE: Remediation = { category: 'vendor_fix', details: 'Werk bij naar 6.2.15', productIds: ['P1'] };

export type Answered = {
  readonly status: number;
  readonly body: Whatever;
  readonly text: string;
  readonly headers: Record<string, unknown>;
};

/** Institutions with contacts and inventories, an advisory, matches, tokens, and the routes on real sockets' worth of fastify. */
export type ExampleMatter = {
  readonly app: FastifyInstance;
  readonly ids: Readonly<Record<string, string>>;
  readonly cert: string;
  readonly tokenOf: (name: string) => Promise<string>;
  readonly advisoryId: string;
  /** The institution's only line is concerned, with this advice; again with other advice replaces it. */
  readonly match: (name: string, remediations?: readonly Remediation[]) => Promise<void>;
  readonly unmatch: (name: string) => Promise<void>;
  /** A newer revision of the advisory, with its change. */
  readonly revise: (change: object, advisory?: Partial<Advisory>) => Promise<void>;
  readonly call: (
    token: string | undefined,
    method: string,
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<Answered>;
  /** A warning on the advisory, drafted by the analyst. */
  readonly draft: (content?: object) => Promise<{ id: string; reference: string }>;
  readonly release: (id: string, body?: object) => Promise<Answered>;
  /** Path of the answer page of an institution's contact of this name. */
  readonly linkOf: (warningId: string, contactName: string) => Promise<string>;
  readonly rows: (sql: string, values?: readonly unknown[]) => Promise<Whatever[]>;
};

const contact = (name: string, role: string, email: string, order: number): ContactEntry =>
  ({ name, role, email, order, language: 'nl' }) as ContactEntry;

/** `others` registers routes that not every story needs. */
export async function exampleMatter(
  machine: TestMachine,
  others: (app: FastifyInstance, machine: TestMachine) => void = () => {},
): Promise<ExampleMatter> {
  const app = await buildApp(machine);
  others(app, machine);
  registerMatterRoutes(app, machine);
  registerWarningRoutes(app, machine);
  registerStandingRuleRoutes(app, machine);
  registerAnswerRoutes(app, machine);
  await registerPageRoutes(app, machine);
  await app.ready();

  const rows = async (sql: string, values: readonly unknown[] = []) => (await machine.database.pool.query(sql, [...values])).rows;
  const bare = { locations: [], networks: [], domains: [] };
  const entries: readonly InstitutionEntry[] = [
    {
      ...bare,
      name: LINDEMARK,
      sector: 'hospital',
      contacts: [
        contact('Ciska de Ciso', 'ciso', 'ciso@lindemark.example', 1),
        contact('Piket Lindemark', '24-7', 'piket@lindemark.example', 2),
        contact('Sjors Systeem', 'system-administrator', 'beheer@lindemark.example', 3),
      ],
    },
    {
      ...bare,
      name: ELZENBOCHT,
      sector: 'ggz-small',
      contacts: [contact('Petra Praktijk', 'practice-manager', 'info@elzenbocht.example', 1)],
    },
    { ...bare, name: RIETMARK, sector: 'ggz', contacts: [contact('Ruud Rietmark', 'security', 'security@rietmark.example', 1)] },
  ];
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, entries);
  const ids = Object.fromEntries((await rows('select id, name from forewarn.institutions')).map((row) => [row.name, row.id]));
  const now = machine.clock.now();
  for (const name of [LINDEMARK, ELZENBOCHT, RIETMARK])
    await acceptInventory(
      machine,
      { kind: 'system', name: 'test' },
      {
        institutionId: ids[name] ?? '',
        inventory: 'inventory',
        items: [{ key: 'epd', supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: '6.2.9', exposure: 'internet' }],
        receivedFrom: 'test',
      },
      WITHOUT_KEYS,
    );
  const cert = await makeToken(machine.database, { kind: 'cert', name: 'A. Analist', roles: ['analyst', 'administrator'] }, now);
  const advisoryId = newId<'Advisory'>(now);
  const reading = readCsaf(EXAMPLE_CSAF);
  if (reading.kind === 'unreadable') throw new Error('the example advisory is unreadable');
  await rows(
    `insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at) values ($1, $2, $3, $4, 'CLEAR', $5)`,
    [advisoryId, reading.value.publisher.namespace, reading.value.trackingId, reading.value.publisher.name, now],
  );

  let sequence = 0;
  let revisionId = '';
  const revise = async (change: object, parts: Partial<Advisory> = {}) => {
    sequence += 1;
    revisionId = newId<'AdvisoryRevision'>(machine.clock.now());
    const sha256 = Buffer.alloc(32, sequence);
    await rows('insert into forewarn.documents (sha256, bytes, size_bytes, first_seen_at) values ($1, $1, 32, $2)', [
      sha256,
      machine.clock.now(),
    ]);
    await rows(
      `insert into forewarn.advisory_revisions (id, advisory_id, document_sha256, sequence, tracking_version, title, severity, tlp, normalised, problems, change, product_keys, read_at)
       values ($1, $2, $3, $4, $5, 'Lek in Meridiaan EPD', 9.8, 'CLEAR', $6, '[]', $7, '{}', $8)`,
      [
        revisionId,
        advisoryId,
        sha256,
        sequence,
        `${sequence}.0.0`,
        JSON.stringify({ ...reading.value, ...parts }),
        JSON.stringify(change),
        machine.clock.now(),
      ],
    );
    await rows('update forewarn.advisories set latest_revision_id = $2 where id = $1', [advisoryId, revisionId]);
  };
  await revise({ kind: 'first', changes: [] });

  const match = async (name: string, remediations: readonly Remediation[] = [UPDATE]) => {
    await rows(
      `insert into forewarn.matches (advisory_id, item_id, institution_id, revision_id, kind, certainty, reason, evidence, remediations, matched_at)
       select $1, t.id, t.institution_id, $2, 'concerned', 'certain', 'product-version', '[]', $4, $5 from forewarn.inventory_items t where t.institution_id = $3 and t.last_snapshot is null
       on conflict on constraint matches_pkey do update set remediations = excluded.remediations, ended_at = null`,
      [advisoryId, revisionId, ids[name], JSON.stringify(remediations), machine.clock.now()],
    );
  };
  const unmatch = async (name: string) => {
    await rows('update forewarn.matches set ended_at = $2 where institution_id = $1', [ids[name], machine.clock.now()]);
  };
  const call: ExampleMatter['call'] = async (token, method, url, body, headers = {}) => {
    const form = headers['content-type'] === 'application/x-www-form-urlencoded';
    const response = await app.inject({
      method: method as 'GET',
      url,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: form ? new URLSearchParams(body as Record<string, string>).toString() : body }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return { status: response.statusCode, body: isJson ? response.json() : undefined, text: response.body, headers: response.headers };
  };
  const draft = async (content: object = {}) => {
    const matter = {
      title: 'Lek in Meridiaan EPD',
      source: 'Meridiaan PSIRT',
      confirmation: { kind: 'confirmed' },
      advisoryIds: [advisoryId],
    };
    const drafted = await call(cert, 'POST', '/api/warnings', { matter, urgency: 'act-now', tlp: 'GREEN', texts: TEXTS, ...content });
    if (drafted.status !== 200) throw new Error(drafted.text);
    return drafted.body;
  };
  return {
    app,
    ids,
    cert,
    advisoryId,
    match,
    unmatch,
    revise,
    call,
    draft,
    rows,
    tokenOf: (name) =>
      makeToken(machine.database, { kind: 'institution', name: `token of ${name}`, institutionId: ids[name] ?? '' }, machine.clock.now()),
    release: (id, body = {}) =>
      call(cert, 'POST', `/api/warnings/${id}/release`, { alone: { because: 'Eén analist in dit verhaal.' }, ...body }),
    linkOf: async (warningId, contactName) => {
      const [link] = await rows(
        `select l.id from forewarn.answer_links l join forewarn.contacts c on c.id = l.contact_id where l.warning_id = $1 and c.name = $2 and l.revoked_at is null`,
        [warningId, contactName],
      );
      if (link === undefined) throw new Error(`${contactName} has no link`);
      return `/a/${linkToken(link.id, machine.linkSecret)}`;
    },
  };
}

/** Posts as a browser posts a form. */
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** As the queue would: every waiting job of this name, once. */
export async function workJobs(
  machine: TestMachine,
  name: string,
  work: (machine: TestMachine, payload: unknown) => Promise<void>,
): Promise<number> {
  const jobs = (
    await machine.database.pool.query(
      `select p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id where j.task_identifier = $1 order by j.id`,
      [name],
    )
  ).rows;
  for (const job of jobs) await work(machine, job.payload);
  return jobs.length;
}

export async function countRows(machine: TestMachine): Promise<Record<string, number>> {
  return asSystem(machine.database, 'test', async () => {
    const counts: Record<string, number> = {};
    for (const table of [
      'matters',
      'warnings',
      'warning_versions',
      'concerned_institutions',
      'answer_links',
      'messages',
      'deliveries',
      'audit_log',
      'notices',
      'acknowledgements',
    ])
      counts[table] = (await machine.database.pool.query(`select count(*) as count from forewarn.${table}`)).rows[0].count;
    return counts;
  });
}
