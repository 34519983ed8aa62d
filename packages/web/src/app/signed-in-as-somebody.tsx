import { Button } from '../components/button.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import styles from '../institutions/sign-in.module.css';
import { forgetInvitation } from '../lib/invitation.ts';
import { queries, WHAT_WAS_READ } from '../lib/queries.ts';
import { sessionQuery, type SignedIn } from '../lib/session.ts';
import { signOut } from '../lib/sign-out.ts';
import { useWords } from '../lib/words.ts';

/** An invitation was opened where somebody is signed in: neither is taken for the other. */
export function SignedInAsSomebody({ session }: { readonly session: SignedIn }) {
  const { say } = useWords();
  const title = say('sign-in.as-somebody', { name: session.name });
  const leave = async () => {
    await signOut();
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    queries.removeQueries(WHAT_WAS_READ);
  };
  return (
    <>
      <PageSentence title={title}>{title}</PageSentence>
      <div className={styles['ways']}>
        <p>{say('sign-in.as-somebody.next')}</p>
        <Button look="main" onPress={() => void leave()}>
          {say('sign-in.as-somebody.out')}
        </Button>
        <Button onPress={forgetInvitation}>{say('sign-in.as-somebody.stay')}</Button>
      </div>
    </>
  );
}
