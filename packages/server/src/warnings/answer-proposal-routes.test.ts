import { afterEach, beforeEach, expect, test } from 'vitest';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { insertReadMail } from '../deliveries/read-mail-store.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerAnswerProposalRoutes } from './answer-proposal-routes.ts';
import { exampleMatter, LINDEMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { takeReply } from './take-reply.ts';

let machine: TestMachine;
let world: ExampleMatter;
let warningId: string;

beforeEach(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine, registerAnswerProposalRoutes);
  await world.match(LINDEMARK);
  const { id } = await world.draft();
  await world.release(id);
  warningId = id;
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

/** A reply to the first mail that went to Lindemark, as the mailbox hands it on. */
async function reply(said: string): Promise<void> {
  const [{ id: deliveryId }] = await world.rows(`select id from forewarn.deliveries order by id limit 1`);
  const id = newId(machine.clock.now());
  const record = {
    id,
    mailbox: 'm',
    uidValidity: '1',
    uid: Number(BigInt(`0x${id.slice(-6)}`)),
    kind: 'reply',
    deliveryId,
    messageId: undefined,
  } as const;
  await asSystem(machine.database, 'test', (trx) =>
    insertReadMail(trx, { ...record, sender: 'piket@lindemark.example', subject: '', note: '' }, machine.clock.now()),
  );
  const payload = { readMailId: id, deliveryId, sender: 'piket@lindemark.example', said, receivedAt: machine.clock.now() };
  await takeReply(machine, payload);
  await takeReply(machine, payload);
}

const proposals = async () => (await world.call(world.cert, 'GET', `/api/warnings/${warningId}/answer-proposals`)).body.proposals;
const answers = () => world.rows(`select answer, through, answered_as, remark from forewarn.acknowledgements`);
const notices = () =>
  world.rows(`select kind from forewarn.notices where kind in ('answer-proposed', 'reply-received') and resolved_at is null`);

test('"opgelost" in a reply is proposed, and no answer until somebody of the CERT takes it', async () => {
  await reply('Opgelost vanmiddag.');
  const [proposal, ...others] = await proposals();
  expect(others).toEqual([]);
  expect(proposal).toMatchObject({ answer: 'fixed', said: 'Opgelost vanmiddag.', sender: 'piket@lindemark.example' });
  expect(await answers()).toEqual([]);
  expect(await notices()).toEqual([{ kind: 'answer-proposed' }]);
  const taken = await world.call(world.cert, 'POST', `/api/answer-proposals/${proposal.id}/take`);
  expect(taken).toMatchObject({ status: 200, body: { decision: 'taken' } });
  expect(await answers()).toEqual([
    { answer: 'fixed', through: 'cert', answered_as: 'piket@lindemark.example', remark: 'Opgelost vanmiddag.' },
  ]);
  expect(await world.call(world.cert, 'POST', `/api/answer-proposals/${proposal.id}/dismiss`)).toMatchObject({
    status: 409,
    body: { code: 'proposal-decided' },
  });
});

test('what is no answer after all is dismissed, and stays so', async () => {
  await reply('Opgelost vanmiddag.');
  const [{ id }] = await proposals();
  expect((await world.call(world.cert, 'POST', `/api/answer-proposals/${id}/dismiss`)).body).toMatchObject({ decision: 'dismissed' });
  expect(await answers()).toEqual([]);
  expect((await world.call(world.cert, 'POST', `/api/answer-proposals/${id}/take`)).status).toBe(409);
  const kept = await world.rows(`select details from forewarn.audit_log where action = 'answer-proposal-decided'`);
  expect(kept).toEqual([{ details: { proposal: id, answer: 'fixed', decision: 'dismissed' } }]);
});

test('a reply that says something else is told, so that somebody reads it', async () => {
  await reply('Dank, wij kijken ernaar. Het is nog niet opgelost.');
  expect(await proposals()).toEqual([]);
  expect(await notices()).toEqual([{ kind: 'reply-received' }]);
});

test('"gebruiken wij niet" gives its own words as the reason', async () => {
  await reply('Meridiaan gebruiken wij niet.');
  const [{ id }] = await proposals();
  await world.call(world.cert, 'POST', `/api/answer-proposals/${id}/take`);
  expect(await world.rows(`select answer, why from forewarn.acknowledgements`)).toEqual([
    { answer: 'not-affected', why: 'Meridiaan gebruiken wij niet.' },
  ]);
});

test('an institution neither sees nor decides what its replies seem to say', async () => {
  await reply('Opgelost.');
  const member = await world.tokenOf(LINDEMARK);
  const [{ id }] = await proposals();
  expect((await world.call(member, 'GET', `/api/warnings/${warningId}/answer-proposals`)).status).toBe(403);
  expect((await world.call(member, 'POST', `/api/answer-proposals/${id}/take`)).status).toBe(403);
});
