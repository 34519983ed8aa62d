import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { playStory } from '@forewarn/fakes/story/play-story.ts';
import { DEMO_DIRECTORY, openDemoPlace, type DemoPlace } from './demo/demo-place.ts';
import { tellInWords } from './demo/tell-in-words.ts';

/**
 * `npm run demo`: the main job before a newcomer's eyes; stays until Ctrl-C. `npm run demo -- --check`: the same without a reader, told as
 * JSON lines; exit code 1 where anything did not happen or anybody else was told.
 */
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    scale: { type: 'string', default: '178' },
    'without-matching': { type: 'boolean', default: false },
  },
});

const isCheck = values.check;
const ports = isCheck ? { forewarn: 0, publisher: 0, mailbox: 0 } : { forewarn: 8080, publisher: 8081, mailbox: 8082 };
/** Long enough to look up and read a line, short enough that the story is over within the minute. */
const READING_MS = 2_500;

process.exitCode = await demo();

async function demo(): Promise<number> {
  const startedAt = Date.now();
  let place: DemoPlace;
  try {
    place = await openDemoPlace({
      scale: Number(values.scale),
      ports,
      dataDirectory: isCheck ? `${DEMO_DIRECTORY}-check` : DEMO_DIRECTORY,
      ...(values['without-matching'] ? { otherJobs: { 'match-advisory': async () => {}, 'match-inventory': async () => {} } } : {}),
      onStep: (step) => process.stderr.write(`${step} …\n`),
      onProgress: showProgress,
    });
  } catch (cause) {
    process.stderr.write(`${adviceFor(cause)}\n`);
    return 1;
  }
  if (isCheck) return check(place);
  introduce(place, startedAt);
  await pause(READING_MS);
  const failures = await playStory(place, { tell: tellInWords(startedAt), pause: () => pause(READING_MS) });
  if (failures.length === 0)
    process.stdout.write('\nDit was het hele verhaal. Alles blijft draaien: kijk rond, antwoord zelf uit een mail. Stoppen: Ctrl-C.\n');
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await place.stop();
  return failures.length === 0 ? 0 : 1;
}

async function check(place: DemoPlace): Promise<number> {
  const failures = await playStory(place, { tell: (event) => process.stdout.write(`${JSON.stringify(event)}\n`), pause: async () => {} });
  await place.stop();
  return failures.length === 0 ? 0 : 1;
}

function introduce({ publisher, mailbox, server, token }: DemoPlace, startedAt: number): void {
  process.stdout.write(`
Klaar in ${Math.round((Date.now() - startedAt) / 1000)} s. Drie adressen:

  ${publisher.url}   de site van een (verzonnen) leverancier, met zijn beveiligingsadviezen
  ${mailbox.webUrl}   de postbussen van alle instellingen: wat zij lezen
  ${server.url}   Forewarn, zoals de analist van dienst het ziet; aanmelden met het sleuteltje hieronder

  ${token}

Kijk in de postbus, open een mail en antwoord via de knop; ververs daarna de lijst van de analist. Dit gebeurt nu vanzelf:

`);
}

function showProgress(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r  ${done} van ${of} instellingen${done === of ? '\n' : ''}`);
  else if (done === of) process.stderr.write(`  ${of} instellingen\n`);
}

function adviceFor(cause: unknown): string {
  const { code, port } = cause as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port ?? ''} is taken: stop what listens there (another demo?) and start again.`;
  if (code === 'ENOSPC') return 'The disk is full: make room (the demo needs about 200 MB) and start again.';
  return `The demo could not start: ${cause instanceof Error ? cause.message : String(cause)}`;
}
