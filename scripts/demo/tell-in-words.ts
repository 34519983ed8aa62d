import { URGENCIES } from '@forewarn/core/warnings/warning.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import type { Tell } from '@forewarn/fakes/story/story-event.ts';

/** Tells the story to somebody who watches it, a line a step, in Dutch. */
export function tellInWords(startedAtMs: number): Tell {
  return (event) => {
    const line = lineOf(event);
    if (line !== undefined) process.stdout.write(`${clock(startedAtMs)}  ${line}\n`);
  };
}

function lineOf(event: Parameters<Tell>[0]): string | undefined {
  switch (event.event) {
    case 'published':
      return `De leverancier zet ${event.advisory} versie ${event.version} op zijn site.`;
    case 'fetched':
      return `Forewarn heeft het opgehaald en gecontroleerd (hash en handtekening), na ${inSeconds(event.seconds)}.`;
    case 'previewed':
      return `De analist ziet vooraf: ${event.told} instellingen krijgen ${event.reference} versie ${event.version} (${urgencyInWords(event.urgency)}).`;
    case 'released':
      return `Vrijgegeven. ${event.told} instellingen worden gewaarschuwd.`;
    case 'mailed':
      return `${event.count} mails bezorgd: de eerste na ${inSeconds(event.secondsToFirst)}, de laatste na ${inSeconds(event.secondsToLast)}.`;
    case 'answered':
      return `${event.institution} antwoordt uit de mail: "wij zijn bezig". De CERT ziet: ${event.answered} van ${event.concerned} heeft geantwoord.`;
    case 'silent-revision':
      return `Versie ${event.version} verandert alleen woorden: niemand krijgt bericht.`;
    case 'heard-of-revision':
      return `Alleen wie iets anders moet doen hoort ervan: ${event.count} instellingen. ${event.leftAlone} andere worden met rust gelaten.`;
    case 'failed':
      return `MISLUKT: ${event.what}`;
    case 'loaded':
    case 'concerned':
    case 'result':
      return undefined;
  }
}

function clock(startedAtMs: number): string {
  return `${String(Math.round((Date.now() - startedAtMs) / 1000)).padStart(3)} s`;
}

function inSeconds(seconds: number): string {
  return `${seconds.toLocaleString('nl-NL', { maximumFractionDigits: 1 })} s`;
}

function urgencyInWords(urgency: string): string {
  const known = URGENCIES.find((one) => one === urgency);
  return known === undefined ? urgency : words('nl')(`urgency.${known}`);
}
