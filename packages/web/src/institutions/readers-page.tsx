import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useSession } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { readersQuery } from './people-queries.ts';
import styles from './people.module.css';

/** What was looked at, by the beginning of the name that the trail gives it. */
const WHAT: readonly (readonly [start: string, word: PlainKey])[] = [
  ['institution-', 'readers.institution'],
  ['inventory-', 'readers.inventory'],
  ['inventories-', 'readers.inventory'],
  ['contents-', 'readers.inventory'],
  ['upload-', 'readers.inventory'],
  ['reachability-', 'readers.people'],
  ['contacts-', 'readers.people'],
  ['contact-', 'readers.people'],
  ['test-calls-', 'readers.people'],
  ['concerned-', 'readers.concerned'],
  ['matches-', 'readers.matches'],
  ['applicability-', 'readers.matches'],
  ['proof-', 'readers.proof'],
];

/** "Wie heeft onze gegevens bekeken?": every look by somebody else. */
export function ReadersPage() {
  const { say } = useWords();
  const session = useSession();
  const institutionId = session.kind === 'nobody' ? undefined : session.institutionId;
  return institutionId === undefined ? (
    <EmptyState isPage what={say('home.nobody')} next={say('home.nobody.next')} />
  ) : (
    <Readers institutionId={institutionId} />
  );
}

function Readers({ institutionId }: { readonly institutionId: string }) {
  const { say } = useWords();
  const pages = useSuspenseInfiniteQuery(readersQuery(institutionId));
  const readers = pages.data.pages.flatMap((page) => page.readers);
  return (
    <div className={styles['page']}>
      <PageSentence title={say('readers.title')}>{say('readers.title')}</PageSentence>
      {readers.length === 0 ? (
        <EmptyState what={say('readers.none')} next={say('readers.none.next')} />
      ) : (
        <>
          <p>{say('readers.why')}</p>
          <ul className={styles['plain']}>
            {readers.map(({ at, name, what, subject, amongOthers }) => (
              <li key={`${at} ${name} ${what} ${subject.id}`} className={styles['person']}>
                <div>
                  <strong>{name}</strong> {say(WHAT.find(([start]) => what.startsWith(start))?.[1] ?? 'readers.other')}
                  {what.endsWith('-exported') && ` ${say('readers.exported')}`}
                  {amongOthers && <span className="soft"> {say('readers.among')}</span>}
                  <div className="soft">
                    <Time at={at} />
                  </div>
                </div>
              </li>
            ))}
          </ul>
          {pages.hasNextPage && <Button onPress={() => void pages.fetchNextPage()}>{say('readers.more')}</Button>}
        </>
      )}
    </div>
  );
}
