import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { deviceWords } from '../lib/device-words.ts';
import { isFault } from '../lib/fault.ts';
import { forgetInvitation } from '../lib/invitation.ts';
import { useWords } from '../lib/words.ts';
import { newPasskey } from './new-passkey.ts';
import { SignInForm } from './sign-in-ways.tsx';
import type { Enter } from './use-sign-in.ts';

/** The first sign-in: a one-time code, of an invitation or from the CERT on the telephone, makes the first passkey. */
export function ByInvitation({ code: known, onEnter }: { readonly code?: string; readonly onEnter: Enter }) {
  const { say } = useWords();
  const [code, setCode] = useState(known ?? '');
  const [name, setName] = useState(() => deviceWords(navigator.userAgent));
  const enter = () =>
    onEnter(
      () => newPasskey(name.trim(), code.trim()),
      (cause) => (isFault(cause) ? 'sign-in.invitation.ended' : 'sign-in.passkey.not-made'),
    );
  return (
    <SignInForm onSend={() => void enter().then((session) => session !== undefined && forgetInvitation())}>
      <Field
        label={say('sign-in.invitation.code')}
        help={say('sign-in.invitation.help')}
        isRequired
        autoComplete="off"
        minLength={43}
        maxLength={60}
        value={code}
        onChange={setCode}
      />
      <Field label={say('sign-in.invitation.name')} isRequired maxLength={100} value={name} onChange={setName} />
      <Button look={known === undefined ? 'plain' : 'main'} type="submit">
        {say('sign-in.invitation.do')}
      </Button>
    </SignInForm>
  );
}
