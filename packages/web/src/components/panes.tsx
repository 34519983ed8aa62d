import type { ReactNode } from 'react';
import { useWords } from '../lib/words.ts';
import styles from './panes.module.css';

/**
 * The desk's panes: a list, what is chosen, and what goes with it; on a narrow screen one at a time: the list until something is
 * chosen. Each is a landmark of its own, so that F6-like jumping of screen readers works.
 */
export function Panes({
  list,
  detail,
  aside,
  hasChosen,
}: {
  readonly list: ReactNode;
  readonly detail?: ReactNode;
  readonly aside?: ReactNode;
  readonly hasChosen: boolean;
}) {
  const { say } = useWords();
  return (
    <div className={styles['panes']} data-chosen={hasChosen} data-aside={aside !== undefined}>
      <section className={styles['list']} aria-label={say('part.list')}>
        {list}
      </section>
      <section className={styles['detail']} aria-label={say('part.detail')}>
        {detail}
      </section>
      {aside !== undefined && <aside className={styles['aside']}>{aside}</aside>}
    </div>
  );
}
