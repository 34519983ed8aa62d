import { createTransport } from 'nodemailer';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Machine } from '../machine.ts';
import { prepareCodeMail, type CodeMail } from '../sessions/mail-codes.ts';
import { SEND_TIMEOUT_MS } from './channels/channel.ts';
import { buildMail } from './channels/email/build-mail.ts';
import { mailAddress } from './channels/email/mail-address.ts';
import { poolOptions } from './channels/email/send.ts';
import { codeMessage } from './sign-in-mail-text.ts';

/** Mails the code that somebody asked for, or nothing where nobody has the address. Natural key: the request; a second mail holds the same code. */
export async function mailSignInCode(machine: Machine, payload: unknown): Promise<void> {
  const { requestId } = payload as { readonly requestId: string };
  const { smtpUrl, cert } = machine.config;
  if (smtpUrl === undefined) return;
  const found = await prepareCodeMail(machine, requestId);
  const address = found === undefined ? undefined : mailAddress(found.account.email);
  if (found === undefined || address === undefined) return;
  const transport = createTransport({ ...poolOptions(machine.config, smtpUrl), maxConnections: 1 });
  try {
    const mail = buildMail(outgoingOf(machine, requestId, found, codeMessage(found, cert)), address, cert);
    await transport.sendMail({ ...mail, signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
  } finally {
    transport.close();
  }
}

function outgoingOf(machine: Machine, requestId: string, { account, url }: CodeMail, message: Message) {
  return {
    deliveryId: requestId,
    contactId: account.id,
    institutionId: account.institutionId ?? '',
    address: account.email,
    contactName: cleanText(account.name, 100),
    link: url,
    secret: undefined,
    message,
    urgent: false,
    plannedAt: machine.clock.now(),
    follows: [],
    attempt: 1,
  };
}
