import type { LaterChannel } from '@forewarn/core/deliveries/doors.ts';
import { asSystem } from '../../database/as-principal.ts';
import { readGateways } from '../../deliveries/channels/gateway/read-gateways.ts';
import { findLastReceipts } from '../../deliveries/gateway-store.ts';
import { explainFault } from '../explain-fault.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import type { PlaceWithDatabase } from './place.ts';

const CHECK = 'gateways';
/** So many messages of one day that never told whether they arrived. */
const MISSING_WRONG = 5;

/** Text messages and calls: whether the settings can be used, and what the gateways told of the last messages. */
export async function* examineGateways({ config, database, now }: PlaceWithDatabase): AsyncGenerator<Finding> {
  let channels: readonly LaterChannel[];
  try {
    channels = Object.keys(readGateways(config)) as LaterChannel[];
  } catch (cause) {
    yield wrong(CHECK, { message: explainFault(cause).message, hint: 'Put the file right (docs/operating/channels.md).' });
    return;
  }
  if (channels.length === 0) {
    yield worthALook(
      CHECK,
      'Nothing goes out by text message or telephone: no gateway is set.',
      'Set FOREWARN_GATEWAYS (docs/operating/channels.md): at night a mail wakes nobody.',
    );
    return;
  }
  const receipts = await asSystem(database, 'doctor', (trx) => findLastReceipts(trx, now));
  for (const channel of channels) {
    const told = receipts.find((each) => each.channel === channel);
    const last = told?.deliveredAt === undefined ? 'no receipt yet' : `the last receipt is of ${told.deliveredAt}`;
    const missing = told?.missing ?? 0;
    const message = `${channel}: ${last}${missing === 0 ? '' : `; of ${missing} messages of the last day none came`}.`;
    const hint = "Look at the account there (credit, sender's name), and whether it reaches FOREWARN_PUBLIC_URL.";
    if (missing >= MISSING_WRONG) yield wrong(CHECK, { message, hint });
    else yield missing > 0 ? worthALook(CHECK, message, hint) : well(CHECK, message);
  }
}
