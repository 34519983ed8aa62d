import { useSuspenseQuery } from '@tanstack/react-query';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { firstScreenQuery } from './warning-queries.ts';

/** A member's first screen: is there something to do, yes, no, or do we not know. */
export function HomePage() {
  const { say } = useWords();
  const session = useSession();
  const institutionId = session.kind === 'nobody' ? undefined : session.institutionId;
  return institutionId === undefined ? (
    <EmptyState what={say('home.nobody')} next={say('home.nobody.next')} />
  ) : (
    <Screen institutionId={institutionId} />
  );
}

function Screen({ institutionId }: { readonly institutionId: string }) {
  const { say } = useWords();
  const { kind, toDo } = useSuspenseQuery(firstScreenQuery(institutionId)).data;
  const sentence =
    kind === 'nothing' ? say('home.nothing') : kind === 'not-known' ? say('home.unknown') : say('home.one', { count: toDo.length });
  return (
    <>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      {kind === 'not-known' && <p>{say('home.unknown.next')}</p>}
      <ul>
        {toDo.map(({ id, title, urgency, releasedAt }) => (
          <li key={id}>
            <UrgencyMark urgency={urgency} /> {title} {releasedAt !== undefined && <Time at={releasedAt} />}
          </li>
        ))}
      </ul>
    </>
  );
}
