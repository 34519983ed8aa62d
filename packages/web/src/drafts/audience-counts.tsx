import { words } from '@forewarn/core/warnings/words.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import type { Preview } from './draft-queries.ts';
import styles from './draft.module.css';

/** How many hear of it: by urgency, certainty, reason and channel. */
export function AudienceCounts({ preview: { counts } }: { readonly preview: Preview }) {
  const { say, language, numbered } = useWords();
  const tables: readonly (readonly [title: PlainKey, rows: Readonly<Record<string, number>>, word: (key: string) => string])[] = [
    ['audience.by-urgency', counts.byUrgency, (key) => say(`urgency.${key as 'act-now'}`)],
    ['audience.by-certainty', counts.byCertainty, (key) => say(`certainty.${key as 'certain'}`)],
    ['audience.by-reason', counts.byReason, (key) => words(language)(`reason.${key as 'sector'}`)],
    ['audience.by-channel', counts.byChannel, (key) => say(`audience.channel.${key as 'email'}`)],
  ];
  return (
    <div className={styles['counts']} role="group" aria-label={say('audience.counts')}>
      {tables.map(([title, rows, word]) => (
        <div key={title}>
          <h3>{say(title)}</h3>
          <ul>
            {Object.entries(rows).map(([key, count]) => (
              <li key={key}>
                <span>{word(key)}</span>
                <strong>{numbered(count)}</strong>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
