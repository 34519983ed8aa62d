import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { placeOfSecret } from '@forewarn/server/database/reseal-secrets.ts';
import { atLeast, type Report } from '../report.ts';
import { fillInstitutions } from './fill-institutions.ts';
import { inPlace, releaseToAll, until, type Place } from './place.ts';

const PATIENCE_MS = 120_000;
/** Five times Alertmanager's 1,900 a second, which keeps nothing. */
const FLOOR = 9_500;

/** An act-now warning as signed webhooks, each to a loopback address of its own (127.x.y.z), with a record of each. Webhooks per second. */
export async function measureWebhooks(report: Report, scale: number): Promise<void> {
  const child = spawn(process.execPath, [new URL('./webhook-sink.ts', import.meta.url).pathname], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? '{}');
  try {
    const { port } = await next();
    const settings = { FOREWARN_ALLOW_PRIVATE_WEBHOOKS: 'yes', FOREWARN_WEBHOOKS: '100' };
    await inPlace(settings, async (place) => {
      await fillInstitutions(place.machine, scale);
      await giveWebhooks(place, port);
      const { deliveries } = await releaseToAll(place);
      const releasedAt = Date.now();
      await until(async () => {
        const left = await place.machine.database.pool.query(`select 1 from forewarn.deliveries where state = 'planned' limit 1`);
        return left.rowCount === 0;
      }, PATIENCE_MS);
      const recordedAt = Date.now();
      child.stdin.write('count\n');
      const { calls, firstAt } = await next();
      if (calls < deliveries) throw new Error(`${calls} of ${deliveries} webhooks came`);
      const seconds = (recordedAt - Math.min(releasedAt, firstAt)) / 1_000;
      report.figure(atLeast(FLOOR, { workload: 'delivery/webhook-rate', scale, figure: calls / seconds, unit: 'webhooks/s' }));
    });
  } finally {
    child.stdin.end();
  }
}

/** In the place of the mail address, each at an address of loopback that nobody else has. */
async function giveWebhooks({ machine }: Place, port: number): Promise<void> {
  const { pool } = machine.database;
  const found = await pool.query<{ id: string }>('select id from forewarn.contacts order by id');
  const rows = found.rows.map(({ id }, place) => ({
    id,
    url: `http://127.${1 + Math.floor(place / 62_500)}.${Math.floor(place / 250) % 250}.${1 + (place % 250)}:${port}/forewarn`,
    secret: machine.secrets.seal(`secret of ${id}`, placeOfSecret({ table: 'contacts', column: 'webhook_secret' }, id)),
  }));
  await pool.query(
    `update forewarn.contacts c set email = null, webhook_url = x.url, webhook_secret = x.secret
     from json_to_recordset($1::json) as x(id uuid, url text, secret text) where x.id = c.id`,
    [JSON.stringify(rows)],
  );
}
