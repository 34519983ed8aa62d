import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listConcerned } from '@forewarn/api/warnings.ts';
import { linkToken } from '@forewarn/server/sessions/link-token.ts';
import { atLeast, atMost, plain, type Report } from '../report.ts';
import { fillInstitutions } from './fill-institutions.ts';
import { inRounds, middle } from './middle.ts';
import { openReceiver } from './open-receiver.ts';
import { inPlace, releaseToAll, until, untilIdle, untilRecorded, type Place } from './place.ts';
import { postForms } from './post-forms.ts';
import { dearestStatements, forgetStatements, pidOfPostgres } from './shares.ts';
import { processorSeconds } from './watch-process.ts';
import type { Sink } from './open-sink.ts';

const PATIENCE_MS = 60_000;
/** A thousand a second, of which each waits a fifth of a second. Each from an address of its own. */
const AT_ONCE = 200;
const ANSWERS_PER_SECOND = 1_000;
/** A release and its answers in each; the middle one counts. */
const ROUNDS = 3;
/** One that is taken leads back to its page. */
const ANSWER = { body: 'answer=working&answeredAs=Piket', status: 303, connections: AT_ONCE } as const;

/** Every institution answers through its link, as fast as answers are taken: answers per second, and how long the last takes to be on the board. */
export async function measureAnswers(report: Report, sink: Sink, scale: number, profile: string | undefined): Promise<void> {
  await measureBareRoute(report, scale);
  const settings = { FOREWARN_SMTP_URL: `smtp://127.0.0.1:${sink.port}` };
  const measure = async (place: Place) => {
    await fillInstitutions(place.machine, scale);
    const rounds = await inRounds(ROUNDS, () => answerAll(report, place, scale, profile));
    if (profile !== undefined)
      await writeFile(join(profile, `statements-answers-${scale}.txt`), await dearestStatements(place.machine, scale));
    const rates = middle(rounds.map(({ acceptedS }) => scale / acceptedS));
    report.progress(`answers-rate: ${rates.rounds.map(Math.round).join(', ')} answers/s`);
    report.figure(atLeast(ANSWERS_PER_SECOND, { workload: 'delivery/answers-rate', scale, figure: rates.middle, unit: 'answers/s' }));
    report.figure(plain({ workload: 'delivery/answers-accepted', scale, figure: scale / rates.middle, unit: 's' }));
    const onBoard = middle(rounds.map(({ onBoardS }) => onBoardS));
    report.figure(atMost(1, { workload: 'delivery/last-answer-on-the-board', scale, figure: onBoard.middle, unit: 's' }));
  };
  await inPlace(settings, measure, profile);
}

type Answered = { readonly acceptedS: number; readonly onBoardS: number };

/** One release, and what everybody answers to it. */
async function answerAll(report: Report, place: Place, scale: number, profile: string | undefined): Promise<Answered> {
  const { machine, server, cert } = place;
  const { id, deliveries } = await releaseToAll(place);
  await untilRecorded(machine, PATIENCE_MS);
  await untilIdle(machine, PATIENCE_MS);
  const links = await machine.database.pool.query<{ id: string }>('select id from forewarn.answer_links where warning_id = $1', [id]);
  const paths = links.rows.map((link) => `/a/${linkToken(link.id, machine.linkSecret)}`);
  if (paths.length < deliveries) throw new Error(`${paths.length} links for ${deliveries} deliveries`);
  if (profile !== undefined) await forgetStatements(machine);
  const postgres = await pidOfPostgres(machine);
  const used = () => ({ server: processorSeconds(server.pid), postgres: processorSeconds(postgres), asker: ownSeconds() });
  const before = used();
  const startedAt = Date.now();
  await postForms({ ...ANSWER, url: server.url, paths });
  const answeredAt = Date.now();
  const after = used();
  await until(async () => {
    const board = await cert.call(listConcerned, { params: { id } });
    return board.institutions.filter(({ acknowledgement }) => acknowledgement !== undefined).length === scale;
  }, PATIENCE_MS);
  const seenAt = Date.now();
  const shares = (['server', 'postgres', 'asker'] as const).map(
    (name) => `${name} ${((1_000 * (after[name] - before[name])) / scale).toFixed(3)} ms`,
  );
  report.progress(`of processor an answer: ${shares.join(', ')}`);
  return { acceptedS: (answeredAt - startedAt) / 1_000, onBoardS: (seenAt - answeredAt) / 1_000 };
}

/** The same forms to a route of the same server library that does nothing: what asking and HTTP alone allow. */
async function measureBareRoute(report: Report, scale: number): Promise<void> {
  const bare = await openReceiver<Record<string, never>>(new URL('./bare-route.ts', import.meta.url), () => 0);
  try {
    const paths = Array.from({ length: scale }, (_, number) => `/a/${String(number).padStart(43, 'x')}`);
    const rates = await inRounds(ROUNDS, async () => {
      const startedAt = performance.now();
      await postForms({ ...ANSWER, url: `http://127.0.0.1:${bare.port}`, paths });
      return scale / ((performance.now() - startedAt) / 1_000);
    });
    report.figure(plain({ workload: 'delivery/answers-route-alone', scale, figure: middle(rates).middle, unit: 'answers/s' }));
  } finally {
    bare.close();
  }
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
