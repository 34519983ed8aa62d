import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useState } from 'react';
import { askPasskey, signInWithPasskey } from '@forewarn/api/sessions.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { call } from '../lib/call.ts';
import { isFault } from '../lib/fault.ts';
import { useWords } from '../lib/words.ts';
import styles from './people.module.css';

type Sending = { readonly isPaused: boolean; readonly error: unknown; readonly reset: () => void };

/**
 * What came of an act that did not succeed. Some acts ask once more who it is (`sign-in-again`): the passkey is asked for here, and what was
 * filled in stays.
 */
export function AskAgain({ sending, onSignedIn }: { readonly sending: Sending; readonly onSignedIn: () => void }) {
  const { say } = useWords();
  const [isWrong, setWrong] = useState(false);
  if (sending.isPaused)
    return (
      <p role="status">
        <strong>{say('people.waits')}</strong>
      </p>
    );
  if (sending.error === null || sending.error === undefined) return null;
  if (!isFault(sending.error) || sending.error.code !== 'sign-in-again')
    return <FaultState fault={sending.error} onTryAgain={sending.reset} />;
  const show = async () => {
    try {
      const options = await call(askPasskey, { body: {} });
      const response = await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
      await call(signInWithPasskey, { body: { response } });
      sending.reset();
      onSignedIn();
    } catch {
      setWrong(true);
    }
  };
  return (
    <div role="alert" className={styles['part']}>
      <p>{say(isWrong ? 'people.again.wrong' : 'people.again')}</p>
      <Button onPress={() => void show()}>{say('people.again.do')}</Button>
    </div>
  );
}
