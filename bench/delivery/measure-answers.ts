import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'undici';
import { listConcerned } from '@forewarn/api/warnings.ts';
import { linkToken } from '@forewarn/server/sessions/link-token.ts';
import { atLeast, atMost, plain, type Report } from '../report.ts';
import { fillInstitutions } from './fill-institutions.ts';
import { inPlace, releaseToAll, until, type Place } from './place.ts';
import { dearestStatements, forgetStatements, pidOfPostgres } from './shares.ts';
import { processorSeconds } from './watch-process.ts';
import type { Sink } from './open-sink.ts';

const PATIENCE_MS = 60_000;
const AT_ONCE = 50;
const ANSWERS_PER_SECOND = 1_000;

/** Every institution answers through its link, as fast as answers are taken: answers per second, and how long the last takes to be on the board. */
export async function measureAnswers(report: Report, sink: Sink, scale: number, profile: string | undefined): Promise<void> {
  const settings = { FOREWARN_SMTP_URL: `smtp://127.0.0.1:${sink.port}` };
  const measure = async (place: Place) => {
    const { machine, server, cert } = place;
    await fillInstitutions(machine, scale);
    const { id, deliveries } = await releaseToAll(place);
    await until(async () => {
      const left = await machine.database.pool.query(`select 1 from forewarn.deliveries where state = 'planned' limit 1`);
      return left.rowCount === 0;
    }, PATIENCE_MS);
    const links = await machine.database.pool.query<{ id: string }>('select id from forewarn.answer_links');
    const tokens = links.rows.map((link) => linkToken(link.id, machine.linkSecret));
    if (tokens.length < deliveries) throw new Error(`${tokens.length} links for ${deliveries} deliveries`);
    // Each from an address of its own: what one address may ask in a minute is bounded.
    const readers = Array.from({ length: AT_ONCE }, (_, reader) => new Client(server.url, { localAddress: `127.0.1.${reader + 1}` }));
    const refused: number[] = [];
    if (profile !== undefined) await forgetStatements(machine);
    const before = usedBy(server.pid, await pidOfPostgres(machine));
    const startedAt = Date.now();
    await Promise.all(
      readers.map(async (reader) => {
        for (let token = tokens.pop(); token !== undefined; token = tokens.pop()) {
          const answered = await reader.request({
            method: 'POST',
            path: `/a/${token}`,
            headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
            body: 'answer=working&answeredAs=Piket',
          });
          await answered.body.dump();
          if (answered.statusCode !== 303) refused.push(answered.statusCode);
        }
      }),
    );
    const answeredAt = Date.now();
    const after = usedBy(server.pid, await pidOfPostgres(machine));
    await Promise.all(readers.map((reader) => reader.close()));
    if (refused.length > 0) throw new Error(`${refused.length} answers were refused: ${[...new Set(refused)].join(', ')}`);
    await until(async () => {
      const board = await cert.call(listConcerned, { params: { id } });
      return board.institutions.filter(({ acknowledgement }) => acknowledgement !== undefined).length === scale;
    }, PATIENCE_MS);
    const seenAt = Date.now();
    if (profile !== undefined) await writeFile(join(profile, `statements-answers-${scale}.txt`), await dearestStatements(machine, scale));
    for (const name of ['server', 'postgres'] as const)
      report.progress(`${name}: ${((1_000 * (after[name] - before[name])) / scale).toFixed(3)} ms of processor an answer`);
    const of = { scale, unit: 's' } as const;
    const rate = scale / ((answeredAt - startedAt) / 1_000);
    report.figure(atLeast(ANSWERS_PER_SECOND, { workload: 'delivery/answers-rate', scale, figure: rate, unit: 'answers/s' }));
    report.figure(plain({ ...of, workload: 'delivery/answers-accepted', figure: (answeredAt - startedAt) / 1_000 }));
    report.figure(atMost(1, { ...of, workload: 'delivery/last-answer-on-the-board', figure: (seenAt - answeredAt) / 1_000 }));
  };
  await inPlace(settings, measure, profile);
}

function usedBy(server: number, postgres: number): { readonly server: number; readonly postgres: number } {
  return { server: processorSeconds(server), postgres: processorSeconds(postgres) };
}
