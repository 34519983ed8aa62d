import { useState } from 'react';
import { signInWithToken } from '@forewarn/api/token-sign-in.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { ByInvitation } from '../institutions/by-invitation.tsx';
import { SignInForm, SignInOutcome, SignInWays } from '../institutions/sign-in-ways.tsx';
import { useSignIn, type Enter } from '../institutions/use-sign-in.ts';
import styles from '../institutions/sign-in.module.css';
import { call } from '../lib/call.ts';
import { useInvitation } from '../lib/invitation.ts';
import { rememberPlace } from '../lib/returns-to.ts';
import { useAbout } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';

/** Signing in, by every way that there is; a token for programs' keepers comes last. The page that was asked for is shown after it. */
export function SignInPage() {
  const { say } = useWords();
  const about = useAbout();
  const { wrong, fault, enter } = useSignIn();
  const code = useInvitation();
  const title = say('sign-in.title', { cert: about.name });
  return (
    <>
      <PageSentence title={title}>{code === undefined ? title : say('sign-in.welcome', { cert: about.name })}</PageSentence>
      <div className={styles['ways']}>
        <SignInOutcome wrong={wrong} fault={fault} />
        {code !== undefined && (
          <>
            <p>{say('sign-in.invitation.why')}</p>
            <ByInvitation code={code} onEnter={enter} />
            <h2>{say('sign-in.already')}</h2>
          </>
        )}
        <SignInWays
          isFirst={code === undefined}
          onEnter={enter}
          onProvider={({ startsAt }) => {
            rememberPlace();
            location.assign(startsAt);
          }}
        />
        {code === undefined && (
          <details className={styles['way']}>
            <summary>{say('sign-in.by-invitation')}</summary>
            <ByInvitation onEnter={enter} />
          </details>
        )}
        <details className={styles['way']}>
          <summary>{say('sign-in.by-token')}</summary>
          <ByToken onEnter={enter} />
        </details>
      </div>
    </>
  );
}

function ByToken({ onEnter }: { readonly onEnter: Enter }) {
  const { say } = useWords();
  const [token, setToken] = useState('');
  return (
    <SignInForm onSend={() => void onEnter(() => call(signInWithToken, { body: { token: token.trim() } }), 'sign-in.wrong')}>
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
    </SignInForm>
  );
}
