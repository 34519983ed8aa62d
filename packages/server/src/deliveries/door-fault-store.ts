import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import type { Transaction } from '../database/open-database.ts';

export type DoorFault = {
  readonly contactId: string;
  readonly institutionId: string;
  readonly channel: Channel;
  readonly address: string;
  /** In words it is told by core/deliveries/door-fault.ts. */
  readonly why: FailureReason;
};

/** What is wrong with doors; since when stays what it was. */
export async function keepDoorFaults(trx: Transaction, faults: readonly DoorFault[], now: Instant): Promise<void> {
  await sql`insert into forewarn.door_faults (contact_id, institution_id, channel, address, why, since)
    select distinct on ("contactId", channel) "contactId", "institutionId", channel, address, why, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(faults)}::json) as x("contactId" uuid, "institutionId" uuid, channel text, address text, why text)
    on conflict on constraint door_faults_pkey do update set address = excluded.address, why = excluded.why`.execute(trx);
}

/** Something went through them. */
export async function clearDoorFaults(trx: Transaction, doors: readonly Pick<DoorFault, 'contactId' | 'channel'>[]): Promise<void> {
  await sql`delete from forewarn.door_faults f using json_to_recordset(${JSON.stringify(doors)}::json) as x("contactId" uuid, channel text)
    where f.contact_id = x."contactId" and f.channel = x.channel`.execute(trx);
}

export async function findDoorFaults(
  trx: Transaction,
  contactId: string,
): Promise<readonly (Omit<DoorFault, 'contactId' | 'institutionId'> & { readonly since: Instant })[]> {
  const found = await sql<{ channel: Channel; address: string; why: FailureReason; since: Instant }>`select channel, address, why, since
    from forewarn.door_faults where contact_id = ${contactId} order by channel`.execute(trx);
  return found.rows;
}
