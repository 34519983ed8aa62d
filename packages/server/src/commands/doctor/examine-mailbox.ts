import { millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';
import { asSystem } from '../../database/as-principal.ts';
import { mailboxName } from '../../deliveries/read-mailbox.ts';
import { findBookmark } from '../../deliveries/read-mail-store.ts';
import { openMailbox, type OpenMailbox } from '../../outbound/open-mailbox.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import { inWords } from './in-words.ts';
import type { PlaceWithDatabase } from './place.ts';

const CHECK = 'mailbox';
/** It is read every minute. */
const UNREAD_SECONDS_LATE = 600;
const UNREAD_SECONDS_STUCK = 3_600;

/** The mailbox of bounces and replies: it lets us in, and how long the oldest mail that was not read yet has lain there. */
export async function* examineMailbox({ config, database, now }: PlaceWithDatabase): AsyncGenerator<Finding> {
  if (config.imapUrl === undefined) {
    yield worthALook(
      CHECK,
      'Nobody reads bounces and replies: FOREWARN_IMAP_URL is not set.',
      'Set it, as imaps://user:password@mail.your-cert.nl/INBOX',
    );
    return;
  }
  const name = mailboxName(config.imapUrl);
  let mailbox: OpenMailbox;
  try {
    mailbox = await openMailbox(config.imapUrl);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    yield wrong(CHECK, {
      message: `The mailbox ${name} does not let us in: ${said}${said.endsWith('.') ? '' : '.'}`,
      hint: 'Check user, password and folder in FOREWARN_IMAP_URL, and the firewall.',
    });
    return;
  }
  try {
    const bookmark = await asSystem(database, 'doctor', (trx) => findBookmark(trx, name));
    const lastUid = bookmark?.uidValidity === mailbox.uidValidity ? bookmark.lastUid : 0;
    const [oldest] = await mailbox.uidsAfter(lastUid, 1);
    yield ageFinding(name, oldest === undefined ? undefined : await mailbox.receivedAtMs(oldest), now);
  } finally {
    await mailbox.close();
  }
}

function ageFinding(name: string, receivedAtMs: number | undefined, now: Instant): Finding {
  if (receivedAtMs === undefined) return well(CHECK, `The mailbox ${name} lets us in, and everything in it was read.`);
  const seconds = (millisecondsOf(now) - receivedAtMs) / 1_000;
  const message = `The oldest mail in ${name} that was not read yet is ${inWords(Math.max(0, seconds))} old.`;
  const hint = 'It is read every minute: does a Forewarn run that works (FOREWARN_ROLE worker or all)?';
  if (seconds > UNREAD_SECONDS_STUCK) return wrong(CHECK, { message, hint });
  return seconds > UNREAD_SECONDS_LATE ? worthALook(CHECK, message, hint) : well(CHECK, message);
}
