import { useLocation } from '@tanstack/react-router';
import { Dialog } from '../components/dialog.tsx';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './shell.module.css';

const KEYS: readonly (readonly [key: string, word: PlainKey])[] = [
  ['j', 'keys.next'],
  ['k', 'keys.previous'],
  ['z', 'part.undo'],
  ['/', 'keys.search'],
  ['?', 'keys.help'],
  ['Esc', 'keys.close'],
];

/** Of the desk's menu. */
const DESK_KEYS: readonly (readonly [key: string, word: PlainKey])[] = [['1 – 5', 'keys.group']];

/** Of the queue; each also stands on its button. */
const QUEUE_KEYS: readonly (readonly [key: string, word: PlainKey])[] = [
  ['a', 'queue.assess'],
  ['n', 'queue.set-aside'],
  ['s', 'queue.write'],
  ['m', 'queue.merge'],
  ['p', 'queue.split'],
  ['g', 'queue.give'],
  ['o', 'queue.open'],
  ['h', 'queue.hand-over'],
];

/** What the keyboard does, behind `?`. */
export function KeyHelp({ isDesk, isOpen, onClose }: { readonly isDesk: boolean; readonly isOpen: boolean; readonly onClose: () => void }) {
  const { say } = useWords();
  const isAtQueue = useLocation({ select: ({ pathname }) => pathname === '/queue' });
  return (
    <Dialog title={say('keys.title')} isOpen={isOpen} onClose={onClose}>
      <dl className={styles['keys']}>
        {[...KEYS, ...(isDesk ? DESK_KEYS : []), ...(isAtQueue ? QUEUE_KEYS : [])].map(([key, word]) => (
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
