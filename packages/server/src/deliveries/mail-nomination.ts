import { createHash } from 'node:crypto';
import { composeNomination } from '@forewarn/core/deliveries/compose-nomination.ts';
import { nominationState } from '@forewarn/core/institutions/nomination.ts';
import { asSystem } from '../database/as-principal.ts';
import { findNomination } from '../institutions/nomination-store.ts';
import { InternalFault } from '../internal-fault.ts';
import type { Machine } from '../machine.ts';
import { linkToken } from '../sessions/link-token.ts';
import { mailOnce } from './channels/email/mail-once.ts';

/** Asks one institution whether it joins, or reminds it. Natural key: the nomination and which of the two; who has answered meanwhile gets nothing. */
export async function mailNomination(machine: Machine, payload: unknown): Promise<void> {
  const { nominationId, isReminder } = payload as { readonly nominationId: string; readonly isReminder: boolean };
  const found = await asSystem(machine.database, 'mail-nomination', (trx) => findNomination(trx, nominationId));
  if (found === undefined || !['invited', 'reminded'].includes(nominationState(found.outcome))) return;
  // Not forgotten: the job waits, the doctor shows it, and it goes out when there is a mail server.
  if (machine.config.smtpUrl === undefined) throw new InternalFault('an invitation waits: no mail server is set (FOREWARN_SMTP_URL)');
  const { name, branch, contactName, email } = found;
  const message = composeNomination({ id: nominationId, institution: name, branch, isReminder, cert: machine.config.cert });
  const id = createHash('sha256').update(message.key).digest('hex').slice(0, 32);
  const link = `${machine.publicUrl}/j/${linkToken(nominationId, machine.linkSecret, 'nomination-link')}`;
  await mailOnce(machine, { id, to: { id: nominationId, name: contactName, email }, link, message });
}
