import { createTransport } from 'nodemailer';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import { InternalFault } from '../../../internal-fault.ts';
import type { Machine } from '../../../machine.ts';
import { SEND_TIMEOUT_MS } from '../channel.ts';
import { composeMail } from './compose-mail.ts';
import { signingKeys } from './keys/signing-keys.ts';
import { mailAddress } from './mail-address.ts';
import { wholeMaker } from './mail-maker.ts';
import { poolOptions } from './send.ts';

/** A mail about somebody's account: to a person, outside the lanes of warnings. */
export type AccountMail = {
  /** Of the Message-ID: the same at every attempt. */
  readonly id: string;
  readonly to: { readonly id: string; readonly name: string; readonly email: string; readonly institutionId?: string | undefined };
  readonly link: string | undefined;
  readonly message: Message;
};

/**
 * Sends it, signed where the CERT has a key, as its warnings are: a code in an unsigned mail is what a fraud would send. Throws for the job to
 * try again. Nothing where there is no mail server, or no address.
 */
export async function mailOnce(machine: Machine, { id, to, link, message }: AccountMail): Promise<void> {
  const { smtpUrl } = machine.config;
  const address = mailAddress(to.email);
  if (smtpUrl === undefined || address === undefined) return;
  const signers = await signingKeys(machine.config);
  const transport = createTransport({ ...poolOptions(machine.config, smtpUrl), maxConnections: 1 });
  const outgoing = {
    deliveryId: id,
    contactId: to.id,
    institutionId: to.institutionId ?? '',
    address: to.email,
    contactName: cleanText(to.name, 100),
    link,
    secret: undefined,
    message,
    urgent: false,
    plannedAt: machine.clock.now(),
    follows: [],
    attempt: 1,
  };
  try {
    const { mail } = await composeMail({ machine, signers, make: wholeMaker(machine.config.cert) }, outgoing, address);
    if (mail === undefined) throw new InternalFault(`a mail about an account may not go out: ${id}`);
    const { from, to: receiver, bytes: raw } = mail;
    await transport.sendMail({ envelope: { from, to: receiver }, raw, signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
  } finally {
    transport.close();
  }
}
