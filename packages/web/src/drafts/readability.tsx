import { useQuery } from '@tanstack/react-query';
import { numberWords } from '../lib/number-words.ts';
import { useWords, type Words } from '../lib/words.ts';
import type { TextForm } from './draft-form.ts';
import { readabilityQuery } from './draft-queries.ts';

const SHOWN_MAX = 8;
const CODES = ['long-sentence', 'long-word', 'english-word', 'formal-word', 'no-imperative'] as const;

/** How easily a small practice reads the Dutch text: hints, never a refusal. */
export function Readability({ id, savedAt, text }: { readonly id: string; readonly savedAt: string; readonly text: TextForm }) {
  const { say, language } = useWords();
  const { data } = useQuery(readabilityQuery(id, savedAt, text));
  if (data === undefined) return null;
  return (
    <div>
      <p className="soft">
        {say('preview.average', {
          words: numberWords(data.wordsPerSentence, language, 1),
        })}
      </p>
      <ul>
        {data.findings.slice(0, SHOWN_MAX).map(({ code, at, words, instead }, place) => (
          <li key={`${place}/${at}`}>
            {findingOf(say, code, words)} {instead !== undefined && say('preview.finding.instead', { words: instead })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function findingOf(say: Words, code: string, words: string): string {
  const known = CODES.find((one) => one === code);
  return known === undefined ? say('preview.finding.no-action') : say(`preview.finding.${known}`, { words });
}
