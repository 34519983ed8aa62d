import type { Instant } from '../basics/instant.ts';
import type { Language } from '../institutions/institution.ts';
import { describeMoment } from '../institutions/describe-moment.ts';
import type { OpenPoint } from './open-point.ts';

const WORDS = {
  nl: {
    concerns: (title: string, lines: number) =>
      lines === 0
        ? `${title}.`
        : lines === 1
          ? `${title}. Dit gaat over 1 systeem van ons.`
          : `${title}. Dit gaat over ${lines} systemen van ons.`,
    urgency: {
      'act-now': 'De CERT vraagt om nu te handelen.',
      'this-week': 'De CERT vraagt om dit deze week te doen.',
      'at-maintenance': 'Dit kan mee met het gewone onderhoud.',
      'for-information': 'Dit is ter informatie.',
    },
    untouched: 'Er is nog niet mee begonnen.',
    working: 'Er wordt aan gewerkt.',
    partly: (waiting: number, lines: number) => `Bij ${waiting} van de ${lines} is er nog niet mee begonnen.`,
    help: 'Wij hebben de CERT om hulp gevraagd.',
    abuse: 'Het lek is dicht. Of er iemand binnen is geweest, wordt nog gecontroleerd.',
    ready: (moment: string) => `Klaar uiterlijk ${moment}.`,
    late: (moment: string) => `Dit had klaar moeten zijn op ${moment}.`,
    withheld: (reference: string) => `Waarschuwing ${reference}`,
  },
  en: {
    concerns: (title: string, lines: number) =>
      lines === 0
        ? `${title}.`
        : lines === 1
          ? `${title}. It is about 1 system of ours.`
          : `${title}. It is about ${lines} systems of ours.`,
    urgency: {
      'act-now': 'The CERT asks us to act now.',
      'this-week': 'The CERT asks us to do this within the week.',
      'at-maintenance': 'This can wait for the usual maintenance.',
      'for-information': 'This is for information.',
    },
    untouched: 'Work on it has not begun.',
    working: 'It is being worked on.',
    partly: (waiting: number, lines: number) => `Of ${waiting} of the ${lines}, work has not begun.`,
    help: 'We have asked the CERT for help.',
    abuse: 'The hole is closed. Whether anybody came in is still being checked.',
    ready: (moment: string) => `To be ready by ${moment}.`,
    late: (moment: string) => `It should have been ready on ${moment}.`,
    withheld: (reference: string) => `Warning ${reference}`,
  },
} as const;

/**
 * What a CISO can tell the board of one warning, ready to paste (DOMAIN §5.6): what it is, how much of ours, how far we are, by when. Only
 * counts: no version, no exposure, nothing that a board paper should not hold. `points` are the open ones of one warning, at least one.
 */
export function boardSentence(points: readonly OpenPoint[], language: Language, now: Instant): string {
  const say = WORDS[language];
  const [first] = points;
  if (first === undefined) return '';
  const lines = points.filter(({ item }) => item !== undefined).length;
  const title = (first.title ?? say.withheld(first.reference)).replace(/[.!?]+$/, '');
  return [say.concerns(title, lines), say.urgency[first.urgency], progressOf(points, say), readyBy(points, say, language, now)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function progressOf(points: readonly OpenPoint[], say: (typeof WORDS)[Language]): string {
  const waiting = points.filter(({ asksYou }) => asksYou).length;
  if (points.some(({ state }) => state === 'help-asked')) return say.help;
  if (waiting === points.length) return say.untouched;
  if (waiting > 0) return say.partly(waiting, points.length);
  return points.every(({ state }) => state === 'check-abuse') ? say.abuse : say.working;
}

function readyBy(points: readonly OpenPoint[], say: (typeof WORDS)[Language], language: Language, now: Instant): string {
  const deadlines = points.flatMap(({ deadlineAt }) => deadlineAt ?? []).toSorted();
  const [soonest, latest] = [deadlines[0], deadlines.at(-1)];
  if (soonest === undefined || latest === undefined) return '';
  return soonest < now ? say.late(describeMoment(soonest, language)) : say.ready(describeMoment(latest, language));
}
