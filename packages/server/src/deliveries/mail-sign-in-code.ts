import type { Machine } from '../machine.ts';
import { prepareCodeMail } from '../sessions/mail-codes.ts';
import { mailOnce } from './channels/email/mail-once.ts';
import { codeMessage } from './sign-in-mail-text.ts';

/** Mails the code that somebody asked for, or nothing where nobody has the address. Natural key: the request; a second mail holds the same code. */
export async function mailSignInCode(machine: Machine, payload: unknown): Promise<void> {
  const { requestId } = payload as { readonly requestId: string };
  if (machine.config.smtpUrl === undefined) return;
  const found = await prepareCodeMail(machine, requestId);
  if (found === undefined) return;
  await mailOnce(machine, { id: requestId, to: found.account, link: found.url, message: codeMessage(found, machine.config.cert) });
}
