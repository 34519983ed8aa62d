import { useEffect } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { useWords } from '../lib/words.ts';

/** Where the window ends in which somebody showed, with their own organisation, once more who they are. */
export function ShownAgainPage() {
  const { say } = useWords();
  useEffect(() => window.close(), []); // a browser that does not let it shows what stands here
  return (
    <>
      <PageSentence title={say('again.done')}>{say('again.done')}</PageSentence>
      <EmptyState what={say('again.done')} next={say('again.done.next')} />
    </>
  );
}
