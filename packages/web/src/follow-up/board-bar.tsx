import { useWords } from '../lib/words.ts';
import { middleMinutes, SEGMENTS, type BoardRow, type Segment } from './board-rows.ts';
import styles from './board.module.css';

const ORDER = Object.keys(SEGMENTS) as readonly Segment[];

/** One bar over all who were warned, each part with its number and word; and how long telling and answering took. */
export function BoardBar({
  rows,
  counts,
  releasedAt,
}: {
  readonly rows: readonly BoardRow[];
  readonly counts: Readonly<Record<Segment, number>>;
  readonly releasedAt: string | undefined;
}) {
  const { say } = useWords();
  const told = middleMinutes(rows.map(({ concerned }) => ({ from: releasedAt, to: concerned.toldAt })));
  const read = middleMinutes(rows.map(({ concerned }) => ({ from: concerned.toldAt, to: concerned.readAt })));
  const answered = middleMinutes(rows.map(({ concerned }) => ({ from: concerned.toldAt, to: concerned.acknowledgement?.answeredAt })));
  return (
    <>
      <ul className={styles['bar']} aria-label={say('silence.bar')}>
        {ORDER.map((segment) => (
          <li key={segment}>
            <strong>{counts[segment]}</strong> {say(`silence.segment.${segment}`)}
          </li>
        ))}
      </ul>
      <div className={styles['strip']} aria-hidden>
        {ORDER.filter((segment) => counts[segment] > 0).map((segment) => (
          <span key={segment} data-segment={segment} style={{ flexGrow: counts[segment] }} />
        ))}
      </div>
      {told !== undefined && (
        <p className="soft" title={say('silence.minutes.help')}>
          {say('silence.minutes.told', { minutes: told })}
          {read !== undefined && ` · ${say('silence.minutes.read', { minutes: read })}`}
          {answered !== undefined && ` · ${say('silence.minutes.answered', { minutes: answered })}`} ({say('silence.minutes.help')})
        </p>
      )}
    </>
  );
}
