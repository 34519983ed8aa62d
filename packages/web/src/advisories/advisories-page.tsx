import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { Loading } from '../components/loading.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useWords } from '../lib/words.ts';
import { advisoriesQuery } from './advisory-queries.ts';
import styles from './advisory.module.css';

/** What was read last; what is searched for stands in the address. */
export function AdvisoriesPage() {
  const { say } = useWords();
  const { text = '' } = useSearch({ from: '/advisories' });
  const navigate = useNavigate();
  const { data } = useQuery(advisoriesQuery(text));
  const rows = data?.advisories ?? [];
  return (
    <>
      <PageSentence title={say('advisories.title')}>{say('advisories.sentence', { count: rows.length })}</PageSentence>
      <input
        className={styles['search']}
        type="search"
        aria-label={say('advisories.search')}
        placeholder={say('advisories.search')}
        value={text}
        onChange={({ target }) =>
          void navigate({ to: '/advisories', search: { text: target.value === '' ? undefined : target.value }, replace: true })
        }
      />
      {data === undefined && <Loading />}
      {data !== undefined && rows.length === 0 && <EmptyState what={say('advisories.empty')} next={say('advisories.empty.next')} />}
      {rows.length > 0 && (
        <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('advisories.title')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                {(['title', 'publisher', 'severity', 'read'] as const).map((column) => (
                  <th key={column} scope="col">
                    {say(`advisories.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, title, publisher, trackingId, severity, knownExploited, readAt }) => (
                <tr key={id}>
                  <td>
                    <Link to="/advisories/$id" params={{ id }}>
                      {title}
                    </Link>
                    <div className="soft">{trackingId}</div>
                  </td>
                  <td>{publisher}</td>
                  <td>
                    {severity} {knownExploited && <strong>{say('advisory.exploited')}</strong>}
                  </td>
                  <td>
                    <Time at={readAt} as="table" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
