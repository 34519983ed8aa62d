import { useFaultWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';
import { Button } from './button.tsx';
import { ProblemList } from './problem-list.tsx';
import styles from './states.module.css';

/** What happened, what to do next; the server's own sentence below where we have no words for its code. In the place of a page it is that page's heading. */
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
  const { what, next, problems, exact } = useFaultWords(fault);
  const What = isPage ? 'h1' : 'p';
  return (
    <div className={styles['state']} role="alert">
      <What className={styles['what']}>{what}</What>
      <p>{next}</p>
      <ProblemList problems={problems} />
      {exact !== undefined && (
        <p className="soft" lang="en">
          {exact}
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
