import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { Loading } from '../components/loading.tsx';
import { buttonClass } from '../components/button.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { institutionsQuery } from './constituency-queries.ts';
import styles from './constituency.module.css';

/** Found by a part of the name, for who picks up the telephone; the name leads to all that is asked then. */
export function ConstituencyPage() {
  const { say } = useWords();
  const mayAdd = useMay('add-institutions');
  const { text = '' } = useSearch({ from: '/institutions' });
  const navigate = useNavigate();
  const { data } = useQuery(institutionsQuery(text));
  const rows = data?.institutions ?? [];
  return (
    <>
      <PageSentence title={say('constituency.title')}>{say('constituency.sentence', { count: rows.length })}</PageSentence>
      {mayAdd && (
        <p>
          <Link to="/institutions/import" className={buttonClass('plain')}>
            {say('import.link')}
          </Link>
        </p>
      )}
      <input
        className={styles['search']}
        type="search"
        aria-label={say('constituency.search')}
        placeholder={say('constituency.search')}
        value={text}
        onChange={({ target }) =>
          void navigate({ to: '/institutions', search: { text: target.value === '' ? undefined : target.value }, replace: true })
        }
      />
      {data === undefined && <Loading />}
      {data !== undefined && rows.length === 0 && <EmptyState what={say('constituency.empty')} next={say('constituency.empty.next')} />}
      <ul className={styles['answers']}>
        {rows.map(({ id, name, sector, contactCount, itemCount }) => (
          <li key={id}>
            <Link to="/institutions/$id" params={{ id }}>
              {name}
            </Link>{' '}
            <span className="soft">
              {say(`sector.${sector}`)} · {say('constituency.contacts', { count: contactCount })} ·{' '}
              {itemCount === 0 ? say('constituency.no-inventory') : say('constituency.items', { count: itemCount })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
