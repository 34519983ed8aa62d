import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { Button } from '../components/button.tsx';
import { tell } from '../components/toasts.tsx';
import type { Fault } from '../lib/fault.ts';
import { WHAT_WAS_READ } from '../lib/queries.ts';
import { personOf, type SignedIn } from '../lib/session.ts';
import { sendAgain, sendUnsentAs, throwAway, typedIn, useUnsent, type Unsent } from '../lib/unsent.ts';
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
  useEffect(
    () =>
      sendUnsentAs(who, ({ what }) => {
        tell(say('unsent.sent', { what: say(what) }));
        void queries.invalidateQueries(WHAT_WAS_READ);
      }),
    [who, say, queries],
  );
  if (unsent.length === 0) return null;
  const { actingFor, home } = session;
  const isOfSeveral = actingFor.length > 0;
  const nameOf = ({ institutionId }: Unsent) =>
    institutionId === undefined
      ? (home.institution ?? home.name)
      : (actingFor.find((one) => one.institutionId === institutionId)?.institution ?? institutionId);
  return (
    <section className={styles['banner']} aria-label={say('unsent.title')}>
      <p role="status">
        <strong>{say('unsent.count', { count: unsent.length })}</strong>
      </p>
      <ul>
        {unsent.map((one) => (
          <li key={one.id}>
            {say(one.what)}
            {isOfSeveral && <> {say('unsent.for', { institution: nameOf(one) })}</>}
            {typedIn(one) !== '' && (
              <>
                : <q>{typedIn(one)}</q>
              </>
            )}{' '}
            {one.refused !== undefined && <WhyRefused fault={one.refused} />}{' '}
            <Button look="quiet" onPress={() => throwAway(one.id)}>
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
  const { what, next } = useFaultWords(fault);
  return (
    <>
      {what} {next}
    </>
  );
}
