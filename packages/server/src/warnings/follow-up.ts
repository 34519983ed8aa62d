import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { LaterChannel } from '@forewarn/core/deliveries/doors.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import { composeReminder } from '@forewarn/core/warnings/compose-reminder.ts';
import { mayBeTold } from '@forewarn/core/warnings/may-be-told.ts';
import { nextFollowUp, type FollowUp, type ToFollowUp } from '@forewarn/core/warnings/next-follow-up.ts';
import { standingOf } from '@forewarn/core/warnings/standing-of.ts';
import { planDeliveries } from '@forewarn/core/deliveries/plan-deliveries.ts';
import { recordAll } from '../audit/record-all.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { openLaterChannels } from '../deliveries/channels/gateway/read-gateways.ts';
import { storePlanned } from '../deliveries/delivery-store.ts';
import { digestMessage } from '../deliveries/digest-message.ts';
import { loadWishes } from '../deliveries/wishes-store.ts';
import { findContacts } from '../institutions/contact-store.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { findMatter } from '../matters/matter-store.ts';
import type { Machine } from '../machine.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findDecisions } from './concerned-store.ts';
import {
  endClocks,
  findKnocks,
  findVersionMessages,
  moveClocks,
  takeDue,
  type FollowUpMove,
  type StoredFollowUp,
} from './follow-up-store.ts';
import { findMatterAdvisories } from './matter-advisory-store.ts';
import { loadMessageFacts, type FactsOf } from './message-facts.ts';
import { raiseNotice } from '../audit/notices.ts';
import { isReminder } from './proof-reminder.ts';
import { keepLinks } from './keep-links.ts';
import { tellingOf } from './telling.ts';
import { findVersion, findWarning, type StoredVersion, type StoredWarning } from './warning-store.ts';

/** Institutions of one transaction. */
const BATCH = 200;

/**
 * The job `follow-up`: does what is due for every institution that has not answered, until nothing is due. It may run twice and in several
 * Forewarns at once: a clock is moved in the transaction that plans what its step asks.
 */
export async function followUp(machine: Machine): Promise<void> {
  const now = machine.clock.now();
  const open = openLaterChannels(machine.config);
  while (await asSystem(machine.database, 'follow-up', (trx) => followUpBatch(trx, open, now)));
}

type Moved = { readonly clock: StoredFollowUp; readonly outcome: FollowUp; readonly messages: readonly [Message, ...Message[]] };

/** False where nothing was due. */
async function followUpBatch(trx: Transaction, open: readonly LaterChannel[], now: Instant): Promise<boolean> {
  const due = await takeDue(trx, now, BATCH);
  const [first] = due;
  if (first === undefined) return false;
  const warning = await findWarning(trx, first.warningId);
  if (warning?.state !== 'open') {
    await endClocks(
      trx,
      first.warningId,
      due.map(({ institutionId }) => institutionId),
      'closed',
      now,
    );
    return true;
  }
  const moved = await decideAll(trx, warning, due, open, now);
  await write(trx, warning, moved, now);
  return true;
}

async function decideAll(
  trx: Transaction,
  warning: StoredWarning,
  due: readonly StoredFollowUp[],
  open: readonly LaterChannel[],
  now: Instant,
): Promise<readonly Moved[]> {
  const ids = due.map(({ institutionId }) => institutionId);
  const asked = new Set<string>(ids);
  const decisions = new Map((await findDecisions(trx, warning.id)).map((decision) => [decision.institutionId, decision]));
  const answers = Map.groupBy(
    (await listAcknowledgements(trx, warning.id)).filter(({ institutionId }) => asked.has(institutionId)),
    ({ institutionId }) => institutionId,
  );
  const contacts = Map.groupBy(await findContacts(trx, ids), ({ institutionId }) => institutionId);
  const knocks = await findKnocks(trx, warning.id, ids);
  const wishes = await loadWishes(trx, ids);
  const matter = await findMatter(trx, warning.matterId);
  const severities = (await findMatterAdvisories(trx, matter?.advisoryIds ?? [])).map(({ severity }) => severity);
  const kindsOf = (version: StoredVersion) =>
    loadMessageFacts(trx, {
      matter: { kind: matter?.kind ?? 'advisory' },
      kind: version.kind,
      severities,
      reasons: ids.flatMap((id) => decisions.get(id)?.reasons ?? []),
      withKinds: [...contacts.values()].some((list) => list.some((contact) => (wishes(contact).topics?.kinds.length ?? 0) > 0)),
    });
  const factsOf = new Map<number, FactsOf>();
  const messages = new Map<string, readonly Message[]>();
  const versions = new Map<number, StoredVersion>();
  for (const number of new Set(due.map((each) => each.version))) {
    const version = await findVersion(trx, warning.id, number);
    if (version !== undefined) {
      versions.set(number, version);
      factsOf.set(number, await kindsOf(version));
    }
    for (const [id, list] of await findVersionMessages(trx, warning.id, number, ids)) messages.set(`${number} ${id}`, list);
  }
  return due.flatMap((clock) => {
    const { institutionId, policy, step, askedAt, version } = clock;
    const decision = decisions.get(institutionId);
    const [own, ...others] = messages.get(`${version} ${institutionId}`) ?? [];
    const released = versions.get(version);
    if (decision === undefined || own === undefined || released === undefined) return [];
    const facts: ToFollowUp = {
      policy,
      step,
      askedAt,
      standing: standingOf({ answers: answers.get(institutionId) ?? [], decision, urgency: decision.urgency }),
      contacts: mayBeTold(contacts.get(institutionId) ?? [], released),
      knocks: knocks.get(institutionId) ?? [],
      messages: [own, ...others],
      open,
      wishes,
      about: factsOf.get(version)?.(decision.reasons),
    };
    const outcome = nextFollowUp(facts, now);
    const reminded = outcome.kind === 'done' && outcome.action === 'remind' ? remind(clock, [own, ...others], facts, now) : undefined;
    return [
      {
        clock,
        outcome: reminded === undefined || outcome.kind !== 'done' ? outcome : { ...outcome, deliveries: reminded.deliveries },
        messages: reminded?.messages ?? [own, ...others],
      },
    ];
  });
}

/** The same people as before, in a message of its own that says that nothing was heard. */
function remind(clock: StoredFollowUp, messages: readonly [Message, ...Message[]], facts: ToFollowUp, now: Instant) {
  const [first, ...others] = messages;
  const composed: [Message, ...Message[]] = [
    composeReminder(first, clock.step),
    ...others.map((each) => composeReminder(each, clock.step)),
  ];
  const told = facts.knocks.map(({ contactId }) => contactId);
  const contacts = facts.contacts.filter(({ id }) => told.includes(id));
  const { deliveries } = planDeliveries(
    {
      messages: composed,
      urgency: facts.policy.urgency,
      contacts,
      earlierThreadContacts: told,
      open: facts.open,
      wishes: facts.wishes,
      about: facts.about,
    },
    now,
  );
  return { messages: composed, deliveries };
}

async function write(trx: Transaction, warning: StoredWarning, moved: readonly Moved[], now: Instant): Promise<void> {
  const answered = moved.filter(({ outcome }) => outcome.kind === 'ended' && outcome.because === 'answered');
  if (answered.length > 0)
    await endClocks(
      trx,
      warning.id,
      answered.map(({ clock }) => clock.institutionId),
      'answered',
      now,
    );
  const done = moved.filter(({ outcome }) => outcome.kind !== 'ended' || outcome.because === 'no-more-steps');
  await plan(trx, warning, done, now);
  const moves = done.map(({ clock, outcome }): FollowUpMove => {
    const next = outcome.kind === 'ended' ? undefined : outcome.next;
    const askedAt = outcome.kind === 'held' ? outcome.askedAt : undefined;
    return {
      institutionId: clock.institutionId,
      step: next?.step ?? clock.step + 1,
      nextAt: next?.at,
      call: isForCallList(outcome),
      askedAt,
    };
  });
  await moveClocks(trx, warning.id, moves, now);
  for (const at of new Set(moves.flatMap(({ nextAt }) => nextAt ?? [])))
    await enqueue(trx, 'follow-up', {}, { key: `follow-up:${at}`, runAt: at });
  const toCall = moves.filter(({ call }) => call).length;
  if (toCall > 0) await raiseNotice(trx, { kind: 'to-call', key: warning.id, reference: warning.reference }, now);
  await recordSteps(trx, warning, moved, now);
}

function isForCallList(outcome: FollowUp): boolean {
  return outcome.kind === 'done' && outcome.action === 'call-list';
}

async function plan(trx: Transaction, warning: StoredWarning, done: readonly Moved[], now: Instant): Promise<void> {
  const deliveries = done.flatMap(({ outcome }) => (outcome.kind === 'done' ? outcome.deliveries : []));
  if (deliveries.length === 0) return;
  const read = new Set(deliveries.map(({ messageKey }) => messageKey));
  const messages = done.flatMap(({ clock, messages: list }) =>
    list.filter(({ key }) => read.has(key)).map((message) => ({ message, institutionId: clock.institutionId })),
  );
  await storePlanned(trx, { messages, deliveries: await keepLinks(trx, warning.id, deliveries, now) }, now);
  await recordReminders(trx, warning, messages, now);
}

/** The exact words of a reminder, by their digests: a proof pack rests on them. Messages that went out before are in the trail already. */
async function recordReminders(
  trx: Transaction,
  warning: StoredWarning,
  messages: readonly { readonly message: Message; readonly institutionId: string }[],
  now: Instant,
): Promise<void> {
  const reminders = messages.filter(({ message }) => isReminder(message.key));
  await recordAll(
    trx,
    [...Map.groupBy(reminders, ({ institutionId }) => institutionId)].map(([institutionId, list]) => ({
      principal: { kind: 'system', name: 'follow-up' },
      at: now,
      action: 'institution-reminded',
      subject: tellingOf(warning.id, institutionId),
      institutionId,
      details: {
        reference: warning.reference,
        messages: list.map(({ message }) => ({ key: message.key, sha256: digestMessage(message) })),
      },
    })),
  );
}

/** One entry a batch: how many clocks did what. Each delivery has its own record. */
async function recordSteps(trx: Transaction, warning: StoredWarning, moved: readonly Moved[], now: Instant): Promise<void> {
  const counts: Record<string, number> = {};
  for (const { outcome } of moved) {
    const what = outcome.kind === 'done' ? outcome.action : outcome.kind === 'held' ? 'held' : outcome.because;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  await record(trx, {
    principal: { kind: 'system', name: 'follow-up' },
    at: now,
    action: 'followed-up',
    subject: { kind: 'warning', id: warning.id },
    details: { reference: warning.reference, ...counts },
  });
}
