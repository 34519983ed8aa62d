import { holdsBsnLike } from '../basics/clean-text.ts';
import type { Answer } from './acknowledgement.ts';

/** Words by which people write an answer in a reply, and words before them that turn it round. */
const WORDS: readonly { readonly answer: Answer; readonly said: RegExp }[] = [
  { answer: 'fixed', said: /\b(opgelost|verholpen|gepatcht|ge[uü]pdatet|geupdate|bijgewerkt|fixed|patched|resolved|updated)\b/gi },
  { answer: 'working', said: /\b(mee bezig|bezig met|in behandeling|pakken (het|dit) op|working on (it|this)|in progress)\b/gi },
  {
    answer: 'not-affected',
    said: /\b(niet van toepassing|n\.?v\.?t\b|gebruiken (wij|we) niet|hebben (wij|we) niet|niet aanwezig|not applicable|not affected|do(n't| not) use (it|this))/gi,
  },
  { answer: 'need-help', said: /\b(bel (mij|me|ons)|hulp nodig|kunt u (mij|ons) bellen|call (me|us)|need help)\b/gi },
];
const TURNED_ROUND =
  /\b(niet|nog niet|geen|nooit|not|isn't|never|wordt|worden|moet|moeten|zodra|als|of (het|dit)|when|if|will be|to be)\s+(\w+\s+){0,3}$/i;
const SAID_MAX = 500;

export type ProposedAnswer = {
  /** Undefined: there is no single answer in it. */
  readonly answer?: Answer;
  /** What was said, for whoever decides; empty where it seems to hold a citizen service number (invariant 12). */
  readonly said: string;
};

/**
 * What a reply seems to say: "opgelost" proposes *fixed*. It is proposed and never taken: who takes it reads it first. Where two answers stand in it, or
 * one that is turned round ("nog niet opgelost", "zodra het is opgelost"), none is proposed.
 */
export function proposeAnswer(reply: string): ProposedAnswer {
  const text = reply.slice(0, 2_000);
  const said = holdsBsnLike(text) ? '' : text.slice(0, SAID_MAX);
  const found = WORDS.flatMap(({ answer, said: words }) =>
    [...text.matchAll(words)].map(({ index }) => ({ answer, isTurned: TURNED_ROUND.test(text.slice(Math.max(0, index - 60), index)) })),
  );
  const [first] = found;
  const isClear = first !== undefined && found.every(({ answer, isTurned }) => answer === first.answer && !isTurned);
  return isClear ? { answer: first.answer, said } : { said };
}
