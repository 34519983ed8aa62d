import type { ReactNode } from 'react';
import { useEffect } from 'react';
import styles from './page-sentence.module.css';

/**
 * Every page opens with one sentence that says where things stand (LOOK); it is the page's heading. `title` names the page in the
 * browser's tab. Beside the sentence: what one does here most.
 */
export function PageSentence({
  title,
  children,
  beside,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly beside?: ReactNode;
}) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <header className={styles['sentence']}>
      <h1>{children}</h1>
      {beside !== undefined && <div className={styles['beside']}>{beside}</div>}
    </header>
  );
}
