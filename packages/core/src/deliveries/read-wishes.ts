import { cleanText } from '../basics/clean-text.ts';
import { readDay } from '../basics/day.ts';
import { idOf } from '../basics/ids.ts';
import { elements, field, isObject, textAt, type JsonView } from '../basics/json-view.ts';
import type { Problem } from '../basics/problem.ts';
import { read, unreadable, type Read } from '../basics/read.ts';
import type { Matter } from '../matters/matter.ts';
import { PRODUCT_KINDS } from '../products/catalogue/catalogue.ts';
import { isZone, minuteOf, WEEKDAYS, type Weekday } from './local-time.ts';
import { CHANNELS } from './planned-delivery.ts';
import { URGENCIES } from './urgency.ts';
import { USUAL_ZONE, type Away, type Hours, type Topics, type Wishes } from './wishes.ts';

/** The most of each; stored and asked of every message. */
export const WISH_LIMITS = { suppliers: 100, holidays: 20, supplierCharacters: 200 } as const;
const SCORE_MAX = 10;
const MATTER_KINDS: readonly Matter['kind'][] = ['advisory', 'report', 'wave'];

/**
 * Reads wishes as a request or the database holds them. A wish that is half understood is none: every problem is said and nothing is kept, since
 * whoever set it would count on it.
 */
export function readWishes(handedIn: unknown): Read<Wishes> {
  const view: JsonView = { value: handedIn, at: '' };
  if (!isObject(view)) return unreadable({ code: 'wishes-missing', at: '', message: 'Wishes are an object.' });
  const problems: Problem[] = [];
  const zone = textAt(field(view, 'zone'), 64) ?? USUAL_ZONE;
  if (!isZone(zone))
    problems.push({
      code: 'zone-unknown',
      at: '/zone',
      message: `There is no time zone ${cleanText(zone, 64)}.`,
      hint: 'As Europe/Amsterdam.',
    });
  const channels = listOf(field(view, 'channels'), CHANNELS, problems) ?? [];
  const hours = field(view, 'hours').value === undefined ? undefined : readHours(field(view, 'hours'), problems);
  const bundle = field(view, 'bundle');
  const days = readDays(field(bundle, 'days'), problems);
  const at = readTime(field(bundle, 'at'), problems);
  const floor = wordOf(field(view, 'floor'), URGENCIES, problems);
  const severityMin = readScore(field(view, 'severityMin'), problems);
  const topics = field(view, 'topics').value === undefined ? undefined : readTopics(field(view, 'topics'), problems);
  const away = elements(field(view, 'away'), WISH_LIMITS.holidays + 1).flatMap((one) => readAway(one, problems) ?? []);
  if (away.length > WISH_LIMITS.holidays)
    problems.push({
      code: 'too-many',
      at: '/away',
      message: `At most ${WISH_LIMITS.holidays} holidays.`,
      facts: { most: WISH_LIMITS.holidays },
    });
  const endOfWeek = field(view, 'endOfWeek').value;
  if (typeof endOfWeek !== 'boolean') problems.push({ code: 'word-unknown', at: '/endOfWeek', message: 'End-of-Week is yes or no.' });
  if (problems.length > 0 || floor === undefined) return unreadable(...problems);
  return read({
    zone,
    channels,
    ...(hours === undefined ? {} : { hours }),
    bundle: { days, at },
    floor,
    ...(severityMin === undefined ? {} : { severityMin }),
    ...(topics === undefined ? {} : { topics }),
    away,
    endOfWeek: endOfWeek === true,
  });
}

function readHours(view: JsonView, problems: Problem[]): Hours {
  const [from, until] = [readTime(field(view, 'from'), problems), readTime(field(view, 'until'), problems)];
  if (from === until) problems.push({ code: 'hours-empty', at: `${view.at}/until`, message: 'Hours end at another time than they begin.' });
  return { days: readDays(field(view, 'days'), problems), from, until };
}

function readDays(view: JsonView, problems: Problem[]): readonly Weekday[] {
  const days = listOf(view, WEEKDAYS, problems);
  if (days === undefined || days.length === 0)
    problems.push({ code: 'days-missing', at: view.at, message: 'Name at least one day.', hint: 'As ["MO", "TU"].' });
  return WEEKDAYS.filter((day) => days?.includes(day) === true);
}

function readTime(view: JsonView, problems: Problem[]): string {
  const text = textAt(view, 5) ?? '';
  if (minuteOf(text) === undefined)
    problems.push({ code: 'time-unreadable', at: view.at, message: 'This is no time of the day.', hint: 'As 08:00.' });
  return text;
}

function readScore(view: JsonView, problems: Problem[]): number | undefined {
  const { value } = view;
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= 0 && value <= SCORE_MAX) return value;
  problems.push({ code: 'score-unreadable', at: view.at, message: `A severity is a number from 0 to ${SCORE_MAX}.` });
  return undefined;
}

/** Topics that name nothing would hold back everything. */
function readTopics(view: JsonView, problems: Problem[]): Topics {
  const suppliers = elements(field(view, 'suppliers'), WISH_LIMITS.suppliers + 1).flatMap((one) => {
    const name = cleanText(textAt(one, WISH_LIMITS.supplierCharacters * 4) ?? '', WISH_LIMITS.supplierCharacters);
    return name === '' ? [] : [name];
  });
  if (suppliers.length > WISH_LIMITS.suppliers)
    problems.push({
      code: 'too-many',
      at: `${view.at}/suppliers`,
      message: `At most ${WISH_LIMITS.suppliers} suppliers.`,
      facts: { most: WISH_LIMITS.suppliers },
    });
  const topics = {
    kinds: listOf(field(view, 'kinds'), PRODUCT_KINDS, problems) ?? [],
    suppliers: [...new Set(suppliers)],
    matters: listOf(field(view, 'matters'), MATTER_KINDS, problems) ?? [],
  };
  if (topics.kinds.length + topics.suppliers.length + topics.matters.length === 0)
    problems.push({ code: 'topics-empty', at: view.at, message: 'Choose at least one topic, or leave topics out for everything.' });
  return topics;
}

function readAway(view: JsonView, problems: Problem[]): Away | undefined {
  const [from, until] = [readDay(textAt(field(view, 'from'), 10) ?? ''), readDay(textAt(field(view, 'until'), 10) ?? '')];
  if (from === undefined || until === undefined || until < from) {
    problems.push({
      code: 'holiday-unreadable',
      at: view.at,
      message: 'A holiday is a first and a last day.',
      hint: 'As 2026-12-21 and 2027-01-03.',
    });
    return undefined;
  }
  const standIn = textAt(field(view, 'standIn'), 36);
  return { from, until, ...(standIn === undefined ? {} : { standIn: idOf<'Contact'>(standIn) }) };
}

function wordOf<Word extends string>(view: JsonView, known: readonly Word[], problems: Problem[]): Word | undefined {
  const word = known.find((one) => one === view.value);
  if (word === undefined) problems.push({ code: 'word-unknown', at: view.at, message: `This is one of ${known.join(', ')}.` });
  return word;
}

/** Each once, in the order given; undefined where it is no list. */
function listOf<Word extends string>(view: JsonView, known: readonly Word[], problems: Problem[]): readonly Word[] | undefined {
  if (!Array.isArray(view.value)) return undefined;
  const words = elements(view, known.length * 2).flatMap((one) => wordOf(one, known, problems) ?? []);
  return [...new Set(words)];
}
