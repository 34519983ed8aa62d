import { useMinute } from '../lib/clock.ts';
import { momentWords } from '../lib/moment-words.ts';
import { useWords } from '../lib/words.ts';

/**
 * A moment in the reader's own zone: in text "vandaag, 16.12 uur", in a table "16:12"; in full for who points at it or listens.
 * `at` is RFC 3339 in UTC, as the API has it.
 */
export function Time({ at, as = 'text' }: { readonly at: string; readonly as?: 'text' | 'table' }) {
  const { say, language } = useWords();
  const words = momentWords(at, useMinute(), language);
  const full = say('time.full', { date: words.fullDate, time: words.spokenTime });
  return (
    <time dateTime={at} title={full}>
      {as === 'table' ? words.table : textOf()}
    </time>
  );

  function textOf(): string {
    if (words.day === 'today') return say('time.today', { time: words.spokenTime });
    return words.day === 'yesterday' ? say('time.yesterday', { time: words.spokenTime }) : full;
  }
}
