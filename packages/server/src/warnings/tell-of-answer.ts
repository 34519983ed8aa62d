import type { Instant } from '@forewarn/core/basics/instant.ts';
import { planDeliveries } from '@forewarn/core/deliveries/plan-deliveries.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { composeAnswerHeard } from '@forewarn/core/warnings/compose-answer-heard.ts';
import { mayBeTold } from '@forewarn/core/warnings/may-be-told.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { storePlanned } from '../deliveries/delivery-store.ts';
import { loadWishes } from '../deliveries/wishes-store.ts';
import { findContacts } from '../institutions/contact-store.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { findAcknowledgement, findWithOthers, type AnswerThroughLink } from './acknowledgement-store.ts';
import { findSpokenDecision } from './concerned-store.ts';
import { findReadingInstitutions, findThreadContacts } from './reader-store.ts';
import { keepLinks } from './keep-links.ts';
import { findVersion, findWarning } from './warning-store.ts';

/**
 * The job `tell-of-answer`: links get forwarded, so the institution's other contacts hear who answered what through one, or undid it, and
 * have a link of their own to undo it (DESIGN §5). Key: the answer, contact and channel; a second run changes nothing.
 */
export async function tellOfAnswer(machine: Machine, payload: unknown): Promise<void> {
  // `contactId` is whose link was used: everybody else hears of it.
  const { acknowledgementId, contactId, what } = (payload ?? {}) as Record<string, unknown>;
  if (typeof acknowledgementId !== 'string' || typeof contactId !== 'string')
    throw new InternalFault('a tell-of-answer job names no answer');
  const now = machine.clock.now();
  await asSystem(machine.database, 'tell-of-answer', async (trx) => {
    const stored = await findAcknowledgement(trx, acknowledgementId);
    if (stored === undefined || (what === 'undone') !== (stored.undoneAt !== undefined)) return; // undone before it was told: told as undone
    await tell(trx, machine, stored, contactId, now);
  });
}

/**
 * The job `tell-of-answers`: many that came together. Those whose institution has nobody else are done with; each of the others gets its job
 * `tell-of-answer`.
 */
export async function tellOfAnswers(machine: Machine, payload: unknown): Promise<void> {
  const { answers } = (payload ?? {}) as { readonly answers?: readonly AnswerThroughLink[] };
  if (!Array.isArray(answers) || answers.length === 0) throw new InternalFault('a tell-of-answers job names no answers');
  await asSystem(machine.database, 'tell-of-answer', async (trx) => {
    const toTell = await findWithOthers(trx, answers);
    await enqueueAll(
      trx,
      'tell-of-answer',
      toTell.map(({ acknowledgementId, contactId }) => ({
        payload: { acknowledgementId, contactId, what: 'answered' },
        key: `tell-of-answer:${acknowledgementId}:answered`,
      })),
    );
  });
}

async function tell(
  trx: Transaction,
  machine: Machine,
  acknowledgement: Acknowledgement,
  exceptContactId: string,
  now: Instant,
): Promise<void> {
  const { warningId, institutionId } = acknowledgement;
  const warning = await findWarning(trx, warningId);
  const version = await findVersion(trx, warningId, acknowledgement.version);
  const decision = await findSpokenDecision(trx, warningId, institutionId);
  const institution = (await findReadingInstitutions(trx, [institutionId])).get(institutionId);
  if (warning === undefined || version === undefined || decision === undefined || institution === undefined) return;
  const others = mayBeTold(await findContacts(trx, [institutionId]), version).filter((contact) => contact.id !== exceptContactId);
  if (others.length === 0) return;
  const compose = (language: Language): Message =>
    composeAnswerHeard({ warning, version, urgency: decision.urgency, acknowledgement, institution, language, cert: machine.config.cert });
  const languages = [...new Set(others.map((contact) => contact.language))];
  const [first = institution.language, ...rest] = languages;
  const messages: [Message, ...Message[]] = [compose(first), ...rest.map(compose)];
  const thread = messages[0].thread;
  const { deliveries } = planDeliveries(
    {
      messages,
      urgency: decision.urgency,
      contacts: others,
      earlierThreadContacts: (await findThreadContacts(trx, [thread])).get(thread),
      wishes: await loadWishes(trx, [institutionId]),
    },
    now,
  );
  const read = new Set(deliveries.map((delivery) => delivery.messageKey));
  await storePlanned(
    trx,
    {
      messages: messages.filter((message) => read.has(message.key)).map((message) => ({ message, institutionId })),
      deliveries: await keepLinks(trx, warningId, deliveries, now),
    },
    now,
  );
}
