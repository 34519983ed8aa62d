import { UrgencyMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { useWords } from '../lib/words.ts';
import type { QueueRow } from './matter-queries.ts';
import styles from './queue.module.css';

/** One row: proposed urgency, title, how many are concerned, and what is still unclear. */
export function MatterLine({ matter }: { readonly matter: QueueRow }) {
  const { say } = useWords();
  const { title, source, changedAt, proposal, concerned, unmappedNames, newsSince, owner, state, warning } = matter;
  const all = concerned.certain + concerned.likely + concerned.possible;
  return (
    <>
      <div className={styles['line']}>
        <span>
          {proposal !== undefined && <UrgencyMark urgency={proposal.urgency} quiet />} <strong>{title}</strong>
        </span>
        <span className={styles['count']}>
          <span className="visually-hidden">{say('queue.concerned', { count: all })}</span>
          <span aria-hidden>{all}</span>
        </span>
      </div>
      <div className="soft">
        {warning?.reference ?? say(`queue.state.${state}`)} · {source} · <Time at={changedAt} />
        {owner !== undefined && ` · ${owner.name}`}
        {unmappedNames.length > 0 && ` · ${say('queue.unmapped', { count: unmappedNames.length })}`}
        {newsSince && <strong> · {say('queue.news')}</strong>}
      </div>
    </>
  );
}
