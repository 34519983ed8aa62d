import { Dialog } from '../components/dialog.tsx';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './shell.module.css';

const KEYS: readonly (readonly [key: string, word: PlainKey])[] = [
  ['j', 'keys.next'],
  ['k', 'keys.previous'],
  ['/', 'keys.search'],
  ['?', 'keys.help'],
  ['Esc', 'keys.close'],
];

/** What the keyboard does, behind `?`. */
export function KeyHelp({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { say } = useWords();
  return (
    <Dialog title={say('keys.title')} isOpen={isOpen} onClose={onClose}>
      <dl className={styles['keys']}>
        {KEYS.map(([key, word]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
