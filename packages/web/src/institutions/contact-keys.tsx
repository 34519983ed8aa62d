import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { addKey, listKeys, removeKey } from '@forewarn/api/doors.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Loading } from '../components/loading.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { isFault } from '../lib/fault.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import styles from './people.module.css';

type Key = CallOutput<typeof listKeys>['keys'][number];
type Of = { readonly institutionId: string; readonly contactId: string; readonly name: string };

/** The keys that mail to a contact is encrypted to: what they mean in words, each with its mark and end; handed in and taken away. */
export function ContactKeys({ institutionId, contactId, name }: Of) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const mayChange = useMay('change-institution');
  const params = { id: institutionId, contactId };
  const shown = useQuery({ queryKey: ['institutions', 'keys', institutionId, contactId], queryFn: () => call(listKeys, { params }) });
  const remove = useMutation({
    mutationFn: ({ id }: Key) => call(removeKey, { params: { ...params, keyId: id } }),
    onSuccess: () => tell(say('contact-keys.removed', { name })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  if (shown.isPending) return <Loading />;
  const keys = shown.data?.keys ?? [];
  return (
    <div className={styles['part']}>
      <p>
        <strong>{shown.data?.inWords?.[language] ?? say('contact-keys.none')}</strong>
      </p>
      <NotSent sending={{ ...shown, reset: () => void shown.refetch() }} />
      <ul className={styles['plain']}>
        {keys.map((key) => (
          <li key={key.id} className={styles['person']}>
            <KeyFacts of={key} name={name} />
            {mayChange && (
              <Button
                isPending={remove.isPending}
                aria-label={say('contact-keys.remove-of', { fingerprint: key.fingerprint.slice(-8) })}
                onPress={() => remove.mutate(key)}
              >
                {say('contact-keys.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <NotSent sending={remove} />
      <p className="soft">{say('contact-keys.found')}</p>
      {mayChange && <HandIn institutionId={institutionId} contactId={contactId} name={name} />}
    </div>
  );
}

function KeyFacts({
  of: { kind, algorithm, fingerprint, source, addresses, expiresAt, fault },
  name,
}: {
  readonly of: Key;
  readonly name: string;
}) {
  const { say } = useWords();
  return (
    <div>
      <strong>{say(`contact-keys.kind.${kind}`)}</strong> <span className="soft">{algorithm}</span>
      <div className={styles['mark']}>
        {say('contact-keys.fingerprint')} {fingerprint.match(/.{1,4}/g)?.join(' ')}
      </div>
      {addresses.length > 0 && <div>{addresses.join(', ')}</div>}
      <div className="soft">{say(`contact-keys.source.${source}`)}</div>
      {fault !== undefined && fault !== 'expired' && <strong>{say(`contact-keys.fault.${fault}`)}</strong>}
      {expiresAt === undefined ? (
        <div>{say('contact-keys.no-end')}</div>
      ) : (
        <div>
          {say(fault === 'expired' ? 'contact-keys.ended' : 'contact-keys.ends')} <Time at={expiresAt} />.{' '}
          {fault !== 'expired' && say('contact-keys.then', { name })}
        </div>
      )}
    </div>
  );
}

/** Pasted, or out of a file; whatever was typed stays until it is taken. */
function HandIn({ institutionId, contactId, name }: Of) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const add = useMutation({
    mutationFn: () => call(addKey, { params: { id: institutionId, contactId }, body: { key } }),
    onSuccess: () => {
      setKey('');
      tell(say('contact-keys.added', { name }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  const wrong = isFault(add.error) ? WRONG.find((code) => isFault(add.error) && code === add.error.code) : undefined;
  return (
    <form
      className={styles['part']}
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim() !== '') add.mutate();
      }}
    >
      <Field
        label={say('contact-keys.paste')}
        help={say('contact-keys.paste.help')}
        fault={wrong === undefined ? undefined : say(`contact-keys.wrong.${wrong}`)}
        lines={5}
        value={key}
        onChange={(text) => {
          add.reset(); // a field that is wrong holds its form back
          setKey(text);
        }}
        isRequired
        maxLength={200_000}
      />
      <label className="labelled">
        {say('contact-keys.file')}
        <input
          type="file"
          accept=".asc,.pgp,.gpg,.pem,.cer,.crt,.der"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file === undefined) return;
            add.reset();
            void textOf(file).then(setKey);
          }}
        />
      </label>
      {wrong === undefined && <NotSent sending={add} />}
      <Button look="main" type="submit" isPending={add.isPending}>
        {say('contact-keys.add')}
      </Button>
    </form>
  );
}

const WRONG = ['key-secret', 'key-several', 'key-unreadable', 'key-unusable', 'keys-too-many'] as const;
const FILE_BYTES_MAX = 140_000;

/** A file as it is, where it is text; else in base64, which the server reads as well. What is no key is not read whole. */
async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, FILE_BYTES_MAX).arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('');
  return bytes.every((byte) => byte < 128) ? text : btoa(text);
}
