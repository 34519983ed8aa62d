import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { QUEUE_STATES } from '@forewarn/core/matters/queue-state.ts';
import { useWords } from '../lib/words.ts';
import type { Queue } from './matter-queries.ts';
import styles from './queue.module.css';

/** Which matters are shown, and which sources are not heard. */
export function QueueTools({ head }: { readonly head: Queue }) {
  const { say } = useWords();
  const { matter, state } = useSearch({ from: '/queue' });
  const navigate = useNavigate();
  const { counts, sources } = head;
  return (
    <div className={styles['tools']}>
      <label>
        {say('queue.state')}
        <select
          value={state ?? ''}
          onChange={({ target }) =>
            void navigate({ to: '/queue', search: { matter, state: QUEUE_STATES.find((one) => one === target.value) } })
          }
        >
          <option value="">{say('queue.state.all')}</option>
          {QUEUE_STATES.map((one) => (
            <option key={one} value={one}>
              {say(`queue.state.${one}`)} ({counts[one]})
            </option>
          ))}
        </select>
      </label>
      {sources.failing.length === 0 ? (
        sources.all > 0 && <span className="soft">{say('queue.sources.well', { count: sources.all })}</span>
      ) : (
        <Link to="/sources" role="status">
          {say('queue.sources', { count: sources.failing.length })}
        </Link>
      )}
    </div>
  );
}
