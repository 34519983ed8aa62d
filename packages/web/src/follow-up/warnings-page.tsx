import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useWords } from '../lib/words.ts';
import { warningsQuery, type ListedWarning } from './board-queries.ts';
import styles from './board.module.css';

/** Every warning, newest first, with how many answered; the title leads to its board, or to its draft where it never went out. */
export function WarningsPage() {
  const { say } = useWords();
  const { warnings } = useSuspenseQuery(warningsQuery).data;
  const open = warnings.filter(({ state }) => state === 'open').length;
  return (
    <>
      <PageSentence title={say('warnings.title')}>{say('warnings.sentence', { count: open })}</PageSentence>
      {warnings.length === 0 ? (
        <EmptyState what={say('warnings.empty')} next={say('warnings.empty.next')} />
      ) : (
        <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('warnings.title')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                {(['reference', 'title', 'urgency', 'state', 'answers', 'released'] as const).map((column) => (
                  <th key={column} scope="col">
                    {say(`warnings.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {warnings.map((warning) => (
                <WarningRow key={warning.id} warning={warning} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function WarningRow({ warning }: { readonly warning: ListedWarning }) {
  const { say } = useWords();
  const { id, reference, title, urgency, state, counts, releasedAt, releasedVersion, hasDraft } = warning;
  return (
    <tr>
      <td>{reference}</td>
      <td>
        <Link to={releasedVersion === 0 ? '/drafts/$id' : '/open-warnings/$id'} params={{ id }}>
          {title}
        </Link>
      </td>
      <td>
        <UrgencyMark urgency={urgency} />
      </td>
      <td>
        {say(`warnings.state.${state}`)}{' '}
        {hasDraft && releasedVersion > 0 && (
          <Link to="/drafts/$id" params={{ id }}>
            {say('warnings.has-draft')}
          </Link>
        )}
      </td>
      <td>
        {counts !== undefined && releasedVersion > 0 && say('warnings.answered', { answered: counts.answered, told: counts.concerned })}
      </td>
      <td>{releasedAt !== undefined && <Time at={releasedAt} as="table" />}</td>
    </tr>
  );
}
