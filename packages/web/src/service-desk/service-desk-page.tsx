import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CallOutput } from '@forewarn/api/client.ts';
import type { showServiceDesk } from '@forewarn/api/service-desk.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { Connection } from './connection.tsx';
import { serviceDeskQuery } from './service-desk-queries.ts';
import styles from './service-desk.module.css';

type Shown = CallOutput<typeof showServiceDesk>;

/** "Koppeling met uw servicedesk": set up, tested, and what became of what was sent there. */
export function ServiceDeskPage() {
  const { say } = useWords();
  return useMay('keep-service-desk') ? <ServiceDesk /> : <EmptyState isPage what={say('wrong.not-allowed')} next={say('desk.not-you')} />;
}

function ServiceDesk() {
  const { say } = useWords();
  const { desk, incidents } = useSuspenseQuery(serviceDeskQuery).data;
  return (
    <div className={styles['page']}>
      <PageSentence title={say('desk.title')}>{say(`desk.is.${standOf(desk)}`)}</PageSentence>
      {desk?.lastSuccessAt !== undefined && (
        <p className="soft">
          {say('desk.worked')} <Time at={desk.lastSuccessAt} />
        </p>
      )}
      <p>{say('desk.why')}</p>
      <Connection desk={desk} />
      {desk !== undefined && (
        <section aria-labelledby="sent" className={styles['part']}>
          <h2 id="sent">{say('desk.sent')}</h2>
          {incidents.length === 0 ? <p>{say('desk.sent.none')}</p> : <Incidents incidents={incidents} />}
          <p>
            <Link to="/open-points">{say('desk.to-points')}</Link>
          </p>
        </section>
      )}
    </div>
  );
}

function standOf(desk: Shown['desk']) {
  if (desk === undefined) return 'none';
  if (!desk.enabled) return 'off';
  if (desk.lastFault !== undefined) return 'wrong';
  return desk.lastSuccessAt === undefined ? 'untried' : 'right';
}

function Incidents({ incidents }: { readonly incidents: Shown['incidents'] }) {
  const { say } = useWords();
  return (
    <ul className={styles['plain']}>
      {incidents.map(({ externalNumber, incidentNumber, warningId, status, closed, proposes, checkedAt }) => (
        <li key={externalNumber}>
          <Link to="/home/$warning" params={{ warning: warningId }}>
            {incidentNumber ?? externalNumber}
          </Link>{' '}
          {checkedAt === undefined ? say('desk.waits') : (status ?? say(closed ? 'desk.closed' : 'desk.open'))}
          {proposes !== undefined && (
            <div>
              <strong>{say('desk.answer')}</strong>
            </div>
          )}
          {checkedAt !== undefined && (
            <div className="soft">
              {say('desk.checked')} <Time at={checkedAt} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
