import pg from 'pg';
import { openClient } from './connection-of-url.ts';
import type { Database } from './open-database.ts';

export type Listening = { readonly close: () => Promise<void> };

const RECONNECT_MS_MIN = 200;
const RECONNECT_MS_MAX = 5_000;

/**
 * Calls `onNotice` at each NOTIFY on the channel, over a connection of its own that is made again when it is lost; also once whenever
 * it listens (again), since what was told in between was missed. Behind a pooler that does not pass notifications on it just never
 * calls: who listens polls as well.
 */
export function listen(database: Database, channel: string, onNotice: () => void): Listening {
  let closed = false;
  let client: pg.Client | undefined;
  let waitMs = RECONNECT_MS_MIN;
  let timer: NodeJS.Timeout | undefined;
  void connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };

  async function connect(): Promise<void> {
    const opening = openClient({ ...database.connection, keepAlive: true, connectionTimeoutMillis: 5_000 });
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      void opening.end().catch(() => {});
      if (closed) return;
      timer = setTimeout(() => void connect(), waitMs);
      waitMs = Math.min(waitMs * 2, RECONNECT_MS_MAX);
    };
    opening.on('error', lose);
    opening.on('end', lose);
    opening.on('notification', onNotice);
    client = opening;
    try {
      await opening.connect();
      await opening.query(`listen ${pg.escapeIdentifier(channel)}`);
      waitMs = RECONNECT_MS_MIN;
      if (!closed) onNotice();
    } catch {
      lose();
    }
  }
}
