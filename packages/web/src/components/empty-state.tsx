import type { ReactNode } from 'react';
import styles from './states.module.css';

/** No dead ends: what is not here, and what to do. */
export function EmptyState({ what, next, children }: { readonly what: string; readonly next: string; readonly children?: ReactNode }) {
  return (
    <div className={styles['state']}>
      <p className={styles['what']}>{what}</p>
      <p>{next}</p>
      {children !== undefined && <div className={styles['do']}>{children}</div>}
    </div>
  );
}
