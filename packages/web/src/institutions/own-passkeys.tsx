import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changePasskey, removePasskey, type listPasskeys } from '@forewarn/api/sessions.ts';
import type { CallOutput } from '@forewarn/api/client.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { callAsMyself } from '../lib/call.ts';
import { deviceWords } from '../lib/device-words.ts';
import { isFault } from '../lib/fault.ts';
import { useWords } from '../lib/words.ts';
import { ownPasskeysQuery } from './account-queries.ts';
import { NotSent } from '../components/not-sent.tsx';
import { newPasskey } from './new-passkey.ts';
import { SignInForm } from './sign-in-ways.tsx';
import styles from './people.module.css';

type Passkey = CallOutput<typeof listPasskeys>['passkeys'][number];

/** One's own passkeys: named, added, removed with a way back; the last one only after it is said what that means. */
export function OwnPasskeys() {
  const { say } = useWords();
  const { passkeys } = useSuspenseQuery(ownPasskeysQuery).data;
  const [renamed, rename] = useState<Passkey>();
  const { change, remove } = usePasskeyChanges();
  const last = isFault(remove.error) && remove.error.code === 'last-passkey' ? remove.variables?.passkey : undefined;
  return (
    <section aria-labelledby="passkeys" className={styles['part']}>
      <h2 id="passkeys">{say('passkeys.title')}</h2>
      <p>{passkeys.length === 0 ? say('passkeys.none') : passkeys.length === 1 ? say('passkeys.one') : say('passkeys.why')}</p>
      <ul className={styles['plain']}>
        {passkeys.map((passkey) => (
          <li key={passkey.id} className={styles['person']}>
            <OnePasskey passkey={passkey} />
            <div className={styles['row']}>
              <Button aria-label={say('passkeys.rename-of', { name: passkey.name })} onPress={() => rename(passkey)}>
                {say('passkeys.rename')}
              </Button>
              <Button
                look="quiet"
                aria-label={say('passkeys.remove-of', { name: passkey.name })}
                onPress={() => remove.mutate({ passkey })}
              >
                {say('passkeys.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <NotSent sending={change} />
      {last === undefined && <NotSent sending={remove} />}
      <AddPasskey />
      <Dialog title={say('passkeys.last')} isOpen={last !== undefined} onClose={() => remove.reset()}>
        <p>{say('passkeys.last.why')}</p>
        <div className={styles['row']}>
          <Button look="main" onPress={() => remove.reset()}>
            {say('passkeys.last.keep')}
          </Button>
          <Button onPress={() => last !== undefined && remove.mutate({ passkey: last, evenTheLast: true })}>
            {say('passkeys.last.remove')}
          </Button>
        </div>
      </Dialog>
      <Dialog title={say('passkeys.rename')} isOpen={renamed !== undefined} onClose={() => rename(undefined)}>
        {renamed !== undefined && (
          <NameForm
            name={renamed.name}
            onName={(name) => change.mutate({ passkey: renamed, name }, { onSuccess: () => rename(undefined) })}
          >
            <NotSent sending={change} />
          </NameForm>
        )}
      </Dialog>
    </section>
  );
}

function usePasskeyChanges() {
  const { say } = useWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ownPasskeysQuery.queryKey });
  const change = useMutation({
    mutationFn: ({ passkey: { id }, name }: { readonly passkey: Passkey; readonly name?: string }) =>
      callAsMyself(changePasskey, { params: { id }, body: name === undefined ? { removed: false } : { name } }),
    onSuccess: ({ name }, { name: given }) => tell(say(given === undefined ? 'passkeys.restored' : 'passkeys.renamed', { name })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ passkey: { id }, evenTheLast }: { readonly passkey: Passkey; readonly evenTheLast?: true }) =>
      callAsMyself(removePasskey, { params: { id }, query: { evenTheLast } }),
    onSuccess: (_left, { passkey }) => tell(say('passkeys.removed', { name: passkey.name }), () => change.mutate({ passkey })),
    onSettled,
  });
  return { change, remove };
}

function OnePasskey({ passkey: { name, madeAt, usedAt, synchronised, suspect } }: { readonly passkey: Passkey }) {
  const { say } = useWords();
  return (
    <div>
      <strong>{name}</strong>
      {suspect && (
        <div>
          <strong>{say('passkeys.suspect')}</strong>
        </div>
      )}
      <div>{say(synchronised ? 'passkeys.synchronised' : 'passkeys.device')}</div>
      <div className="soft">
        {say('passkeys.made')} <Time at={madeAt} />.{' '}
        {usedAt === undefined ? (
          say('passkeys.never')
        ) : (
          <>
            {say('sessions.used')} <Time at={usedAt} />.
          </>
        )}
      </div>
    </div>
  );
}

function AddPasskey() {
  const { say } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState(() => deviceWords(navigator.userAgent));
  const add = useMutation({
    mutationFn: () => newPasskey(name.trim()),
    onSuccess: () => tell(say('passkeys.added', { name: name.trim() })),
    // The proof has given the session another word that acts need.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['session'] }),
        queries.invalidateQueries({ queryKey: ownPasskeysQuery.queryKey }),
      ]),
  });
  const isRefusedHere = add.error instanceof Error;
  return (
    <SignInForm onSend={() => add.mutate()}>
      <Field label={say('sign-in.invitation.name')} isRequired maxLength={100} value={name} onChange={setName} />
      {isRefusedHere ? <p role="alert">{say('passkeys.not-made')}</p> : <NotSent sending={add} />}
      <Button type="submit">{say('passkeys.add')}</Button>
    </SignInForm>
  );
}

function NameForm({
  name: known,
  onName,
  children,
}: {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly children: React.ReactNode;
}) {
  const { say } = useWords();
  const [name, setName] = useState(known);
  return (
    <SignInForm onSend={() => onName(name.trim())}>
      <Field label={say('contacts.name')} isRequired autoFocus maxLength={100} value={name} onChange={setName} />
      {children}
      <Button look="main" type="submit">
        {say('contacts.save')}
      </Button>
    </SignInForm>
  );
}
