import { useWords } from '../lib/words.ts';
import styles from './states.module.css';

/** Said only when it takes long enough to be wondered at. */
export function Loading() {
  const { say } = useWords();
  return (
    <p className={styles['loading']} role="status">
      {say('part.loading')}
    </p>
  );
}
