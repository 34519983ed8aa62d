import { Link } from '@tanstack/react-router';
import { Button } from '../components/button.tsx';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import styles from './constituency.module.css';
import type { Nomination } from './joining-queries.ts';

/** One that a branch organisation brings: who it is, where it stands, and the decision where it waits for one. */
export function Nominated({
  nomination: { name, city, kvk, contactName, email, state, institutionId },
  isBusy,
  onDecide,
}: {
  readonly nomination: Nomination;
  readonly isBusy: boolean;
  readonly onDecide: (decision: 'accepted' | 'refused') => void;
}) {
  const { say } = useWords();
  const mayDecide = useMay('add-institutions');
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <div className="soft">
          {[city, kvk === undefined ? undefined : say('part.kvk', { kvk }), contactName, email].filter(Boolean).join(' · ')}
        </div>
      </div>
      {institutionId === undefined ? (
        <span>{say(`joining.state.${state}`)}</span>
      ) : (
        <Link to="/institutions/$id" params={{ id: institutionId }}>
          {say(`joining.state.${state}`)}
        </Link>
      )}
      {mayDecide && state === 'proposed' && (
        <div className={styles['acts']}>
          <Button aria-label={say('joining.accept-of', { name })} isDisabled={isBusy} onPress={() => onDecide('accepted')}>
            {say('joining.accept')}
          </Button>
          <Button aria-label={say('joining.refuse-of', { name })} isDisabled={isBusy} onPress={() => onDecide('refused')}>
            {say('joining.refuse')}
          </Button>
        </div>
      )}
    </li>
  );
}
