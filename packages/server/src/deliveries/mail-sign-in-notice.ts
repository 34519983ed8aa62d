import { createHash } from 'node:crypto';
import { pathFor } from '@forewarn/api/portal.ts';
import type { Machine } from '../machine.ts';
import { prepareNotice, type NoticeMail, type SignInNotice, type Told } from '../sessions/sign-in-notices.ts';
import { mailOnce } from './channels/email/mail-once.ts';
import { noticeMessage } from './sign-in-notice-text.ts';

/** Tells one person of what happens to an account. Natural key: what and whom; a second mail says the same. */
export async function mailSignInNotice(machine: Machine, payload: unknown): Promise<void> {
  const { kind, subjectId, to } = payload as SignInNotice & { readonly to: Told };
  if (machine.config.smtpUrl === undefined) return;
  const found = await prepareNotice(machine, { kind, subjectId }, to);
  if (found === undefined) return;
  const id = createHash('sha256').update(`${kind} ${subjectId} ${found.to.id}`).digest('hex').slice(0, 32);
  await mailOnce(machine, { id, to: found.to, link: linkOf(machine, found), message: noticeMessage(found, machine.config.cert) });
}

function linkOf({ publicUrl }: Machine, notice: NoticeMail): string | undefined {
  if (notice.kind === 'invitation') return `${publicUrl}/sign-in#code=${notice.code}`; // behind #, so that no log has it
  return notice.kind === 'also-of' ? publicUrl + pathFor(notice.institutionId, '/start') : undefined;
}
