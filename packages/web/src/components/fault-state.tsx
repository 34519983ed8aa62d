import { faultWords, isFault } from '../lib/fault.ts';
import { useWords } from '../lib/words.ts';
import { Button } from './button.tsx';
import styles from './states.module.css';

/** What happened, what to do next; the server's own sentence below, where it has one. */
export function FaultState({ fault, onTryAgain }: { readonly fault: unknown; readonly onTryAgain?: () => void }) {
  const { say } = useWords();
  const { what, next } = faultWords(fault);
  return (
    <div className={styles['state']} role="alert">
      <p className={styles['what']}>{say(what)}</p>
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
