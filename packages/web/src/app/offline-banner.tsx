import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useWords } from '../lib/words.ts';
import styles from './shell.module.css';

/** Says that there is no connection, as long as there is none. */
export function OfflineBanner() {
  const { say } = useWords();
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  if (isOnline) return null;
  return (
    <p className={styles['banner']} role="status">
      {say('app.offline')}
    </p>
  );
}
