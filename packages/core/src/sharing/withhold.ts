import type { Instant } from '../basics/instant.ts';
import { mayReceive } from './may-receive.ts';
import type { Purpose, Reader, Way } from './sharing.ts';
import { TLP_LABELS, type TlpLabel } from './tlp.ts';

export type Withholding = { readonly reader: Reader; readonly channel: Way; readonly purpose: Purpose };

/** Nothing of the answer may be seen: as if it were not there. */
export const WITHHELD = Symbol('withheld');

/**
 * What is left of an answer for whoever asked: each part that carries a label (a property `tlp` or `label`) is shown, or shrinks to a
 * notice, or goes, as mayReceive says. A notice keeps its shape with its texts, numbers and lists emptied, but for what NOTICE_KEEPS. In
 * a list what goes leaves no place; WITHHELD where nothing is left. Never changes what it was given. The last gate of every answer: it
 * knows no word and forgets none.
 */
export function withhold(answer: unknown, asked: Withholding, now: Instant): unknown {
  if (Array.isArray(answer)) {
    const inList: Withholding = asked.purpose === 'read' ? { ...asked, purpose: 'list-row' } : asked;
    return answer.map((one) => withhold(one, inList, now)).filter((one) => one !== WITHHELD);
  }
  if (!isPlain(answer)) return answer;
  const label = labelOf(answer);
  if (label !== undefined) {
    const embargoUntil = typeof answer['embargoUntil'] === 'string' ? (answer['embargoUntil'] as Instant) : undefined;
    const sharedWithItProvider = answer['sharedWithItProvider'] === true;
    const verdict = mayReceive({ ...asked, reader: byName(asked.reader, answer), label, embargoUntil, sharedWithItProvider }, now);
    if (verdict.kind === 'no') return WITHHELD;
    if (verdict.kind === 'notice-only') return noticeOf(answer);
  }
  const entries = Object.entries(answer).map(([name, value]) => [name, withhold(value, asked, now)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== WITHHELD));
}

/**
 * Who signed in is one of those that a text names where the part says so, which a route does after the database has let it read what is for
 * persons by name. A part could say so of itself only as it could call itself CLEAR.
 */
function byName(reader: Reader, part: Readonly<Record<string, unknown>>): Reader {
  return reader.kind === 'colleague' && part['forYouByName'] === true ? { kind: 'contact', role: 'security' } : reader;
}

/** Anything with properties, whatever it was made by: what a serializer would write is looked at. Bytes and dates have none. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof Date);
}

/** `label` is also the word for what stands on a button: only a TLP label counts. Of two the stricter. */
function labelOf(part: Readonly<Record<string, unknown>>): TlpLabel | undefined {
  return TLP_LABELS.findLast((label) => part['tlp'] === label || part['label'] === label);
}

/** That there is something, which it is, how urgent, how to ask for it: nothing of what it says. */
const NOTICE_KEEPS: readonly string[] = [
  'id',
  'reference',
  'tlp',
  'label',
  'urgency',
  'state',
  'kind',
  'version',
  'releasedVersion',
  'releasedAt',
  'openedAt',
  'draftedAt',
  'readAt',
  'firstSeenAt',
  'embargoUntil',
];

function noticeOf(part: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return mapped(part, (value, name) => (NOTICE_KEEPS.includes(name) && typeof value !== 'object' ? value : emptied(value)));
}

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (isPlain(value)) return mapped(value, emptied);
  switch (typeof value) {
    case 'string':
      return '';
    case 'number':
      return 0;
    case 'boolean':
      return false;
    default:
      return undefined;
  }
}

function mapped(part: Readonly<Record<string, unknown>>, to: (value: unknown, name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, to(value, name)]));
}
