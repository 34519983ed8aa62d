import { useSuspenseQuery } from '@tanstack/react-query';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { useWords } from '../lib/words.ts';
import { openWarningsQuery } from './warning-queries.ts';

/** A member's first screen: is there something to do, yes or no. */
export function HomePage() {
  const { say } = useWords();
  const { warnings } = useSuspenseQuery(openWarningsQuery).data;
  const sentence = warnings.length === 0 ? say('home.nothing') : say('home.one', { count: warnings.length });
  return (
    <>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      <ul>
        {warnings.map(({ id, title, urgency, releasedAt }) => (
          <li key={id}>
            <UrgencyMark urgency={urgency} /> {title} {releasedAt !== undefined && <Time at={releasedAt} />}
          </li>
        ))}
      </ul>
    </>
  );
}
