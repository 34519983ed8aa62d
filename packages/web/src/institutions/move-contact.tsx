import { useEffect, useRef } from 'react';
import { Button } from '../components/button.tsx';
import { useWords } from '../lib/words.ts';
import styles from './people.module.css';

type Way = 'earlier' | 'later';

/** Asks somebody earlier or later. The focus stays at the button that was pressed; at the end of the list it goes to the other one. */
export function MoveContact({
  name,
  place,
  count,
  onMove,
}: {
  readonly name: string;
  /** 0 is asked first. */
  readonly place: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
}) {
  const { say } = useWords();
  const earlier = useRef<HTMLButtonElement>(null);
  const later = useRef<HTMLButtonElement>(null);
  const pressed = useRef<Way>(undefined);
  useEffect(() => {
    const way = pressed.current;
    pressed.current = undefined;
    if (way === undefined) return;
    const isAtEnd = way === 'earlier' ? place === 0 : place === count - 1;
    ((way === 'earlier') === isAtEnd ? later : earlier).current?.focus();
  }, [place, count]);
  const move = (way: Way) => {
    pressed.current = way;
    onMove(way === 'earlier' ? place - 1 : place + 1);
  };
  return (
    <div className={styles['row']}>
      <Button ref={earlier} isDisabled={place === 0} aria-label={say('contacts.earlier-of', { name })} onPress={() => move('earlier')}>
        {say('contacts.earlier')}
      </Button>
      <Button ref={later} isDisabled={place === count - 1} aria-label={say('contacts.later-of', { name })} onPress={() => move('later')}>
        {say('contacts.later')}
      </Button>
    </div>
  );
}
