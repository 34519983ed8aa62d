import { faultWords, isFault } from '../lib/fault.ts';
import { useWords } from '../lib/words.ts';
import { Button } from './button.tsx';
import styles from './states.module.css';

/** What happened, what to do next; the server's own sentence below, where it has one. In the place of a page it is that page's heading. */
export function FaultState({
  fault,
  onTryAgain,
  isPage = false,
}: {
  readonly fault: unknown;
  readonly onTryAgain?: () => void;
  readonly isPage?: boolean;
}) {
  const { say } = useWords();
  const { what, next } = faultWords(fault);
  const What = isPage ? 'h1' : 'p';
  return (
    <div className={styles['state']} role="alert">
      <What className={styles['what']}>{say(what)}</What>
      <p>{say(next)}</p>
      {isFault(fault) && fault.title !== undefined && (
        <p className="soft" lang="en">
          {fault.title} {fault.hint}
        </p>
      )}
      {onTryAgain !== undefined && (
        <div className={styles['do']}>
          <Button onPress={onTryAgain}>{say('part.try-again')}</Button>
        </div>
      )}
    </div>
  );
}
