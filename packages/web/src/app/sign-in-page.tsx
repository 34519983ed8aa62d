import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { signInWithToken } from '@forewarn/api/token-sign-in.ts';
import { askMailCode, askPasskey, signInByMail, signInWithPasskey } from '@forewarn/api/sessions.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { call } from '../lib/call.ts';
import { isFault } from '../lib/fault.ts';
import { sessionQuery, useAbout } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './sign-in-page.module.css';

/** Signing in: a passkey first, then a code by mail, then a token for programs' keepers. The page that was asked for is shown after it. */
export function SignInPage() {
  const { say } = useWords();
  const about = useAbout();
  const queries = useQueryClient();
  const [wrong, setWrong] = useState<PlainKey>();
  const [fault, setFault] = useState<unknown>();
  const enter = async (way: () => Promise<unknown>, otherwise: PlainKey) => {
    setWrong(undefined);
    setFault(undefined);
    try {
      await way();
      const session = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      if (session.kind === 'nobody') setWrong(otherwise);
      return session.kind !== 'nobody';
    } catch (cause) {
      if (cause instanceof Error || (isFault(cause) && cause.status === 401)) setWrong(otherwise);
      else setFault(cause);
      return false;
    }
  };
  const title = say('sign-in.title', { cert: about.name });
  return (
    <>
      <PageSentence title={title}>{title}</PageSentence>
      <div className={styles['ways']}>
        {wrong !== undefined && (
          <p role="alert" className={styles['wrong']}>
            {say(wrong)}
          </p>
        )}
        {fault !== undefined && <FaultState fault={fault} />}
        <Button look="main" onPress={() => void enter(byPasskey, 'sign-in.passkey.wrong')}>
          {say('sign-in.passkey')}
        </Button>
        <ByMail onEnter={(way) => enter(way, 'sign-in.code.wrong')} />
        <Way title={say('sign-in.by-token')}>
          <ByToken onEnter={(way) => enter(way, 'sign-in.wrong')} />
        </Way>
      </div>
    </>
  );
}

type Enter = { readonly onEnter: (way: () => Promise<unknown>) => Promise<boolean> };

async function byPasskey(): Promise<void> {
  const options = await call(askPasskey, { body: {} });
  const response = await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
  await call(signInWithPasskey, { body: { response } });
}

function ByMail({ onEnter }: Enter) {
  const { say } = useWords();
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const [shortCode, setShortCode] = useState<string>();
  const [fault, setFault] = useState<unknown>();
  const ask = () => call(askMailCode, { body: { email: email.trim() } }).then((asked) => setShortCode(asked.shortCode), setFault);
  if (shortCode === undefined)
    return (
      <Form onSend={() => void ask()}>
        <Field label={say('sign-in.email')} type="email" name="email" autoComplete="email" isRequired value={email} onChange={setEmail} />
        {fault !== undefined && <FaultState fault={fault} />}
        <Button type="submit">{say('sign-in.ask-code')}</Button>
      </Form>
    );
  return (
    <Form onSend={() => void onEnter(() => call(signInByMail, { body: { code, shortCode } }))}>
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
    </Form>
  );
}

function ByToken({ onEnter }: Enter) {
  const { say } = useWords();
  const [token, setToken] = useState('');
  return (
    <Form onSend={() => void onEnter(() => call(signInWithToken, { body: { token: token.trim() } }))}>
      <Field
        label={say('sign-in.token')}
        help={say('sign-in.token.help')}
        type="password"
        name="token"
        autoComplete="current-password"
        isRequired
        value={token}
        onChange={setToken}
      />
      <Button type="submit">{say('sign-in.do')}</Button>
    </Form>
  );
}

function Form({ onSend, children }: { readonly onSend: () => void; readonly children: ReactNode }) {
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

function Way({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className={styles['way']}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
