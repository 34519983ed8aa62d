import { Button } from '../components/button.tsx';
import { tell } from '../components/toasts.tsx';
import { useWords } from '../lib/words.ts';
import styles from './member.module.css';

/** A sentence for the board, and a button that puts it on the clipboard. */
export function BoardSentence({ sentence }: { readonly sentence: string }) {
  const { say } = useWords();
  return (
    <div className={styles['thing']}>
      <p className={styles['sentence']}>{sentence}</p>
      <Button
        onPress={() =>
          void navigator.clipboard.writeText(sentence).then(
            () => tell(say('board.copied')),
            () => tell(say('board.not-copied')),
          )
        }
      >
        {say('board.copy')}
      </Button>
    </div>
  );
}
