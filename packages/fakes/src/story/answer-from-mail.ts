import type { ReceivedMail } from '../mailbox/received-mail.ts';

/** The answer link in a mail, as its reader sees it in the plain text. */
export function answerLinkOf(mail: ReceivedMail): string | undefined {
  return /https?:\/\/\S+\/a\/[A-Za-z0-9_-]{43}/.exec(mail.text)?.[0];
}

/** Opens the link as a mail scanner or a reader does; gives the page. */
export async function openAnswerPage(link: string): Promise<{ readonly status: number; readonly html: string }> {
  const response = await fetch(link);
  return { status: response.status, html: await response.text() };
}

/** Fills in the form behind the link, as a browser does: a form post, then the page that it is sent on to. */
export async function answerFromMail(
  link: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly html: string }> {
  const response = await fetch(link, { method: 'POST', body: new URLSearchParams(fields), redirect: 'follow' });
  return { status: response.status, html: await response.text() };
}
