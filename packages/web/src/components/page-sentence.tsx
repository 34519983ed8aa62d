import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useWords } from '../lib/words.ts';
import styles from './page-sentence.module.css';

/**
 * Every page opens with one sentence that says where things stand (LOOK); it is the page's heading. `title` names the page in the
 * browser's tab. Beside the sentence: what one does here most.
 */
export function PageSentence({
  title,
  children,
  beside,
  isDrill = false,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly beside?: ReactNode;
  /** What the page shows is an exercise: it says so above all, and in the tab. */
  readonly isDrill?: boolean;
}) {
  const { say } = useWords();
  const tab = isDrill ? `${say('part.drill')} · ${title}` : title;
  useEffect(() => {
    document.title = tab;
  }, [tab]);
  return (
    <header className={styles['sentence']}>
      {isDrill && (
        <p className={styles['drill']}>
          <strong>{say('part.drill')}</strong> {say('part.drill.what')}
        </p>
      )}
      <h1>{children}</h1>
      {beside !== undefined && <div className={styles['beside']}>{beside}</div>}
    </header>
  );
}
