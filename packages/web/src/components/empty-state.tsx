import type { ReactNode } from 'react';
import { PageSentence } from './page-sentence.tsx';
import styles from './states.module.css';

/** No dead ends: what is not here, and what to do. In the place of a page it is that page's sentence. */
export function EmptyState({
  what,
  next,
  isPage = false,
  children,
}: {
  readonly what: string;
  readonly next: string;
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <>
      {isPage && <PageSentence title={what}>{what}</PageSentence>}
      <div className={styles['state']}>
        {!isPage && <p className={styles['what']}>{what}</p>}
        <p>{next}</p>
        {children !== undefined && <div className={styles['do']}>{children}</div>}
      </div>
    </>
  );
}
