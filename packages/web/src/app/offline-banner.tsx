import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { Button } from '../components/button.tsx';
import { ProblemList } from '../components/problem-list.tsx';
import { tell } from '../components/toasts.tsx';
import type { Fault } from '../lib/fault.ts';
import { WHAT_WAS_READ } from '../lib/queries.ts';
import { personOf, type SignedIn } from '../lib/session.ts';
import { answerIn, sendAgain, sendUnsentAs, throwAway, typedIn, useUnsent, type Unsent } from '../lib/unsent.ts';
import { useFaultWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';
import styles from './shell.module.css';

/** Says that there is no connection, as long as there is none. */
export function OfflineBanner() {
  const { say } = useWords();
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  if (isOnline) return null;
  return (
    <p className={styles['banner']} role="status">
      {say('app.offline')}
    </p>
  );
}

/** What this reader wrote and what is not with us yet, on every page: it goes by itself when there is a connection. */
export function UnsentBanner({ session }: { readonly session: SignedIn }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const who = personOf(session);
  const unsent = useUnsent();
  const { actingFor, home } = session;
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
  const ofWhom = ({ institutionId, institution }: Unsent) => {
    if (institutionId === undefined)
      return actingFor.length === 0 ? [] : [say('unsent.for', { institution: home.institution ?? home.name })];
    // Of one that the reader may no longer act for the name was kept.
    const name = actingFor.find((one) => one.institutionId === institutionId)?.institution ?? institution;
    return [name === undefined ? say('unsent.for-other') : say('unsent.for', { institution: name })];
  };
  /** What it is, so that one is told from another. */
  const named = (one: Unsent) => {
    const answer = answerIn(one);
    return [say(one.what), ...ofWhom(one), ...(answer === undefined ? [] : [`(${say(`answer.${answer}`)})`])].join(' ');
  };
  return (
    <section className={styles['banner']} aria-label={say('unsent.title')}>
      <p role="status">
        <strong>{say('unsent.count', { count: unsent.length })}</strong>
      </p>
      <ul>
        {unsent.map((one) => (
          <li key={one.id}>
            {named(one)}
            {typedIn(one) !== '' && (
              <>
                : <q>{typedIn(one)}</q>
              </>
            )}{' '}
            {one.refused !== undefined && <WhyRefused fault={one.refused} />}{' '}
            <Button
              look="quiet"
              aria-label={say('unsent.throw-away-one', { what: [named(one), typedIn(one)].filter((part) => part !== '').join(': ') })}
              onPress={() => throwAway(one.id)}
            >
              {say('unsent.throw-away')}
            </Button>
          </li>
        ))}
      </ul>
      <Button onPress={() => void sendAgain()}>{say('unsent.send-now')}</Button>
    </section>
  );
}

function WhyRefused({ fault }: { readonly fault: Fault }) {
  const { what, next, problems } = useFaultWords(fault);
  return (
    <>
      {what} {next} <ProblemList problems={problems} />
    </>
  );
}
