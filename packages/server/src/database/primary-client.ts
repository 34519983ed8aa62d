import pg from 'pg';

/** None of the servers that DATABASE_URL names takes writes: between the end of a primary and the promotion of its standby this is so. */
export class NoPrimary extends Error {
  override readonly name = 'NoPrimary';
}

type Place = { readonly which: number; readonly host: string; readonly port: number };

/**
 * A client that connects to the first of these servers that takes writes, which libpq does by `target_session_attrs` and pg does not. The servers are
 * asked anew at every connection, over one that is closed again, so that a standby that was promoted is found at once and an old primary
 * that came back as a standby is left alone. Rejects with `NoPrimary`, whose cause is what the last one said.
 */
export function primaryClient(hosts: readonly pg.PoolConfig[], connectMsMax: number): new () => pg.ClientBase {
  let last = 0;
  class PrimaryClient extends pg.Client {
    constructor(config: pg.ClientConfig = {}) {
      super({ ...config, connectionTimeoutMillis: connectMsMax }); // of the connection, not of waiting for one in a pool
    }

    override connect(): Promise<pg.Client>;
    override connect(callback: (fault: Error) => void): void;
    override connect(callback?: (fault: Error) => void): Promise<pg.Client> | void {
      const connecting = this.toPrimary();
      if (callback === undefined) return connecting;
      // Outside the promise: what the caller throws is the caller's.
      connecting.then(
        () => process.nextTick(callback as () => void),
        (cause: Error) => process.nextTick(callback, cause),
      );
    }

    private async toPrimary(): Promise<pg.Client> {
      // The one that was it the last time first: a machine that is gone costs a wait, not a refusal.
      const order = [...hosts.keys()].sort((a, b) => Number(b === last) - Number(a === last) || a - b);
      const place = await findPrimary(hosts, order, connectMsMax);
      last = place.which;
      const { connectionParameters } = this as unknown as { connectionParameters: { host: string; port: number } };
      const { host, port } = place;
      Object.assign(this, { host, port });
      Object.assign(connectionParameters, { host, port });
      return super.connect();
    }
  }
  return PrimaryClient;
}

async function findPrimary(hosts: readonly pg.PoolConfig[], order: readonly number[], connectMsMax: number): Promise<Place> {
  let cause: unknown;
  for (const which of order) {
    const host = hosts[which];
    const client = new pg.Client({
      ...host,
      application_name: 'forewarn-seeks',
      connectionTimeoutMillis: connectMsMax,
      query_timeout: connectMsMax,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query(`select pg_is_in_recovery() or current_setting('transaction_read_only')::bool as reads_only`);
      if (rows[0].reads_only === false) return { which, host: client.host, port: client.port };
      cause = new Error(`${client.host}:${client.port} takes no writes: it is a standby`);
    } catch (fault) {
      cause = fault;
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw new NoPrimary(`None of the ${hosts.length} database servers takes writes`, { cause });
}
