import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { openFor } from '../lib/acting-for.ts';
import { useWords } from '../lib/words.ts';

/** The link is for an institution that the reader may not act for. Whether it exists, and whether it ever consented, is not told. */
export function NotActingPage() {
  const { say } = useWords();
  return (
    <>
      <PageSentence title={say('acting.not')}>{say('acting.not')}</PageSentence>
      <EmptyState what={say('acting.not')} next={say('acting.not.next')}>
        <Button look="main" onPress={() => openFor(undefined)}>
          {say('app.home')}
        </Button>
      </EmptyState>
    </>
  );
}
