import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { endOtherSessions, endSession } from '@forewarn/api/sessions.ts';
import { Button } from '../components/button.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { callAsMyself } from '../lib/call.ts';
import { deviceWords } from '../lib/device-words.ts';
import { useWords } from '../lib/words.ts';
import { ownSessionsQuery } from './account-queries.ts';
import { NotSent } from '../components/not-sent.tsx';
import styles from './people.module.css';

/** Where one is signed in, this browser first; each other one is ended at once. */
export function OwnSessions() {
  const { say } = useWords();
  const queries = useQueryClient();
  const { sessions } = useSuspenseQuery(ownSessionsQuery).data;
  const onSettled = () => queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
  const end = useMutation({
    mutationFn: (id: string) => callAsMyself(endSession, { params: { id } }),
    onSuccess: () => tell(say('sessions.ended')),
    onSettled,
  });
  const endOthers = useMutation({
    mutationFn: () => callAsMyself(endOtherSessions, { body: {} }),
    onSuccess: ({ ended }) => tell(say('sessions.others-ended', { count: ended })),
    onSettled,
  });
  const others = sessions.filter(({ current }) => !current);
  return (
    <section aria-labelledby="sessions" className={styles['part']}>
      <h2 id="sessions">{say('sessions.title')}</h2>
      <p>{others.length === 0 ? say('sessions.only-here') : say('sessions.why')}</p>
      <ul className={styles['plain']}>
        {[...sessions.filter(({ current }) => current), ...others].map(({ id, current, assurance, begunAt, usedAt, network, device }) => {
          const where = deviceWords(device) || say('sessions.unknown');
          return (
            <li key={id} className={styles['person']}>
              <div>
                <strong>{where}</strong> {current && <strong>({say('sessions.this')})</strong>}
                <div>
                  {say(`account.by.${assurance}`)} · {say('sessions.network', { network })}
                </div>
                <div className="soft">
                  {say('sessions.begun')} <Time at={begunAt} />. {say('sessions.used')} <Time at={usedAt} />.
                </div>
              </div>
              {!current && (
                <Button aria-label={say('sessions.end-of', { where })} onPress={() => end.mutate(id)}>
                  {say('sessions.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <NotSent sending={end} />
      <NotSent sending={endOthers} />
      {others.length > 0 && <Button onPress={() => endOthers.mutate()}>{say('sessions.end-others')}</Button>}
    </section>
  );
}
