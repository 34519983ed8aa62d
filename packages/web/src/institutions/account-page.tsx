import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { EmptyState } from '../components/empty-state.tsx';
import { LanguageSelect } from '../components/language-select.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useSession, type SignedIn } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { ownSessionQuery } from './account-queries.ts';
import { OwnPasskeys } from './own-passkeys.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { institutionQuery } from './people-queries.ts';
import styles from './people.module.css';

/** "Uw account": who I am here, my language, where I am signed in, and my passkeys; the same whomever I act for. */
export function AccountPage() {
  const { say } = useWords();
  const session = useSession();
  if (session.kind === 'nobody') return null; // the frame asks who it is
  const title = say('account.sentence', { name: session.name });
  return (
    <div className={styles['page']}>
      <PageSentence title={say('account.title')}>{title}</PageSentence>
      <WhoIAm session={session} />
      <LanguageAndZone />
      {session.email === undefined ? (
        <EmptyState what={say('account.by-token')} next={say('account.by-token.next')} />
      ) : (
        <>
          <OwnPasskeys />
          <OwnSessions />
        </>
      )}
    </div>
  );
}

const ROLE_WORDS: Readonly<Record<string, PlainKey>> = {
  analyst: 'account.role.analyst',
  'second-officer': 'account.role.second-officer',
  editor: 'account.role.editor',
  administrator: 'account.role.administrator',
  auditor: 'account.role.auditor',
  provider: 'account.role.provider',
  supplier: 'account.role.supplier',
  branch: 'account.role.branch',
  ciso: 'member-role.ciso',
  it: 'member-role.it',
  'medical-technology': 'member-role.medical-technology',
  'privacy-officer': 'member-role.privacy-officer',
  board: 'member-role.board',
  communications: 'member-role.communications',
  'read-only': 'member-role.read-only',
};

function WhoIAm({ session }: { readonly session: SignedIn }) {
  const { say } = useWords();
  const roles = session.roles.map((role) => (ROLE_WORDS[role] === undefined ? role : say(ROLE_WORDS[role])));
  return (
    <section aria-labelledby="who" className={styles['part']}>
      <h2 id="who">{say('account.who')}</h2>
      <dl className={styles['facts']}>
        <dt>{say('contacts.name')}</dt>
        <dd>{session.name}</dd>
        {session.email !== undefined && (
          <>
            <dt>{say('contacts.email')}</dt>
            <dd>{session.email}</dd>
          </>
        )}
        {session.institutionId !== undefined && session.permissions.includes('read-institutions') && (
          <Organisation id={session.institutionId} isOwn={session.onBehalfOf?.byOwnAccount !== false} />
        )}
        {roles.length > 0 && (
          <>
            <dt>{say('account.roles')}</dt>
            <dd>{roles.join(', ')}</dd>
          </>
        )}
        {session.email !== undefined && <SignedInHow />}
      </dl>
    </section>
  );
}

function Organisation({ id, isOwn }: { readonly id: string; readonly isOwn: boolean }) {
  const { say } = useWords();
  const { data } = useQuery(institutionQuery(id));
  return (
    <>
      <dt>{say(isOwn ? 'account.organisation' : 'acting.for')}</dt>
      <dd>
        {data?.name ?? ''} {data?.kvk !== undefined && <span className="soft">{say('part.kvk', { kvk: data.kvk })}</span>}
      </dd>
    </>
  );
}

function SignedInHow() {
  const { say } = useWords();
  const { assurance, endsAt } = useSuspenseQuery(ownSessionQuery).data;
  return (
    <>
      <dt>{say('account.signed-in')}</dt>
      <dd>
        {say(`account.by.${assurance}`)} <span className="soft">{say('account.until')}</span> <Time at={endsAt} />
      </dd>
    </>
  );
}

function LanguageAndZone() {
  const { say } = useWords();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <section aria-labelledby="language" className={styles['part']}>
      <h2 id="language">{say('account.language')}</h2>
      <label className="labelled">
        {say('account.language.of')}
        <LanguageSelect />
      </label>
      <p>{say('account.zone', { zone: timeZone.replaceAll('_', ' ') })}</p>
    </section>
  );
}
