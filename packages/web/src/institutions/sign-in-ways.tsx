import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { askMailCode, askPasskey, signInByMail, signInWithPasskey } from '@forewarn/api/sessions.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { call } from '../lib/call.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { signInProvidersQuery } from './sign-in-queries.ts';
import type { Enter } from './use-sign-in.ts';
import styles from './sign-in.module.css';

export type SignInProvider = { readonly id: string; readonly name: string; readonly startsAt: string };

/**
 * The ways in, as the sign-in page and the dialog that asks once more have them: a passkey first, then one's own organisation, then a code by
 * mail. `email`: whose code it must be, where that is known.
 */
export function SignInWays({
  onEnter,
  onProvider,
  email,
  mayMail = true,
  isFirst = true,
}: {
  readonly onEnter: Enter;
  readonly onProvider: (provider: SignInProvider) => void;
  readonly email?: string;
  readonly mayMail?: boolean;
  /** Whether nothing stands above that is to be done first. */
  readonly isFirst?: boolean;
}) {
  const { say } = useWords();
  const { data } = useQuery(signInProvidersQuery);
  return (
    <>
      <Button look={isFirst ? 'main' : 'plain'} onPress={() => void onEnter(byPasskey, 'sign-in.passkey.wrong')}>
        {say('sign-in.passkey')}
      </Button>
      {data?.providers.map((provider) => (
        <Button key={provider.id} onPress={() => onProvider(provider)}>
          {say('sign-in.provider', { name: provider.name })}
        </Button>
      ))}
      {mayMail && <ByMail email={email} onEnter={onEnter} />}
    </>
  );
}

/** What came of the last try. */
export function SignInOutcome({ wrong, fault }: { readonly wrong?: PlainKey; readonly fault: unknown }) {
  const { say } = useWords();
  return (
    <>
      {wrong !== undefined && (
        <p role="alert" className={styles['wrong']}>
          {say(wrong)}
        </p>
      )}
      {fault !== undefined && <FaultState fault={fault} />}
    </>
  );
}

async function byPasskey(): Promise<void> {
  const options = await call(askPasskey, { body: {} });
  const response = await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
  await call(signInWithPasskey, { body: { response } });
}

function ByMail({ email: known, onEnter }: { readonly email: string | undefined; readonly onEnter: Enter }) {
  const { say } = useWords();
  const [email, setEmail] = useState(known ?? '');
  const [code, setCode] = useState('');
  const [shortCode, setShortCode] = useState<string>();
  const [fault, setFault] = useState<unknown>();
  const ask = () => call(askMailCode, { body: { email: email.trim() } }).then((asked) => setShortCode(asked.shortCode), setFault);
  if (shortCode === undefined)
    return (
      <SignInForm onSend={() => void ask()}>
        {known === undefined && (
          <Field label={say('sign-in.email')} type="email" name="email" autoComplete="email" isRequired value={email} onChange={setEmail} />
        )}
        {fault !== undefined && <FaultState fault={fault} />}
        <Button type="submit">{known === undefined ? say('sign-in.ask-code') : say('sign-in.ask-code-at', { email: known })}</Button>
        {known !== undefined && <p className="soft">{say('again.code-shows-less')}</p>}
      </SignInForm>
    );
  return (
    <SignInForm onSend={() => void onEnter(() => call(signInByMail, { body: { code, shortCode } }), 'sign-in.code.wrong')}>
      <p>{say('sign-in.code-sent', { shortCode })}</p>
      <Field
        label={say('sign-in.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        isRequired
        autoFocus
        value={code}
        onChange={setCode}
      />
      <Button look="main" type="submit">
        {say('sign-in.do')}
      </Button>
    </SignInForm>
  );
}

export function SignInForm({ onSend, children }: { readonly onSend: () => void; readonly children: ReactNode }) {
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
    </form>
  );
}
