import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { addFeed, restoreFeed, revokeFeed, type listFeeds } from '@forewarn/api/feeds.ts';
import { Button } from '../components/button.tsx';
import { CopyField } from '../components/copy-field.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Field } from '../components/field.tsx';
import { NotSent } from '../components/not-sent.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { isFault } from '../lib/fault.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { feedsQuery } from './feed-queries.ts';
import styles from './feeds.module.css';

type Feed = CallOutput<typeof listFeeds>['feeds'][number];

/** "Feeds en agenda": secret links by which a program of a member follows its warnings and deadlines. */
export function FeedsPage() {
  const { say } = useWords();
  return useMay('keep-feeds') ? <Feeds /> : <EmptyState isPage what={say('wrong.not-allowed')} next={say('feeds.not-you')} />;
}

function Feeds() {
  const { say } = useWords();
  const { feeds } = useSuspenseQuery(feedsQuery).data;
  const inUse = feeds.filter(({ revokedAt }) => revokedAt === undefined);
  const ended = feeds.filter(({ revokedAt }) => revokedAt !== undefined);
  return (
    <div className={styles['page']}>
      <PageSentence title={say('feeds.title')}>
        {inUse.length === 0 ? say('feeds.none') : say('feeds.sentence', { count: inUse.length })}
      </PageSentence>
      <p>{say('feeds.why')}</p>
      <MakeFeed />
      {inUse.length > 0 && (
        <section aria-labelledby="in-use" className={styles['form']}>
          <h2 id="in-use">{say('feeds.in-use')}</h2>
          <FeedList feeds={inUse} />
        </section>
      )}
      {ended.length > 0 && (
        <section aria-labelledby="ended" className={styles['form']}>
          <h2 id="ended">{say('feeds.ended')}</h2>
          <FeedList feeds={ended} />
        </section>
      )}
    </div>
  );
}

/** The addresses of a new link are shown here, once: what is kept of them opens nothing. */
function MakeFeed() {
  const { say } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: (of: string) => call(addFeed, { body: { name: of } }),
    onSuccess: () => setName(''),
    onSettled: () => queries.invalidateQueries({ queryKey: feedsQuery.queryKey }),
  });
  const isFull = isFault(make.error) && make.error.code === 'feeds-too-many';
  return (
    <>
      {make.data !== undefined && (
        <section aria-labelledby="made" className={styles['made']}>
          <h2 id="made">{say('feeds.made', { name: make.variables ?? '' })}</h2>
          <p role="status">
            <strong>{say('feeds.once')}</strong>
          </p>
          <CopyField
            label={say('feeds.calendar')}
            value={make.data.calendarUrl}
            help={say('feeds.calendar.do')}
            copy={say('feeds.calendar.copy')}
          />
          <CopyField label={say('feeds.atom')} value={make.data.atomUrl} help={say('feeds.atom.do')} copy={say('feeds.atom.copy')} />
        </section>
      )}
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') make.mutate(name);
        }}
      >
        <Field label={say('feeds.name')} help={say('feeds.name.help')} value={name} onChange={setName} isRequired maxLength={100} />
        <Button look="main" type="submit" isPending={make.isPending}>
          {say('feeds.make')}
        </Button>
        {isFull ? <p role="alert">{say('feeds.full')}</p> : <NotSent sending={make} />}
      </form>
    </>
  );
}

function FeedList({ feeds }: { readonly feeds: readonly Feed[] }) {
  const { say } = useWords();
  const { revoke, restore } = useFeedChanges();
  return (
    <>
      <NotSent sending={revoke} />
      <NotSent sending={restore} />
      <ul className={styles['plain']}>
        {feeds.map((feed) => (
          <li key={feed.id} className={styles['link']}>
            <div>
              <strong>{feed.name}</strong>
              <div className="soft">
                {say('feeds.by', { name: feed.madeBy })} <Time at={feed.madeAt} />
              </div>
              <div className="soft">
                {feed.lastUsedAt === undefined ? (
                  say('feeds.unused')
                ) : (
                  <>
                    {say('feeds.used')} <Time at={feed.lastUsedAt} />
                  </>
                )}
              </div>
              {feed.revokedAt !== undefined && (
                <div>
                  {say('feeds.ended-at')} <Time at={feed.revokedAt} />
                </div>
              )}
            </div>
            {feed.revokedAt === undefined && (
              <Button
                isPending={revoke.isPending}
                aria-label={say('feeds.revoke-of', { name: feed.name })}
                onPress={() => revoke.mutate(feed)}
              >
                {say('feeds.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Ended at once; the way back stays as long as the message that says so. */
function useFeedChanges() {
  const { say } = useWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: feedsQuery.queryKey });
  const restore = useMutation({
    mutationFn: ({ id }: Feed) => call(restoreFeed, { params: { id } }),
    onSuccess: (_restored, { name }) => tell(say('feeds.restored', { name })),
    onSettled,
  });
  const revoke = useMutation({
    mutationFn: ({ id }: Feed) => call(revokeFeed, { params: { id } }),
    onSuccess: (_revoked, feed) => tell(say('feeds.revoked', { name: feed.name }), () => restore.mutate(feed)),
    onSettled,
  });
  return { revoke, restore };
}
