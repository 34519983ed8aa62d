import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, linkOptions, useNavigate, useSearch } from '@tanstack/react-router';
import { buttonClass } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Panes } from '../components/panes.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { Time } from '../components/time.tsx';
import { useKeys } from '../lib/keys.ts';
import { useWords } from '../lib/words.ts';
import { mattersQuery } from './matter-queries.ts';

/** What came in, newest first; the chosen matter stands in the address, so that a link and a reload keep the place. */
export function QueuePage() {
  const { say } = useWords();
  const { matters } = useSuspenseQuery(mattersQuery).data;
  const { matter: chosen } = useSearch({ from: '/queue' });
  const navigate = useNavigate();
  const matter = matters.find(({ id }) => id === chosen);
  useKeys({ s: () => matter !== undefined && void navigate(writing(matter)) });
  return (
    <>
      <PageSentence title={say('queue.title')}>{say('queue.sentence', { count: matters.length })}</PageSentence>
      {matters.length === 0 ? (
        <EmptyState what={say('queue.empty')} next={say('queue.empty.next')} />
      ) : (
        <Panes
          hasChosen={matter !== undefined}
          list={
            <RovingList
              label={say('queue.title')}
              rows={matters}
              chosen={chosen}
              onChoose={(id) => void navigate({ to: '/queue', search: { matter: id }, replace: true })}
            >
              {({ title, source, openedAt }) => (
                <>
                  <strong>{title}</strong>
                  <div className="soft">
                    {source} · <Time at={openedAt} />
                  </div>
                </>
              )}
            </RovingList>
          }
          detail={
            matter !== undefined && (
              <>
                <h2>{matter.title}</h2>
                <p className="soft">{matter.source}</p>
                <Link className={buttonClass('main')} {...writing(matter)}>
                  {say('queue.write')} <kbd>s</kbd>
                </Link>
              </>
            )
          }
        />
      )}
    </>
  );
}

/** Where the warning on a matter is written: the one there is, or a new one. */
function writing({ id, warningId }: { readonly id: string; readonly warningId?: string }) {
  return warningId === undefined
    ? linkOptions({ to: '/drafts/new', search: { matter: id } })
    : linkOptions({ to: '/drafts/$id', params: { id: warningId } });
}
