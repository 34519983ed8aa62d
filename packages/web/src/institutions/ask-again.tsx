import { useEffect, useState } from 'react';
import { showSession } from '@forewarn/api/sessions.ts';
import { Dialog } from '../components/dialog.tsx';
import { tell } from '../components/toasts.tsx';
import { useAsking } from '../lib/ask-again.ts';
import { callAsMyself } from '../lib/call.ts';
import { readerOf, useSession, type SignedIn } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { SignInOutcome, SignInWays, type SignInProvider } from './sign-in-ways.tsx';
import { useSignIn, type Enter } from './use-sign-in.ts';
import styles from './sign-in.module.css';

/** The one dialog in which a reader shows once more who it is; the page below stays as it was, and what was asked goes on after it. */
export function AskAgain() {
  const asking = useAsking();
  const session = useSession();
  const isSomebodyElse =
    asking !== undefined && (session.kind === 'nobody' || (asking.of !== undefined && readerOf(session) !== asking.of));
  useEffect(() => {
    if (isSomebodyElse) asking.settle(false); // what the one wanted is not done as the other
  }, [asking, isSomebodyElse]);
  return asking === undefined || session.kind === 'nobody' || isSomebodyElse ? null : (
    <Asking session={session} onSettled={asking.settle} />
  );
}

function Asking({ session, onSettled }: { readonly session: SignedIn; readonly onSettled: (isShown: boolean) => void }) {
  const { say } = useWords();
  const { wrong, fault, enter } = useSignIn();
  const [elsewhere, setElsewhere] = useState<SignInProvider>();
  const tryAgain: Enter = async (way, otherwise) => {
    const found = await enter(way, otherwise);
    // Whoever signed in as somebody else reads none of what stands here.
    if (found !== undefined && found.kind !== 'nobody' && found.accountId !== session.accountId) location.assign('/start');
    else if (found !== undefined) onSettled(true);
    return found;
  };
  useShownElsewhere(elsewhere !== undefined, () => void tryAgain(async () => {}, 'again.wrong'));
  return (
    <Dialog
      title={say('again.title')}
      isOpen
      onClose={() => {
        onSettled(false);
        tell(say('again.not-done'));
      }}
    >
      <p>{say('again.why')}</p>
      <div className={styles['ways']}>
        {elsewhere !== undefined && <p role="status">{say('again.elsewhere', { name: elsewhere.name })}</p>}
        <SignInOutcome wrong={wrong} fault={fault} />
        <SignInWays
          onEnter={tryAgain}
          email={session.email}
          mayMail={session.kind !== 'cert'}
          onProvider={(provider) => {
            // In a window of its own: this page, and what was typed on it, stays.
            const opened = window.open(`${provider.startsAt}?again=true`, '_blank', 'popup,width=520,height=720');
            if (opened === null) return void enter(() => Promise.reject(new Error('no window')), 'again.no-window');
            return setElsewhere(provider);
          }}
        />
      </div>
    </Dialog>
  );
}

/** Often enough that nobody waits for it. */
const LOOK_EVERY_MS = 1_500;

/** Looks whether the reader showed in another window who it is; that window cannot tell this one (it went by another site). */
function useShownElsewhere(isWaiting: boolean, onShown: () => void): void {
  useEffect(() => {
    if (!isWaiting) return undefined;
    let isAsked = false;
    const timer = setInterval(() => {
      if (isAsked) return;
      isAsked = true;
      void callAsMyself(showSession, {})
        .then(({ fresh }) => {
          if (fresh) clearInterval(timer);
          return fresh ? onShown() : undefined;
        })
        .catch(() => undefined) // not now; the next look may
        .finally(() => (isAsked = false));
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting]); // oxlint-disable-line react/exhaustive-deps -- what is done then does not change while it waits
}
