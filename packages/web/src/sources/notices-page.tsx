import { useSuspenseQuery } from '@tanstack/react-query';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { Kept } from './kept-documents.tsx';
import { NoticeList } from './notice-list.tsx';
import { noticesQuery } from './notice-queries.ts';
import { TestCalls } from './test-calls.tsx';
import styles from './sources.module.css';

/** What the CERT itself must know and do something about: notices, documents that are kept back, test calls that members asked for. */
export function NoticesPage() {
  const { say } = useWords();
  const { notices } = useSuspenseQuery(noticesQuery).data;
  const maySeeDocuments = useMay('read-sources-of-advisories');
  const mayCall = useMay('follow-up');
  return (
    <>
      <PageSentence title={say('notices.title')}>{say('notices.sentence', { count: notices.length })}</PageSentence>
      <div className={styles['parts']}>
        {notices.length === 0 ? (
          <EmptyState what={say('notices.empty')} next={say('notices.empty.next')} />
        ) : (
          <NoticeList notices={notices} />
        )}
        {mayCall && <TestCalls />}
        {maySeeDocuments && <Kept />}
      </div>
    </>
  );
}
