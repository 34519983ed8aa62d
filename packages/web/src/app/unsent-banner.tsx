import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '../components/button.tsx';
import { tell } from '../components/toasts.tsx';
import { WHAT_WAS_READ } from '../lib/queries.ts';
import { personOf, sessionQuery, type SignedIn } from '../lib/session.ts';
import { sendAgain, sendUnsentAs, useHeldUp, useUnsent } from '../lib/unsent.ts';
import { useWords } from '../lib/words.ts';
import { UnsentMessage } from './unsent-message.tsx';
import styles from './shell.module.css';

/** What this reader wrote and what is not with us yet, on every page: it goes by itself when there is a connection. */
export function UnsentBanner({ session }: { readonly session: SignedIn }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const who = personOf(session);
  const unsent = useUnsent();
  const isHeldUp = useHeldUp();
  const { actingFor } = session;
  useEffect(
    () =>
      sendUnsentAs(who, {
        nameOf: (id) => actingFor.find(({ institutionId }) => institutionId === id)?.institution,
        onSent: ({ what }) => {
          tell(say('unsent.sent', { what: say(what) }));
          void queries.invalidateQueries(WHAT_WAS_READ);
        },
      }),
    [who, say, queries, actingFor],
  );
  if (unsent.length === 0) return null;
  const waiting = unsent.filter((one) => one.refused === undefined).length;
  const refused = unsent.length - waiting;
  return (
    <section className={styles['banner']} aria-label={say('unsent.title')}>
      <p role="status">
        <strong>
          {waiting > 0 && (isHeldUp ? say('unsent.held-up', { count: waiting }) : say('unsent.count', { count: waiting }))}{' '}
          {refused > 0 && say('unsent.refused', { count: refused })}
        </strong>
      </p>
      <ul>
        {unsent.map((one) => (
          <UnsentMessage key={one.id} message={one} session={session} />
        ))}
      </ul>
      {isHeldUp ? (
        // Who is not known is shown the page to sign in on, and comes back here; who is known again after all just goes on.
        <Button look="main" onPress={() => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }).then(sendAgain)}>
          {say('unsent.sign-in')}
        </Button>
      ) : (
        <Button onPress={() => void sendAgain()}>{say('unsent.send-now')}</Button>
      )}
    </section>
  );
}
