import { sql } from 'kysely';
import { idOf, type ContactId, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { newId } from '../database/new-id.ts';
import { sealWebhookSecret } from '../institutions/seal-webhook-secret.ts';
import type { Machine } from '../machine.ts';
import { storePlanned } from './delivery-store.ts';
import type { LeasedDelivery } from './lease-store.ts';
import type { LeaseRoom } from './own-deliverer.ts';

export type Member = { readonly institutionId: InstitutionId; readonly contactId: ContactId; readonly address: string };

/** Institutions with one contact each; their addresses are `piket-1@lindemark.example` and so on. */
export async function exampleMembers(machine: Machine, count: number, name = 'lindemark'): Promise<readonly Member[]> {
  const now = machine.clock.now();
  const members = Array.from({ length: count }, (_, index) => ({
    institutionId: newId<'Institution'>(now),
    contactId: newId<'Contact'>(now),
    address: `piket-${index + 1}@${name}.example`,
  }));
  const rows = JSON.stringify(
    members.map((member, index) => ({
      ...member,
      name: `Ziekenhuis ${name} ${index + 1}`,
      secret: sealWebhookSecret(machine, member.contactId, 'a secret of the member'),
    })),
  );
  await asSystem(machine.database, 'test', async (trx) => {
    await sql`insert into forewarn.institutions (id, name, sector, joined_at) select "institutionId", name, 'hospital', ${now}
      from json_to_recordset(${rows}::json) as x("institutionId" uuid, name text)`.execute(trx);
    await sql`insert into forewarn.contacts (id, institution_id, name, role, email, webhook_secret)
      select "contactId", "institutionId", 'Piket ' || name, '24-7', address, secret
      from json_to_recordset(${rows}::json) as x("contactId" uuid, "institutionId" uuid, name text, address text, secret text)`.execute(
      trx,
    );
  });
  return members;
}

export function exampleMessage(key: string, thread: string, more: Partial<Message> = {}): Message {
  return {
    key,
    thread,
    label: 'GREEN',
    language: 'nl',
    subject: '[Nu handelen] NetScaler: lek wordt misbruikt (FW-2026-0031)',
    opening: 'U krijgt dit omdat u Citrix NetScaler gebruikt.',
    blocks: [
      { kind: 'paragraph', text: 'Er zit een lek in NetScaler. Criminelen gebruiken dit lek nu.' },
      { kind: 'heading', text: 'Doe nu' },
      { kind: 'steps', items: ['Zet de update erop.', 'Kan dat niet vandaag? Zet de toegang van buiten uit.'] },
    ],
    button: { text: 'Geef uw antwoord' },
    reference: 'FW-2026-0031, versie 1',
    closing: ['Forewarn CERT, dag en nacht: 000 000 00 00'],
    ...more,
  };
}

export type PlanOptions = {
  readonly version?: number;
  readonly channel?: Channel;
  readonly urgent?: boolean;
  readonly notBefore?: Instant;
  readonly message?: Partial<Message>;
  readonly address?: string;
  /** Within a transaction that is open, with room at this process's own deliverer. */
  readonly within?: { readonly trx: Transaction; readonly room: LeaseRoom; readonly hold: (held: readonly LeasedDelivery[]) => void };
};

/** One message to each member, as a release plans it. */
export async function planFor(machine: Machine, members: readonly Member[], options: PlanOptions = {}): Promise<number> {
  const now = machine.clock.now();
  const planned = members.map((member) => {
    const thread = `matter-1:${member.institutionId}`;
    return { member, message: exampleMessage(`warning-1:${options.version ?? 1}:${member.institutionId}`, thread, options.message) };
  });
  const store = (trx: Transaction) =>
    storePlanned(
      trx,
      {
        messages: planned.map(({ member, message }) => ({ message, institutionId: member.institutionId })),
        deliveries: planned.map(({ member, message }) => ({
          messageKey: message.key,
          thread: message.thread,
          institutionId: member.institutionId,
          contactId: member.contactId,
          channel: options.channel ?? 'email',
          address: options.address ?? member.address,
          urgent: options.urgent ?? false,
          notBefore: options.notBefore ?? now,
        })),
      },
      now,
      options.within?.room,
    );
  const stored = options.within === undefined ? await asSystem(machine.database, 'test', store) : await store(options.within.trx);
  options.within?.hold(stored.held);
  return stored.planned;
}

type StateRow = { id: string; address: string; state: string; attempts: number; ended_because: string | null; message_key: string };

/** Every delivery, oldest first. */
export async function deliveriesNow(machine: Machine): Promise<readonly StateRow[]> {
  const found = await asSystem(machine.database, 'test', (trx) =>
    sql<StateRow>`select id, address, state, attempts, ended_because, message_key from forewarn.deliveries order by id`.execute(trx),
  );
  return found.rows;
}

/** Waits for the deliveries to become what the test says; reports how they stand when they do not. */
export async function untilDeliveries(
  machine: Machine,
  what: (deliveries: readonly StateRow[]) => boolean,
  timeoutMs = 20_000,
): Promise<readonly StateRow[]> {
  for (let waited = 0; waited < timeoutMs; waited += 25) {
    const found = await deliveriesNow(machine).catch(() => []); // a test may have ended the database's connections
    if (found.length > 0 && what(found)) return found;
    await new Promise((done) => setTimeout(done, 25));
  }
  const counts = Object.entries(Object.groupBy(await deliveriesNow(machine), (row) => `${row.state}/${row.attempts}`));
  throw new Error(`deliveries stand at ${counts.map(([state, rows]) => `${rows?.length} ${state}`).join(', ')}`);
}

/** As somebody who plans does it: the deliverer looks. */
export async function wake(machine: Machine): Promise<void> {
  await machine.database.pool.query(`select pg_notify('forewarn_deliveries', '')`);
}

export const institutionOf = (member: Member) => idOf<'Institution'>(member.institutionId);
