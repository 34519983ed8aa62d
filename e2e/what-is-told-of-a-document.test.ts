import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { acceptInstitutions } from '@forewarn/api/institutions.ts';
import { DEFAULT_INVENTORY, putInventory } from '@forewarn/api/inventories.ts';
import { addSource, startPoll } from '@forewarn/api/sources.ts';
import { addStandingRule, listConcerned, listWarnings, previewRelease, releaseWarning } from '@forewarn/api/warnings.ts';
import { startCsafPublisher, type CsafPublisher } from '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { answerFromMail, answerLinkOf } from '@forewarn/fakes/story/answer-from-mail.ts';
import { institutionIds } from '@forewarn/fakes/story/load-world.ts';
import { until } from '@forewarn/fakes/story/until.ts';
import { startTraceCollector, type ToldSpan, type TraceCollector } from '@forewarn/fakes/trace-collector/start-trace-collector.ts';
import { startEmbedded } from '@forewarn/server/database/embedded/start-embedded.ts';
import { startServerProcess, type ServerProcess } from '@forewarn/server/server-process.test-support.ts';
import { plantedAdvisory, PLANTED } from '../bench/main-job/planted-advisory.ts';

/** Planted wherever somebody writes something; none of it may be told to who watches. */
const CANARY = {
  title: 'Kanarietitel',
  remedy: 'Kanarieremedie',
  institution: 'Kanarieziekenhuis',
  contact: 'Kanariecontact',
  mailbox: 'kanariepost',
  refused: 'kanarieweg',
  phone: '+31698765432',
  webhook: 'kanariehaak',
  secret: 'kanariegeheim-van-de-webhook',
  supplier: PLANTED.supplier,
  product: PLANTED.product,
  relay: 'kanariewachtwoord',
  answer: 'Kanarietoelichting',
  token: 'fwt_kanariekanariekanariekanariekanariekanarieka',
  handedIn: 'Kanariedocument',
} as const;
/** All steps, in their order. */
const STEPS = [
  'job poll-source',
  'poll',
  'fetch',
  'read',
  'job match-advisory',
  'match',
  'job raise-warnings',
  'matter',
  'release',
  'delivery',
];
const PATIENCE_MS = 60_000;

let folder: string;
let collector: TraceCollector;
let publisher: CsafPublisher;
let mailbox: Mailbox;
let server: ServerProcess;
let cert: Client;
/** After the server has ended, so that nothing is told later. */
let told: { readonly spans: readonly ToldSpan[]; readonly heard: string; readonly log: string };
let warningId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fw-told-'));
  collector = await startTraceCollector();
  publisher = await startCsafPublisher({ name: 'Vlonder Systemen PSIRT', namespace: 'https://vlonder.example' });
  mailbox = await startMailbox({ offersTls: true, account: { user: 'cert', password: CANARY.relay } });
  mailbox.behave(`${CANARY.refused}@lindemark.example`, 'reject');
  server = await startServerProcess({
    FOREWARN_DATA: folder,
    FOREWARN_PORT: '0',
    FOREWARN_SMTP_URL: mailbox.smtpUrl.replace('://', `://cert:${CANARY.relay}@`),
    FOREWARN_SMTP_TLS: 'unverified',
    FOREWARN_WKD: 'no',
    FOREWARN_LOG: 'debug',
    FOREWARN_TRACES_URL: collector.url,
  });
  cert = apiClient(server.url, server.token);
  await tellTheStory();
  await server.stop();
  told = { spans: collector.spans(), heard: collector.heard(), log: server.said() };
}, 240_000);
afterAll(async () => {
  await Promise.all([collector?.stop(), publisher?.stop(), mailbox?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** From an advisory at its publisher to an answer and a bounce, and what goes wrong on the way on every day. */
async function tellTheStory(): Promise<void> {
  const contacts = [
    { name: CANARY.contact, role: '24-7', email: `${CANARY.mailbox}@lindemark.example`, phone: CANARY.phone },
    { name: `${CANARY.contact} twee`, role: 'ciso', email: `${CANARY.refused}@lindemark.example` },
    {
      name: `${CANARY.contact} drie`,
      role: 'it-management',
      webhookUrl: `https://127.0.0.1:1/${CANARY.webhook}`,
      webhookSecret: CANARY.secret,
    },
  ];
  const institution = { name: CANARY.institution, sector: 'hospital', region: 1, locations: [], networks: [], domains: [], contacts };
  await cert.call(acceptInstitutions, { body: { institutions: [institution] } });
  const id = (await institutionIds(cert)).get(CANARY.institution) ?? '';
  await cert.call(putInventory, {
    params: { id, name: DEFAULT_INVENTORY },
    body: { items: [{ item: 'x', supplier: PLANTED.supplier, product: PLANTED.product, version: PLANTED.version }] },
  });
  await cert.call(addStandingRule, {
    body: {
      name: 'Kritiek',
      condition: { anyOf: [{ certaintyAtLeast: 'certain', severityMin: 9 }], tlpMax: 'GREEN' },
      urgency: 'this-week',
    },
  });
  const source = await cert.call(addSource, { body: { name: 'Vlonder', url: publisher.metadataUrl, allowPrivate: true } });
  await publisher.publish(withCanaries(plantedAdvisory()));
  await cert.call(startPoll, { params: { id: source.id } });
  warningId = await until('a warning is drafted', PATIENCE_MS, async () => {
    const { warnings } = await cert.call(listWarnings, {});
    return warnings.find((one) => one.hasDraft)?.id;
  });
  await complain();
  const preview = await cert.call(previewRelease, { params: { id: warningId } });
  await cert.call(releaseWarning, { params: { id: warningId }, body: { previewDigest: preview.digest } });
  const mail = await mailbox.waitFor(({ rcptTo }) => rcptTo.startsWith(CANARY.mailbox), PATIENCE_MS);
  await answerFromMail(answerLinkOf(mail) ?? '', { answer: 'working', answeredAs: CANARY.contact, note: CANARY.answer });
  await until('it is answered', PATIENCE_MS, async () => {
    const { counts } = await cert.call(listConcerned, { params: { id: warningId } });
    return counts.answered > 0;
  });
  await collector.waitFor(({ name, attributes }) => name === 'outcome' && attributes['forewarn.outcome'] === 'sent', PATIENCE_MS);
}

function withCanaries(document: object): object {
  const text = JSON.stringify(document)
    .replace('Lek in Vlonder Poort', `${CANARY.title} in Vlonder Poort`)
    .replace('Werk bij naar 4.2.5.', CANARY.remedy);
  return JSON.parse(text) as object;
}

/** What comes in on every day and is not as it should be. */
async function complain(): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const mine = { authorization: `Bearer ${server.token ?? ''}` };
  await fetch(`${server.url}/api/warnings`, { headers: { authorization: `Bearer ${CANARY.token}` } });
  await fetch(`${server.url}/a/${CANARY.token}`);
  await fetch(`${server.url}/api/institutions`, {
    method: 'PUT',
    headers: { ...json, ...mine },
    body: `{"institutions": "${CANARY.institution}`,
  });
  await fetch(`${server.url}/api/institutions`, {
    method: 'PUT',
    headers: { ...json, ...mine },
    body: JSON.stringify({ institutions: [{ name: CANARY.institution, sector: CANARY.title }] }),
  });
  await fetch(`${server.url}/api/advisories`, {
    method: 'POST',
    headers: { ...json, ...mine },
    body: JSON.stringify({ document: { title: CANARY.handedIn } }),
  });
  await fetch(`${server.url}/api/advisories?text=${CANARY.title}%00`, { headers: mine });
  // Faults of our own, with what others wrote in their words: a job that the database refuses, and a request that it can't answer.
  await withDatabase(async (client) => {
    await client.query(`select graphile_worker.add_job('raise-warnings', $1::json, max_attempts => 1)`, [
      JSON.stringify({ advisoryId: CANARY.title }),
    ]);
    await client.query(`create function forewarn.choke() returns trigger language plpgsql as $$
      begin raise exception 'value too long: %', new.name using errcode = '22001', detail = new.name; end $$`);
    await client.query('create trigger choke before insert on forewarn.institutions for each row execute function forewarn.choke()');
    const institution = { name: `${CANARY.institution} twee`, sector: 'hospital' };
    const asked = await fetch(`${server.url}/api/institutions`, {
      method: 'POST',
      headers: { ...json, ...mine },
      body: JSON.stringify(institution),
    });
    expect(asked.status).toBe(500);
    await client.query('drop trigger choke on forewarn.institutions');
  });
  await until('the fault is logged', PATIENCE_MS, async () => server.said().includes('job failed'));
}

async function withDatabase(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client((await startEmbedded(folder)).connection);
  await client.connect();
  await work(client).finally(() => client.end());
}

test('one trace follows the document from poll to outcome, whole, over jobs and a release by a person', () => {
  const delivery = told.spans.find(({ name, attributes }) => name === 'delivery' && attributes['forewarn.channel'] === 'email');
  const trace = told.spans.filter(({ traceId }) => traceId === delivery?.traceId);
  const byId = new Map(trace.map((span) => [span.spanId, span]));
  const names = new Set(trace.map(({ name }) => name));
  for (const step of [...STEPS, 'send email', 'outcome']) expect(names).toContain(step);
  // Every step leads back to the poll, and nothing hangs loose.
  const roots = trace.filter(({ parentSpanId }) => parentSpanId === undefined);
  expect(roots.map(({ name }) => name)).toEqual(['job poll-source']);
  for (const { name, parentSpanId } of trace) if (name !== 'job poll-source') expect(byId.has(parentSpanId ?? ''), name).toBe(true);
  const way: string[] = [];
  for (let span = trace.find(({ name }) => name === 'outcome'); span !== undefined; span = byId.get(span.parentSpanId ?? ''))
    way.unshift(span.name);
  expect(way).toEqual([...STEPS.filter((step) => step !== 'fetch'), 'outcome']);
});

test('steps say ids and counts, and who told them', () => {
  const step = (name: string) => told.spans.find((span) => span.name === name);
  expect(step('release')?.attributes).toMatchObject({
    'forewarn.warning': warningId,
    'forewarn.version': 1,
    'forewarn.told': 1,
    'forewarn.by': 'analyst',
  });
  expect(step('match')?.attributes).toMatchObject({ 'forewarn.matched': 1 });
  expect(step('fetch')?.attributes).toMatchObject({ 'forewarn.outcome': 'fetched' });
  expect(step('release')?.resource).toMatchObject({
    'service.name': 'forewarn',
    'service.instance.id': expect.stringMatching(/^all-\d+$/),
  });
  const outcomes = told.spans.filter(({ name }) => name === 'outcome').map(({ attributes }) => attributes['forewarn.outcome']);
  expect(outcomes).toContain('sent');
  expect(outcomes).toContain('failed-for-good');
});

test('requests are told by route and status; the release is linked to the one that asked for it', () => {
  const asked = told.spans.filter(({ isAsked }) => isAsked);
  const release = told.spans.find(({ name }) => name === 'release');
  const request = asked.find(({ spanId }) => release?.links.some((link) => link.spanId === spanId));
  expect(request?.attributes).toMatchObject({ 'http.request.method': 'POST', 'http.response.status_code': 200 });
  expect(String(request?.attributes['http.route'])).toMatch(/^\/api\/warnings\/:\w+\/release$/);
  expect(asked.map(({ attributes }) => attributes['http.response.status_code'])).toEqual(expect.arrayContaining([400, 401, 500]));
  expect(asked.map(({ attributes }) => attributes['http.route'])).not.toContain('left-out');
});

test('no step and no line of the log holds a title, a name, an address, a link or a secret', async () => {
  const mails = mailbox.mails();
  const links = mails.flatMap((mail) => answerLinkOf(mail)?.split('/a/')[1] ?? []);
  expect(links.length).toBeGreaterThan(0);
  const planted = [...Object.values(CANARY), ...links, server.token ?? '-', '@lindemark.example'];
  expect(told.log.length).toBeGreaterThan(500);
  expect(told.heard.length).toBeGreaterThan(5_000);
  const found = planted.flatMap((text) => [
    ...(told.heard.toLowerCase().includes(text.toLowerCase()) ? [`a step: ${text}`] : []),
    ...told.log
      .split('\n')
      .flatMap((line) => (line.toLowerCase().includes(text.toLowerCase()) ? [`the log: ${text}: ${line.slice(0, 600)}`] : [])),
  ]);
  expect(found).toEqual([]);
});

test('every line of the log is one object, with a level, a time and words', () => {
  // What a person at the terminal reads is said between the lines.
  const lines = told.log.split('\n').filter((line) => line !== '' && !line.startsWith('Stopping'));
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(Number), msg: expect.any(String) });
});
