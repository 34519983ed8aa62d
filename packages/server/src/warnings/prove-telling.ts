import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import { proveEntries, type ProvenTrail } from '../audit/prove-entries.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { messageId } from '../deliveries/channels/email/build-mail.ts';
import { attemptsOf, listDeliveries, type StoredAttempt, type StoredDelivery } from '../deliveries/delivery-store.ts';
import { digestMessage } from '../deliveries/digest-message.ts';
import type { Machine } from '../machine.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { personalReasons } from './personal-reasons.ts';
import { listThreadMessages, listToldVersions, type ToldVersion } from './proof-store.ts';
import { findReadingInstitutions } from './reader-store.ts';
import { tellingOf } from './telling.ts';
import { findWarning, type StoredWarning } from './warning-store.ts';

export const PROOF_FORMAT = 'forewarn-proof/1';
/** Deliveries of one institution in one thread; more would be a storm. */
const DELIVERIES_MAX = 5_000;

type Facts = {
  readonly warning: StoredWarning;
  readonly institutionName: string;
  readonly versions: readonly ToldVersion[];
  readonly messages: readonly Message[];
  readonly deliveries: readonly { readonly delivery: StoredDelivery; readonly attempts: readonly StoredAttempt[] }[];
  readonly answers: readonly Acknowledgement[];
};

/**
 * The proof pack of one warning and one institution (DOMAIN §6 C8): told what, when and through what, read, answered, corrected, with the
 * entries of the audit trail and their way to a signed checkpoint, so that it can be checked without us. For the CERT, and for the
 * institution itself: everybody else is told that there is no such thing. That it was made is recorded.
 */
export async function proveTelling(machine: Machine, principal: Principal, warningId: string, institutionId: string) {
  const facts = await asPrincipal(machine.database, principal, (trx) => loadFacts(trx, machine, principal, warningId, institutionId));
  if ('code' in facts) return facts;
  const subjects = [
    { kind: 'warning', id: warningId },
    tellingOf(warningId, institutionId),
    ...facts.deliveries.map(({ delivery }) => ({ kind: 'delivery', id: delivery.id })),
  ];
  const trail = await proveEntries(machine, principal, subjects, institutionId);
  return packOf(machine, facts, institutionId, trail);
}

export type ProofPack = Exclude<Awaited<ReturnType<typeof proveTelling>>, Refusal>;

async function loadFacts(
  trx: Transaction,
  machine: Machine,
  principal: Principal,
  warningId: string,
  institutionId: string,
): Promise<Facts | Refusal> {
  const warning = await findWarning(trx, warningId);
  const institution = [...(await findReadingInstitutions(trx, [institutionId])).values()][0];
  const versions = await listToldVersions(trx, warningId, institutionId);
  if (warning === undefined || institution === undefined || versions.length === 0)
    return refuse('no-such', 'There is no such warning for this institution.');
  const thread = `${warning.matterId}/${institutionId}`;
  const deliveries = [];
  for (const delivery of await listDeliveries(trx, { institutionId, thread, limit: DELIVERIES_MAX }))
    deliveries.push({ delivery, attempts: await attemptsOf(trx, delivery.id) });
  await recordReading(trx, machine, {
    principal,
    action: 'proof-exported',
    subject: { kind: 'proof', id: `${warningId}/${institutionId}` },
    institutionId,
  });
  return {
    warning,
    institutionName: institution.name,
    versions,
    messages: await listThreadMessages(trx, thread, institutionId),
    deliveries: deliveries.toReversed(),
    answers: await listAcknowledgements(trx, warningId, institutionId),
  };
}

function packOf(machine: Machine, facts: Facts, institutionId: string, trail: ProvenTrail) {
  const { warning, versions, messages, deliveries, answers } = facts;
  const readings = trail.entries.filter(({ entry, action }) => entry !== undefined && action.endsWith('-read'));
  return {
    format: PROOF_FORMAT,
    madeAt: machine.clock.now(),
    cert: machine.config.cert.name,
    warning: { id: warning.id, reference: warning.reference, state: warning.state, endedAt: warning.endedAt },
    institution: { id: institutionId, name: facts.institutionName },
    told: versions.map((one) => ({
      version: one.version,
      kind: one.kind,
      releasedAt: one.released_at,
      urgency: one.urgency,
      tlp: one.tlp,
      decision: one.decision,
      because: one.because ?? undefined,
      certainty: one.certainty,
      label: one.label,
      reasons: personalReasons(one.reasons),
    })),
    messages: messages.map((message) => ({ key: message.key, sha256: digestMessage(message), message })),
    deliveries: deliveries.map(({ delivery, attempts }) => deliveryOf(machine, delivery, attempts)),
    read: readings.map(({ at, action, entry }) => ({ at, action, by: entry?.actor ?? '', origin: entry?.origin ?? undefined })),
    answers: answers.map(({ warningId: _warning, contactId: _contact, replaces: _replaces, ...shown }) => shown).toReversed(),
    trail,
  };
}

function deliveryOf({ config }: Machine, delivery: StoredDelivery, attempts: readonly StoredAttempt[]) {
  return {
    id: delivery.id,
    messageKey: delivery.messageKey,
    contact: delivery.contactName,
    channel: delivery.channel,
    address: delivery.address,
    messageId: delivery.channel === 'email' ? messageId(delivery.bundledIn ?? delivery.id, config.cert) : undefined,
    plannedAt: delivery.plannedAt,
    state: delivery.state,
    acceptedAt: delivery.state === 'sent' ? delivery.endedAt : undefined,
    endedBecause: delivery.endedBecause,
    attempts: attempts.map(({ attempt, beganAt, endedAt, outcome, reason, response }) => ({
      attempt,
      beganAt,
      endedAt,
      outcome,
      reason,
      response,
    })),
  };
}
