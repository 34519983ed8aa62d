import { signOutOfSession } from '@forewarn/api/sessions.ts';
import { signOutOfToken } from '@forewarn/api/token-sign-in.ts';
import { Button } from '../components/button.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import styles from '../institutions/sign-in.module.css';
import { call } from '../lib/call.ts';
import { forgetInvitation } from '../lib/invitation.ts';
import { queries } from '../lib/queries.ts';
import { sessionQuery, type SignedIn } from '../lib/session.ts';
import { forgetTyped } from '../lib/typed.ts';
import { useWords } from '../lib/words.ts';

/** An invitation was opened where somebody is signed in: neither is taken for the other. */
export function SignedInAsSomebody({ session }: { readonly session: SignedIn }) {
  const { say } = useWords();
  const title = say('sign-in.as-somebody', { name: session.name });
  const signOut = async () => {
    await Promise.allSettled([call(signOutOfSession, {}), call(signOutOfToken, {})]);
    forgetTyped();
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'about' });
  };
  return (
    <>
      <PageSentence title={title}>{title}</PageSentence>
      <div className={styles['ways']}>
        <p>{say('sign-in.as-somebody.next')}</p>
        <Button look="main" onPress={() => void signOut()}>
          {say('sign-in.as-somebody.out')}
        </Button>
        <Button onPress={forgetInvitation}>{say('sign-in.as-somebody.stay')}</Button>
      </div>
    </>
  );
}
