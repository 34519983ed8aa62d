import { millisecondsOf, type Instant } from '../basics/instant.ts';
import { unknownBecause, type InventoryAge, type UnknownBecause } from '../matching/applicability.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import type { GivenAnswer, MemberMatter, OpenPoint } from './open-point.ts';

/** Words of the paragraph on the first screen (LOOK, DOMAIN §7.3). */
export const PARAGRAPH_WORDS_MAX = 120;

/** What an IT provider did for the institution, newest first: "Kwartel ICT heeft dit voor u opgelost". */
export type DoneForYou = {
  readonly warningId: string;
  readonly reference: string;
  readonly tlp: TlpLabel;
  readonly title?: string;
  readonly provider: string;
  readonly answer: GivenAnswer['answer'];
  readonly abuseCheck?: GivenAnswer['abuseCheck'];
  readonly answeredAt: Instant;
};

/** The one thing of the first screen. `forward`: the button sends it on to the IT provider of that name. */
export type TopThing = {
  readonly point: OpenPoint;
  readonly paragraph?: string;
  readonly button: { readonly kind: 'forward'; readonly to: string } | { readonly kind: 'answer' };
};

/** A member's first screen: one of three, never only two (LOOK). */
export type MemberHome = {
  readonly kind: 'things-to-do' | 'not-known' | 'nothing-to-do';
  /** Warnings that ask something of the institution. */
  readonly thingsToDo: number;
  /** Why we cannot be silent for sure; also told where there is something to do. */
  readonly inventory?: UnknownBecause;
  readonly top?: TopThing;
  readonly doneForYou: readonly DoneForYou[];
};

const DONE_FOR_YOU_MAX = 10;

/**
 * What a member reads first: whether there is something to do, yes, no, or "we do not know what you use". `points` as listOpenPoints
 * orders them. The button sends it on where an IT provider looks after the institution, and else opens the answer.
 */
export function memberHome(
  {
    points,
    matters,
    age,
    itProvider,
  }: {
    readonly points: readonly OpenPoint[];
    readonly matters: readonly MemberMatter[];
    readonly age: InventoryAge;
    readonly itProvider?: string;
  },
  now: Instant,
): MemberHome {
  const asking = points.filter(({ asksYou }) => asksYou);
  const thingsToDo = new Set(asking.map(({ warningId }) => warningId)).size;
  const inventory = unknownBecause(age, now);
  const [first] = asking;
  const kind = thingsToDo > 0 ? 'things-to-do' : inventory === undefined ? 'nothing-to-do' : 'not-known';
  return {
    kind,
    thingsToDo,
    ...(inventory === undefined ? {} : { inventory }),
    ...(first === undefined ? {} : { top: topThing(first, matters, itProvider) }),
    doneForYou: doneForYou(matters),
  };
}

function topThing(point: OpenPoint, matters: readonly MemberMatter[], itProvider: string | undefined): TopThing {
  const summary = matters.find(({ warning }) => warning.id === point.warningId)?.text?.summary;
  return {
    point,
    ...(summary === undefined ? {} : { paragraph: firstWords(summary, PARAGRAPH_WORDS_MAX) }),
    button: itProvider === undefined ? { kind: 'answer' } : { kind: 'forward', to: itProvider },
  };
}

/** Whole sentences, as many as fit; a first sentence that is too long itself is cut at a word. */
function firstWords(text: string, wordsMax: number): string {
  const sentences = text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]) /);
  const kept: string[] = [];
  let count = 0;
  for (const sentence of sentences) {
    const words = sentence.split(' ');
    if (count + words.length > wordsMax) {
      if (kept.length === 0) kept.push(`${words.slice(0, wordsMax).join(' ')} …`);
      break;
    }
    kept.push(sentence);
    count += words.length;
  }
  return kept.join(' ');
}

/** Per warning and provider the newest answer that stands. */
function doneForYou(matters: readonly MemberMatter[]): readonly DoneForYou[] {
  return matters
    .flatMap(({ warning, tlp, text, answers }) => {
      const newest = new Map<string, GivenAnswer>();
      for (const answer of answers) {
        if (answer.provider === undefined || answer.undoneAt !== undefined) continue;
        const other = newest.get(answer.provider);
        if (other === undefined || millisecondsOf(other.answeredAt) < millisecondsOf(answer.answeredAt))
          newest.set(answer.provider, answer);
      }
      return [...newest].map(([provider, { answer, abuseCheck, answeredAt }]) => ({
        warningId: warning.id,
        reference: warning.reference,
        tlp,
        title: text?.title,
        provider,
        answer,
        abuseCheck,
        answeredAt,
      }));
    })
    .toSorted((a, b) => millisecondsOf(b.answeredAt) - millisecondsOf(a.answeredAt))
    .slice(0, DONE_FOR_YOU_MAX);
}
