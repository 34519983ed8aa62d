import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { words } from '@forewarn/core/warnings/words.ts';
import { useWords } from '../lib/words.ts';
import { relevanceQuery } from './wishes-queries.ts';
import styles from './wishes.module.css';

/** How much of what was sent concerned them, by what they said, and what that proposes. */
export function Relevance({ institutionId, isMember }: { readonly institutionId: string; readonly isMember: boolean }) {
  const { say, language } = useWords();
  const { quarter, weeks, proposals } = useSuspenseQuery(relevanceQuery(institutionId)).data;
  const date = (day: string) =>
    new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    );
  return (
    <section aria-labelledby="relevance">
      <h2 id="relevance">{say(isMember ? 'relevance.title' : 'relevance.title.of')}</h2>
      {quarter.sharePercent === undefined ? (
        <p>{say(isMember ? 'relevance.none' : 'relevance.none.of')}</p>
      ) : (
        <p>
          {say(isMember ? 'relevance.sentence.judged' : 'relevance.of-them.judged', { count: quarter.judged })}{' '}
          {say(isMember ? 'relevance.sentence.relevant' : 'relevance.of-them.relevant', {
            count: quarter.relevant,
            share: quarter.sharePercent,
          })}{' '}
          {isMember && say('relevance.told', { told: quarter.told })}
        </p>
      )}
      {quarter.missed > 0 && <p>{say('relevance.missed', { count: quarter.missed })}</p>}
      {proposals.map((proposal) => (
        <p key={`${proposal.kind} ${proposal.product ?? proposal.urgency ?? ''}`}>
          {proposal.kind === 'not-used'
            ? say('proposal.not-used', { told: proposal.told, product: proposal.product ?? '' })
            : say('proposal.raise-floor', {
                told: proposal.told,
                count: proposal.relevant ?? 0,
                urgency: words(language)(`urgency.${proposal.urgency ?? 'for-information'}`),
              })}{' '}
          {proposal.kind === 'not-used' && isMember && <Link to="/inventory">{say('proposal.not-used.do')}</Link>}
        </p>
      ))}
      {weeks.length > 0 && (
        <details>
          <summary>{say('relevance.weeks')}</summary>
          <table className={styles['weeks']}>
            <tbody>
              {weeks.map(({ week, judged, relevant }) => (
                <tr key={week}>
                  <th scope="row">
                    {say('relevance.week')} {date(week)}
                  </th>
                  <td>{judged === 0 ? say('relevance.not-judged') : say('relevance.of', { relevant, judged })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}
