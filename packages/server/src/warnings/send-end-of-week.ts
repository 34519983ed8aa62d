import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { instantOfLocal, localTimeOf } from '@forewarn/core/deliveries/local-time.ts';
import { planDeliveries } from '@forewarn/core/deliveries/plan-deliveries.ts';
import { inWishedOrder, type WishesOf } from '@forewarn/core/deliveries/doors-as-wished.ts';
import { channelsOf } from '@forewarn/core/deliveries/doors.ts';
import { USUAL_ZONE } from '@forewarn/core/deliveries/wishes.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { composeEndOfWeek, type WeekLine } from '@forewarn/core/warnings/compose-end-of-week.ts';
import { weekOf } from '@forewarn/core/warnings/relevance.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import { recordAll } from '../audit/record-all.ts';
import type { AuditEntry } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { BEFORE_EVERY_ID } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { storePlanned, type Planned } from '../deliveries/delivery-store.ts';
import { findWishes, loadWishes } from '../deliveries/wishes-store.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import { findToldInWeek, findWeekReaders, findWeekTold, type ToldInWeek } from './end-of-week-store.ts';
import { loadOpenPointsOf, type LoadedPoints } from './load-open-points.ts';
import { raiseNotice } from '../audit/notices.ts';
import { findReadingInstitutions, type ReadingInstitution } from './reader-store.ts';

const BATCH = 50;
/** Friday at 14.00 hours in the Netherlands (DOMAIN §7.1); what did not go then, because nothing ran, goes until the week is over. */
const FROM_MINUTE = 14 * 60;
const SYSTEM = { kind: 'system', name: 'send-end-of-week' } as const;

/**
 * The job `send-end-of-week`, every hour: once a week each institution gets what it was told and what it is not done with, and the CERT hears how many
 * did. Key: week, institution and language; a second run sends nothing. Who was told nothing and has nothing open is not written to.
 */
export async function sendEndOfWeek(machine: Machine): Promise<void> {
  const now = machine.clock.now();
  const { weekday, minute } = localTimeOf(now, USUAL_ZONE);
  const isTime = weekday === 'SA' || weekday === 'SU' || (weekday === 'FR' && minute >= FROM_MINUTE);
  if (!isTime) return;
  const week = weekOf(now);
  const since = instantOfLocal(week, 0, USUAL_ZONE);
  let after = BEFORE_EVERY_ID;
  let sent = 0;
  for (;;) {
    const batch = await asSystem(machine.database, SYSTEM.name, async (trx) => {
      const readers = await findWeekReaders(trx, { since, after, limit: BATCH });
      const told = await findWeekTold(trx, week, readers);
      const ids = readers.filter((id) => !told.has(id));
      return { last: readers.at(-1), count: readers.length, sent: await sendTo(trx, machine, ids, { week, since }, now) };
    });
    sent += batch.sent;
    if (batch.last === undefined || batch.count < BATCH) break;
    after = batch.last;
  }
  if (sent > 0) await asSystem(machine.database, SYSTEM.name, (trx) => tellCert(trx, week, sent, now));
}

type Week = { readonly week: string; readonly since: Instant };

/** Returns to how many institutions something was planned. */
async function sendTo(trx: Transaction, machine: Machine, ids: readonly InstitutionId[], week: Week, now: Instant): Promise<number> {
  const institutions = await findReadingInstitutions(trx, ids);
  const contacts = Map.groupBy(await findContacts(trx, ids), ({ institutionId }) => institutionId);
  const told = Map.groupBy(await findToldInWeek(trx, ids, week.since), ({ institutionId }) => institutionId);
  const wishesOf = await loadWishes(trx, ids);
  const saidNo = new Set((await findWishes(trx, ids)).filter(({ wishes }) => !wishes.endOfWeek).map(({ contactId }) => contactId));
  const openOf = await loadOpenPointsOf(trx, SYSTEM, { institutionIds: ids, language: 'nl' }, now);
  const weeks = [...institutions].flatMap(([id, institution]) => {
    const readers = readersOf(contacts.get(id) ?? [], { wishesOf, saidNo }, now);
    return planOne(machine, { institution, readers, told: told.get(id) ?? [], open: openOf(id), week: week.week, wishesOf }, now) ?? [];
  });
  if (weeks.length === 0) return 0;
  const [messages, deliveries] = [weeks.flatMap((one) => one.messages), weeks.flatMap((one) => one.deliveries)];
  await storePlanned(trx, { messages, deliveries }, now);
  await recordAll(
    trx,
    weeks.map(({ entry }) => entry),
  );
  return weeks.length;
}

/** Whoever reads the week; else, of those who did not say no, whom a message that may wait goes to. */
function readersOf(
  contacts: readonly Contact[],
  { wishesOf, saidNo }: { readonly wishesOf: WishesOf; readonly saidNo: ReadonlySet<string> },
  now: Instant,
): readonly Contact[] {
  const usable = contacts.filter(
    (contact) => contact.toRepair === undefined && !saidNo.has(contact.id) && peopleDoors(contact, wishesOf).length > 0,
  );
  const wanting = usable.filter((contact) => wishesOf(contact).endOfWeek);
  if (wanting.length > 0) return wanting;
  const messages = [{ key: '', thread: '', language: 'nl' }] as const;
  const { deliveries } = planDeliveries({ messages: [...messages], urgency: 'for-information', contacts: usable }, now);
  return usable.filter(({ id }) => deliveries.some(({ contactId }) => contactId === id)).slice(0, 1);
}

function peopleDoors(contact: Contact, wishesOf: WishesOf) {
  return inWishedOrder(
    channelsOf(contact).filter(({ channel }) => channel !== 'webhook'),
    wishesOf(contact).channels,
  );
}

type One = {
  readonly institution: ReadingInstitution;
  readonly readers: readonly Contact[];
  readonly told: readonly ToldInWeek[];
  readonly open: LoadedPoints;
  readonly week: string;
  readonly wishesOf: WishesOf;
};

type PlannedWeek = Planned & { readonly entry: AuditEntry };

/** Undefined where there is nothing to say, or nobody to say it to. */
function planOne(machine: Machine, { institution, readers, told, open, week, wishesOf }: One, now: Instant): PlannedWeek | undefined {
  const languages = [...new Set(readers.map(({ language }) => language))];
  const messages = languages.flatMap(
    (language) => composeEndOfWeek({ institution, language, week, lines: linesOf(told, open, language), cert: machine.config.cert }) ?? [],
  );
  const deliveries = readers.flatMap((reader) => {
    const message = messages.find(({ language }) => language === reader.language);
    const [door] = peopleDoors(reader, wishesOf);
    if (message === undefined || door === undefined) return [];
    const { key: messageKey, thread } = message;
    return [{ messageKey, thread, institutionId: institution.id, contactId: reader.id, ...door, urgent: false, notBefore: now }];
  });
  if (deliveries.length === 0) return undefined;
  const entry = {
    principal: SYSTEM,
    at: now,
    action: 'end-of-week-planned',
    subject: { kind: 'institution', id: institution.id },
    institutionId: institution.id,
    details: { week, deliveries: deliveries.length },
  };
  return { messages: messages.map((message) => ({ message, institutionId: institution.id })), deliveries, entry };
}

function linesOf(told: readonly ToldInWeek[], { points, matters }: LoadedPoints, language: Language): readonly WeekLine[] {
  const open = new Set<string>(points.map(({ warningId }) => warningId));
  const fresh = told.map(({ warningId, reference, texts, tlp, urgency }) => ({
    reference,
    title: textFor(texts, language).title,
    tlp,
    urgency,
    isNew: true,
    isOpen: open.has(warningId),
  }));
  const older = matters
    .filter(({ warning }) => open.has(warning.id) && !told.some(({ warningId }) => warningId === warning.id))
    .map(({ warning, tlp, text, decision }) => ({
      reference: warning.reference,
      title: text?.title ?? '',
      tlp,
      urgency: decision.urgency,
      isNew: false,
      isOpen: true,
    }));
  return [...fresh, ...older];
}

async function tellCert(trx: Transaction, week: string, sent: number, now: Instant): Promise<void> {
  await raiseNotice(trx, { kind: 'end-of-week', key: week, week, sent }, now);
}
