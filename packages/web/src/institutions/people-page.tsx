import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CallOutput } from '@forewarn/api/client.ts';
import { showContactCard } from '@forewarn/api/print.ts';
import { confirmContacts, type showReachability } from '@forewarn/api/reachability.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay, useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import { Accounts } from './accounts.tsx';
import { Contacts } from './contacts.tsx';
import { reachabilityQuery } from './people-queries.ts';
import { Providers } from './providers.tsx';
import styles from './people.module.css';

type Reachability = CallOutput<typeof showReachability>;

/** "Onze mensen": can we be reached, by whom, who may sign in, and which IT provider acts for us. */
export function PeoplePage() {
  const { say } = useWords();
  const session = useSession();
  const institutionId = session.kind === 'nobody' ? undefined : session.institutionId;
  return institutionId === undefined ? (
    <EmptyState isPage what={say('home.nobody')} next={say('home.nobody.next')} />
  ) : (
    <People institutionId={institutionId} />
  );
}

function People({ institutionId }: { readonly institutionId: string }) {
  const { say } = useWords();
  const reachability = useSuspenseQuery(reachabilityQuery(institutionId)).data;
  const session = useSession();
  const mayCard = useMay('change-institution');
  const mayFeeds = useMay('keep-feeds');
  const mayDesk = useMay('keep-service-desk');
  const mayConsents = useMay('read-consents');
  const mayAccounts = useMay('read-accounts');
  const mayReaders = useMay('read-readers');
  const { gaps } = reachability;
  const sentence = gaps.length === 0 ? say('people.reached') : say('people.gaps', { count: gaps.length });
  return (
    <div className={styles['page']}>
      <PageSentence title={say('menu.people')}>{sentence}</PageSentence>
      <Reachable institutionId={institutionId} reachability={reachability} />
      <Contacts institutionId={institutionId} toConfirm={reachability.toConfirm} />
      <p>
        <Link to="/people/wishes">{say('wishes.link')}</Link>
      </p>
      {mayCard && session.kind !== 'nobody' && session.onBehalfOf === undefined && (
        <p>
          <a href={showContactCard.path.replace(':id', institutionId)}>{say('institution.card')}</a>
        </p>
      )}
      {mayFeeds && (
        <p>
          <Link to="/people/feeds">{say('feeds.link')}</Link>
        </p>
      )}
      {mayDesk && (
        <p>
          <Link to="/people/service-desk">{say('desk.link')}</Link>
        </p>
      )}
      {mayConsents && <Providers />}
      {mayAccounts && <Accounts />}
      {mayReaders && (
        <p>
          <Link to="/people/readers">{say('readers.title')}</Link>
        </p>
      )}
    </div>
  );
}

/** What is missing in words, and one button that says that all contacts are right. */
function Reachable({
  institutionId,
  reachability: { gaps, confirmBy },
}: {
  readonly institutionId: string;
  readonly reachability: Reachability;
}) {
  const { say } = useWords();
  const queries = useQueryClient();
  const mayChange = useMay('change-institution');
  const confirm = useMutation({
    mutationFn: () => call(confirmContacts, { params: { id: institutionId }, body: {} }),
    onSuccess: () => tell(say('people.confirmed')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  return (
    <section className={styles['part']} aria-label={say('people.reachability')}>
      {gaps.length > 0 && (
        <ul>
          {gaps.map((gap) => (
            <li key={gap}>{say(`gap.${gap}`)}</li>
          ))}
        </ul>
      )}
      {mayChange && !gaps.includes('no-contacts') && (
        <div className={styles['row']}>
          <Button look="main" isDisabled={confirm.isPending} onPress={() => confirm.mutate()}>
            {say('people.confirm-all')}
          </Button>
          {confirmBy !== undefined && (
            <span className="soft">
              {say('people.confirm-by')} <Time at={confirmBy} />
            </span>
          )}
        </div>
      )}
      <NotSent sending={confirm} />
    </section>
  );
}
