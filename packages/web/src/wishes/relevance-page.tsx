import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PageSentence } from '../components/page-sentence.tsx';
import { useWords } from '../lib/words.ts';
import { totalRelevanceQuery } from './wishes-queries.ts';
import styles from './wishes.module.css';

/** How much of what the CERT sends concerns its readers, by what they say; and for whom it is too little. */
export function RelevancePage() {
  const { say } = useWords();
  const { quarter, below } = useSuspenseQuery(totalRelevanceQuery).data;
  const { judged, relevant, sharePercent } = quarter;
  return (
    <div className={styles['page']}>
      <PageSentence title={say('relevance.all')}>
        {sharePercent === undefined
          ? say('relevance.all.none')
          : `${say('relevance.all.judged', { count: judged })} ${say('relevance.all.relevant', { count: relevant, share: sharePercent })}`}
      </PageSentence>
      <section>
        <h2>{say('relevance.below')}</h2>
        {below.length === 0 && <p>{say('relevance.below.none')}</p>}
        <ul className={styles['plain']}>
          {below.map((one) => (
            <li key={one.institutionId} className={styles['contact']}>
              <Link to="/institutions/$id/wishes" params={{ id: one.institutionId }}>
                {one.institution}
              </Link>
              <span>{say('relevance.below.line', { share: one.sharePercent ?? 0, judged: one.judged })}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
