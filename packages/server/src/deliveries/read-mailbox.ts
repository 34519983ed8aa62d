import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { readReturnedMail, type ReadMail, type ReturnedMail } from '@forewarn/core/deliveries/read-returned-mail.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { openMailbox, type FetchedMail, type OpenMailbox } from '../outbound/open-mailbox.ts';
import { loseDelivery } from './lose-delivery.ts';
import { findBookmark, findNamedDeliveries, insertReadMail, moveBookmark, type MailRecord, type NamedDelivery } from './read-mail-store.ts';
import { takeApartMail } from './take-apart-mail.ts';

/** Of one run; the next comes in a minute. */
const MAILS_MAX = 200;
/** Of a mail: reports return the whole of ours, which is small; what is larger is looked at as far as this. */
const BYTES_MAX = 1024 * 1024;
/** Of a mailbox that is opened for the first time: its newest. */
const FIRST_MAX = 500;

/**
 * The job `read-mailbox`: reads what came to the CERT's mailbox since the last time, mail by mail, each in a transaction of its own with the bookmark
 * moved in it. The mailbox itself is left as it is. A mail of which nothing can be made is set aside and told; a mailbox that can't be opened is told, and
 * tried again in a minute.
 */
export async function readMailbox(machine: Machine): Promise<void> {
  const { imapUrl } = machine.config;
  if (imapUrl === undefined) return;
  const name = mailboxName(imapUrl);
  let mailbox: OpenMailbox | undefined;
  try {
    mailbox = await openMailbox(imapUrl);
    await readOn(machine, mailbox, name);
    await tell(machine, name, undefined);
  } catch (cause) {
    machine.log.error({ err: cause }, 'the mailbox of bounces and replies could not be read');
    await tell(machine, name, cause instanceof Error ? cause.message : String(cause));
  } finally {
    await mailbox?.close();
  }
}

/** Without the password: by which its bookmark is kept. */
export function mailboxName(imapUrl: string): string {
  const url = new URL(imapUrl);
  return `${decodeURIComponent(url.username)}@${url.host}${decodeURIComponent(url.pathname)}`.slice(0, 200);
}

async function tell(machine: Machine, mailbox: string, fault: string | undefined): Promise<void> {
  const notice = { kind: 'mailbox-unreadable', key: mailbox } as const;
  await asSystem(machine.database, 'read-mailbox', async (trx) => {
    if (fault === undefined) await resolveNotice(trx, notice, machine.clock.now());
    else await raiseNotice(trx, { ...notice, mailbox, fault: cleanText(fault, 200) }, machine.clock.now());
  });
}

async function readOn(machine: Machine, mailbox: OpenMailbox, name: string): Promise<void> {
  const { uidValidity, uidNext } = mailbox;
  const bookmark = await asSystem(machine.database, 'read-mailbox', (trx) => findBookmark(trx, name));
  const begin = bookmark?.uidValidity === uidValidity ? bookmark.lastUid : Math.max(0, uidNext - 1 - FIRST_MAX);
  for (const uid of await mailbox.uidsAfter(begin, MAILS_MAX)) {
    const fetched = await mailbox.fetch(uid, BYTES_MAX);
    const read = fetched === undefined ? undefined : await readOne(machine, fetched);
    const now = machine.clock.now();
    await asSystem(machine.database, 'read-mailbox', async (trx) => {
      if (read !== undefined) await keep(trx, { ...read, mailbox: name, uidValidity, uid }, now);
      await moveBookmark(trx, name, { uidValidity, lastUid: uid }, now);
    });
  }
}

type Reading = { readonly mail: ReturnedMail & { readonly messageId: string | undefined }; readonly read: ReadMail };
type Aside = { readonly because: string };

/** Poison is a value here: one mail must not keep the rest from being read. */
async function readOne(machine: Machine, { bytes }: FetchedMail): Promise<Reading | Aside> {
  try {
    const mail = await takeApartMail(bytes);
    return { mail, read: readReturnedMail(mail, machine.config.cert.domain) };
  } catch (cause) {
    return { because: cleanText(cause instanceof Error ? cause.message : String(cause), 200) };
  }
}

type Place = { readonly mailbox: string; readonly uidValidity: string; readonly uid: number };

async function keep(trx: Transaction, found: (Reading | Aside) & Place, now: Instant): Promise<void> {
  const { mailbox, uidValidity, uid } = found;
  const place = { id: newId(now), mailbox, uidValidity, uid };
  if ('because' in found) {
    const aside: MailRecord = {
      ...place,
      kind: 'set-aside',
      deliveryId: undefined,
      messageId: undefined,
      sender: '',
      subject: '',
      note: found.because,
    };
    if (!(await insertReadMail(trx, aside, now))) return;
    const key = `${mailbox} ${uidValidity} ${uid}`;
    await raiseNotice(trx, { kind: 'mail-set-aside', key, mailbox, uid, because: found.because }, now);
    return;
  }
  const { mail, read } = found;
  const delivery = await deliveryOf(trx, read);
  const record: MailRecord = {
    ...place,
    kind: read.kind,
    deliveryId: delivery?.id,
    messageId: mail.messageId,
    sender: cleanText(mail.from, 254),
    subject: cleanText(mail.subject, 200),
    note: 'said' in read && read.kind !== 'reply' ? read.said : '',
  };
  if (!(await insertReadMail(trx, record, now)) || delivery === undefined) return;
  await follow(trx, read, delivery, record, now);
}

/** The likeliest of those that it names. */
async function deliveryOf(trx: Transaction, { deliveryIds }: ReadMail): Promise<NamedDelivery | undefined> {
  if (deliveryIds.length === 0) return undefined;
  const there = await findNamedDeliveries(trx, deliveryIds);
  return deliveryIds.flatMap((id) => there.find((each) => each.id === id) ?? [])[0];
}

/** What comes of a mail about a delivery of ours. */
async function follow(trx: Transaction, read: ReadMail, delivery: NamedDelivery, record: MailRecord, now: Instant): Promise<void> {
  switch (read.kind) {
    case 'bounce':
      // Of a mailbox that it was forwarded to: the contact's own took it.
      if (read.recipients.length > 0 && !read.recipients.includes(delivery.address.trim().toLowerCase())) return;
      await loseDelivery(
        trx,
        {
          deliveryId: delivery.id,
          reason: read.reason,
          response: `bounce: ${read.said}`,
          principal: { kind: 'system', name: 'read-mailbox' },
        },
        now,
      );
      return;
    case 'complaint': {
      const { id: key, institutionName: institution, contactName: contact } = delivery;
      await raiseNotice(trx, { kind: 'mail-complaint', key, institution, contact }, now);
      return;
    }
    case 'reply':
      await enqueue(
        trx,
        'take-reply',
        { readMailId: record.id, deliveryId: delivery.id, sender: record.sender, said: read.said, receivedAt: now },
        { key: `take-reply:${record.id}` },
      );
      return;
    case 'delay':
    case 'out-of-office':
    case 'other':
  }
}
