import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { keepServiceDesk, removeServiceDesk, testServiceDesk, type showServiceDesk } from '@forewarn/api/service-desk.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { NotSent } from '../components/not-sent.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { isFault } from '../lib/fault.ts';
import { useWords } from '../lib/words.ts';
import { serviceDeskQuery } from './service-desk-queries.ts';
import styles from './service-desk.module.css';

type Desk = CallOutput<typeof showServiceDesk>['desk'];
type Given = { readonly url: string; readonly userName: string; readonly password?: string; readonly enabled: boolean };

/** Where the service desk is and as whom we sign in there; kept and tried in one go. The password goes one way. */
export function Connection({ desk }: { readonly desk: Desk }) {
  const { say, language } = useWords();
  const [url, setUrl] = useState(desk?.url ?? '');
  const [userName, setUserName] = useState(desk?.userName ?? '');
  const [password, setPassword] = useState('');
  const [enabled, enable] = useState(desk?.enabled ?? true);
  const { keep, test, remove } = useDeskChanges(() => setPassword(''));
  const fault = test.isIdle ? desk?.lastFault?.[language] : undefined;
  const keepsPassword = desk?.hasPassword === true && url === desk.url;
  const isWrongAddress = isFault(keep.error) && keep.error.code === 'input-unreadable';
  return (
    <section aria-labelledby="connection" className={styles['part']}>
      <h2 id="connection">{say('desk.connection')}</h2>
      {fault !== undefined && (
        <p className={styles['fault']}>
          <strong>{say('desk.last')}</strong> {fault}
        </p>
      )}
      <form
        className={styles['part']}
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate({ url, userName, enabled, ...(password === '' ? {} : { password }) });
        }}
      >
        <div className={styles['fields']}>
          {' '}
          <Field
            label={say('desk.url')}
            help={say('desk.url.help')}
            fault={isWrongAddress ? say('desk.url.wrong') : undefined}
            inputMode="url"
            value={url}
            onChange={(text) => {
              keep.reset(); // a field that is wrong holds its form back
              setUrl(text);
            }}
            isRequired
            maxLength={500}
          />
          <Field label={say('desk.user')} help={say('desk.user.help')} value={userName} onChange={setUserName} isRequired maxLength={200} />
          <Field
            label={say('desk.password')}
            help={say(keepsPassword ? 'desk.password.kept' : desk === undefined ? 'desk.password.help' : 'desk.password.again')}
            type="password"
            autoComplete="off"
            value={password}
            onChange={setPassword}
            isRequired={!keepsPassword}
            maxLength={500}
          />
        </div>{' '}
        <label className={styles['check']}>
          <input type="checkbox" checked={enabled} onChange={({ target }) => enable(target.checked)} />
          {say('desk.enabled')}
        </label>
        <Button look="main" type="submit" isPending={keep.isPending || test.isPending}>
          {say('desk.keep')}
        </Button>
        {!isWrongAddress && <NotSent sending={keep} />}
      </form>
      {desk !== undefined && (
        <div className={styles['row']}>
          <Button isPending={test.isPending} onPress={() => test.mutate()}>
            {say('desk.test')}
          </Button>
          <Button look="quiet" isPending={remove.isPending} onPress={() => remove.mutate()}>
            {say('desk.remove')}
          </Button>
        </div>
      )}
      <Outcome test={test} />
      <NotSent sending={remove} />
    </section>
  );
}

function Outcome({ test }: { readonly test: ReturnType<typeof useDeskChanges>['test'] }) {
  const { say, language } = useWords();
  if (test.isPending) return <p role="status">{say('desk.testing')}</p>;
  if (test.data === undefined) return <NotSent sending={test} />;
  return (
    <p role="status" className={styles[test.data.works ? 'works' : 'fault']}>
      <strong>{say(test.data.works ? 'desk.test.right' : 'desk.test.wrong')}</strong> {test.data[language]}
    </p>
  );
}

function useDeskChanges(onKept: () => void) {
  const { say } = useWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: serviceDeskQuery.queryKey });
  const test = useMutation({ mutationFn: () => call(testServiceDesk, {}), onSettled });
  const keep = useMutation({
    mutationFn: (body: Given) => call(keepServiceDesk, { body }),
    onSuccess: () => {
      onKept();
      test.mutate();
    },
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => call(removeServiceDesk, {}),
    onSuccess: () => {
      test.reset();
      tell(say('desk.removed'));
    },
    onSettled,
  });
  return { keep, test, remove };
}
