import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CallOutput } from '@forewarn/api/client.ts';
import type { showHome } from '@forewarn/api/open-points.ts';
import { buttonClass } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useMay, useSession } from '../lib/session.ts';
import { useWords, type Words } from '../lib/words.ts';
import { homeQuery } from './member-queries.ts';
import { TopThing } from './top-thing.tsx';
import styles from './member.module.css';

type Home = CallOutput<typeof showHome>;

/** A member's first screen: is there something to do, yes, no, or do we not know. One sentence, one thing, one button (LOOK). */
export function HomePage() {
  const { say } = useWords();
  const session = useSession();
  if (session.kind === 'provider')
    return (
      <EmptyState isPage what={say('home.provider')} next={say('home.provider.next')}>
        <Link to="/customers" className={buttonClass('main')}>
          {say('menu.customers')}
        </Link>
      </EmptyState>
    );
  if (session.kind === 'branch')
    return (
      <EmptyState isPage what={say('home.branch')} next={say('home.branch.next')}>
        <Link to="/members" className={buttonClass('main')}>
          {say('menu.members')}
        </Link>
      </EmptyState>
    );
  return session.kind === 'nobody' || session.institutionId === undefined ? (
    <EmptyState isPage what={say('home.nobody')} next={say('home.nobody.next')} />
  ) : (
    <Screen />
  );
}

function Screen() {
  const { say, language } = useWords();
  const home = useSuspenseQuery(homeQuery(language)).data;
  const mayKeep = useMay('change-inventory');
  const sentence = sentenceOf(home, say);
  return (
    <div className={styles['screen']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      {home.top !== undefined && <TopThing top={home.top} institutionId={home.institutionId} provider={home.itProvider} />}
      {home.kind === 'not-known' && (
        <>
          <p>{say(mayKeep ? 'home.unknown.why' : 'home.unknown.next')}</p>
          {mayKeep && (
            <Link to="/inventory" className={`${buttonClass('main')} ${styles['wide'] ?? ''}`}>
              {say('home.unknown.do')}
            </Link>
          )}
        </>
      )}
      {home.thingsToDo > 1 && (
        <p>
          <Link to="/open-points">{say('home.more', { count: home.thingsToDo - 1 })}</Link>
        </p>
      )}
      {home.drills.length > 0 && (
        <section aria-labelledby="drills" className={styles['block']}>
          <h2 id="drills">{say('home.drills')}</h2>
          <ul className={styles['plain']}>
            {home.drills.map(({ warningId, reference, title, asksYou }) => (
              <li key={warningId}>
                <Link to="/home/$warning" params={{ warning: warningId }}>
                  {title ?? reference}
                </Link>{' '}
                {!asksYou && <span className="soft">{say('home.drill-answered')}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <DoneForYou home={home} />
      {home.kind === 'nothing-to-do' && <p className="soft">{say('home.nothing.why')}</p>}
      {home.kind === 'things-to-do' && home.inventory !== undefined && mayKeep && (
        <p className="soft">
          {say(home.inventory === 'no-inventory' ? 'home.no-inventory' : 'home.inventory-old')}{' '}
          <Link to="/inventory">{say('menu.inventory')}</Link>
        </p>
      )}
    </div>
  );
}

function sentenceOf({ kind, thingsToDo }: Home, say: Words): string {
  if (kind === 'nothing-to-do') return say('home.nothing');
  return kind === 'not-known' ? say('home.unknown') : say('home.one', { count: thingsToDo });
}

/** "Kwartel ICT heeft dit voor u opgelost", with what and when. */
function DoneForYou({ home: { doneForYou } }: { readonly home: Home }) {
  const { say } = useWords();
  if (doneForYou.length === 0) return null;
  return (
    <section aria-labelledby="done-for-you" className={styles['block']}>
      <h2 id="done-for-you">{say('home.provider-answered')}</h2>
      <ul className={styles['plain']}>
        {doneForYou.map(({ warningId, reference, title, provider, answer, abuseCheck, answeredAt }) => (
          <li key={`${warningId} ${provider}`}>
            <strong>{say(answer === 'fixed' ? 'home.fixed-for-you' : 'home.answered-for-you', { provider })}</strong>
            {answer !== 'fixed' && ` ${say(`answer.${answer}`)}.`}{' '}
            <Link to="/home/$warning" params={{ warning: warningId }}>
              {title ?? reference}
            </Link>
            <span className="soft">
              {' '}
              <Time at={answeredAt} />
              {abuseCheck !== undefined && ` · ${say(`member.abuse.${abuseCheck}`)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
