import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { DRILL_KINDS, type DrillKind } from '@forewarn/core/drills/drill.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { BeginDrill } from './begin-drill.tsx';
import { drillsQuery, type Drill } from './drill-queries.ts';
import styles from './drills.module.css';

/** Exercises: begin one, and find those that were. */
export function DrillsPage() {
  const { say } = useWords();
  const { drills } = useSuspenseQuery(drillsQuery).data;
  const [beginning, begin] = useState<DrillKind>();
  const mayRun = useMay('run-drills');
  const running = drills.filter(({ endedAt }) => endedAt === undefined).length;
  return (
    <>
      <PageSentence title={say('drills.title')}>
        {running === 0 ? say('drills.sentence.none') : say('drills.sentence', { count: running })}
      </PageSentence>
      {mayRun && (
        <ul className={styles['kinds']}>
          {DRILL_KINDS.map((kind) => (
            <li key={kind} className={styles['kind']}>
              <h2>{say(`drills.kind.${kind}`)}</h2>
              <p>{say(`drills.kind.${kind}.what`)}</p>
              <Button onPress={() => begin(kind)} aria-label={say(`drills.begin.${kind}`)}>
                {say('drills.begin')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {drills.length === 0 ? (
        <EmptyState what={say('drills.empty')} next={say('drills.empty.next')} />
      ) : (
        <ul className={styles['drills']}>
          {drills.map((drill) => (
            <DrillRow key={drill.id} drill={drill} />
          ))}
        </ul>
      )}
      {beginning !== undefined && <BeginDrill kind={beginning} onClose={() => begin(undefined)} />}
    </>
  );
}

function DrillRow({ drill }: { readonly drill: Drill }) {
  const { say } = useWords();
  return (
    <li>
      <Link to="/drills/$id" params={{ id: drill.id }}>
        {drill.name}
      </Link>{' '}
      <span className="soft">
        {drill.reference} · {say(`drills.kind.${drill.kind}`)} · {say('drills.participants', { count: drill.participants })} ·{' '}
        <Time at={drill.begunAt} /> · <State drill={drill} />
      </span>
    </li>
  );
}

function State({ drill: { releasedAt, endedAt } }: { readonly drill: Drill }) {
  const { say } = useWords();
  if (endedAt !== undefined) return say('drills.state.ended');
  return <strong>{say(releasedAt === undefined ? 'drills.state.draft' : 'drills.state.running')}</strong>;
}
