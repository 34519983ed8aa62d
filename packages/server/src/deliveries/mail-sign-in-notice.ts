import { createHash } from 'node:crypto';
import type { Machine } from '../machine.ts';
import { prepareNotice, type SignInNotice, type Told } from '../sessions/sign-in-notices.ts';
import { mailOnce } from './channels/email/mail-once.ts';
import { noticeMessage } from './sign-in-notice-text.ts';

/** Tells one person of what happens to an account. Natural key: what and whom; a second mail says the same. */
export async function mailSignInNotice(machine: Machine, payload: unknown): Promise<void> {
  const { kind, subjectId, to } = payload as SignInNotice & { readonly to: Told };
  if (machine.config.smtpUrl === undefined) return;
  const found = await prepareNotice(machine, { kind, subjectId }, to);
  if (found === undefined) return;
  const id = createHash('sha256').update(`${kind} ${subjectId} ${found.to.id}`).digest('hex').slice(0, 32);
  const link = found.kind === 'invitation' ? `${machine.publicUrl}/sign-in#code=${found.code}` : undefined; // behind #, so that no log has it
  await mailOnce(machine, { id, to: found.to, link, message: noticeMessage(found, machine.config.cert) });
}
