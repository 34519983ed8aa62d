import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, buttonClass } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { CertaintyMark, UrgencyMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { useWords, type PlainKey } from '../lib/words.ts';
import type { Asking } from './matter-dialogs.tsx';
import { stepsQuery, type QueueRow } from './matter-queries.ts';
import styles from './queue.module.css';
import type { MatterActs } from './use-matter-acts.ts';

const STEPS: Readonly<Record<string, PlainKey>> = {
  noted: 'queue.step.noted',
  'set-aside': 'queue.step.set-aside',
  'taken-up': 'queue.step.taken-up',
  merged: 'queue.step.merged',
  split: 'queue.step.split',
  assigned: 'queue.step.assigned',
  released: 'queue.step.released',
};

/** A matter: one proposed urgency with its sentence, what it stands on folded behind it, and what one does with it. */
export function MatterDetail({
  matter,
  mayChange,
  writing,
  acts,
  onAsk,
}: {
  readonly matter: QueueRow;
  readonly mayChange: boolean;
  readonly writing: Pick<LinkProps, 'to' | 'params' | 'search'>;
  readonly acts: MatterActs;
  readonly onAsk: (what: Asking) => void;
}) {
  const { say } = useWords();
  const { title, source, cves, setAside } = matter;
  return (
    <div className={styles['detail']}>
      <h2>{title}</h2>
      <p className="soft">{[source, ...cves.slice(0, 8)].join(' · ')}</p>
      {setAside !== undefined && <p role="status">{say('queue.set-aside.by', { by: setAside.by, because: setAside.because })}</p>}
      <Proposal matter={matter} />
      <div className={styles['acts']}>
        <Link className={buttonClass('main')} {...writing}>
          {say('queue.write')} <kbd>s</kbd>
        </Link>
        {mayChange && <Acts matter={matter} acts={acts} onAsk={onAsk} />}
      </div>
      <Advisories matter={matter} />
      <Steps id={matter.id} />
    </div>
  );
}

function Acts({ matter, acts, onAsk }: { readonly matter: QueueRow; readonly acts: MatterActs; readonly onAsk: (what: Asking) => void }) {
  const { say } = useWords();
  return (
    <>
      <Button onPress={() => onAsk('assess')}>
        {say('queue.assess')} <kbd>a</kbd>
      </Button>
      {matter.setAside === undefined ? (
        <Button onPress={() => onAsk('set-aside')}>
          {say('queue.set-aside')} <kbd>n</kbd>
        </Button>
      ) : (
        <Button onPress={() => void acts.takeUp(matter)}>{say('queue.take-up')}</Button>
      )}
      <Button onPress={() => onAsk('merge')}>
        {say('queue.merge')} <kbd>m</kbd>
      </Button>
      {matter.advisoryCount > 1 && (
        <Button onPress={() => onAsk('split')}>
          {say('queue.split')} <kbd>p</kbd>
        </Button>
      )}
      <Button onPress={() => onAsk('give')}>
        {say('queue.give')} <kbd>g</kbd>
      </Button>
      <Owner matter={matter} acts={acts} />
    </>
  );
}

function Advisories({ matter: { advisories, advisoryCount } }: { readonly matter: QueueRow }) {
  const { say } = useWords();
  if (advisories.length === 0) return null;
  return (
    <section>
      <h3>{say('queue.advisories', { count: advisoryCount })}</h3>
      <ul>
        {advisories.map(({ id, title: name, publisher, trackingId, sourceFault, withdrawnAt }) => (
          <li key={id}>
            <Link to="/advisories/$id" params={{ id }}>
              {name}
            </Link>{' '}
            <span className="soft">
              {publisher} {trackingId}
            </span>
            {withdrawnAt !== undefined && <strong> {say('queue.advisory.withdrawn')}</strong>}
            {sourceFault !== undefined && (
              <p>
                <Link to="/sources">{say('queue.advisory.source-fault')}</Link>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Proposal({ matter: { proposal } }: { readonly matter: QueueRow }) {
  const { say, language } = useWords();
  if (proposal === undefined) return <p>{say('queue.no-proposal')}</p>;
  const { urgency, sentence, cvss, epss, exploited, ssvc, rating } = proposal;
  return (
    <>
      <p>
        <UrgencyMark urgency={urgency} /> {sentence[language]}
      </p>
      <details>
        <summary>{say('queue.proposal.on')}</summary>
        <ul>
          {cvss !== undefined && (
            <li>
              CVSS {cvss.version}: {cvss.baseScore} <span className="soft">{cvss.vector}</span>
            </li>
          )}
          {epss !== undefined && (
            <li>
              EPSS {epss.score} <span className="soft">{epss.scoreDate}</span>
            </li>
          )}
          {exploited.map(({ by, cve, since }) => (
            <li key={`${by}/${cve}`}>
              {say('queue.exploited', { by })} {cve} {since}
            </li>
          ))}
          {ssvc.map(({ table, outcome }) => (
            <li key={table}>
              SSVC {table}: {outcome}
            </li>
          ))}
          {rating !== undefined && (
            <li>
              {rating.by}: {say('queue.rating', { likelihood: rating.likelihood ?? '?', damage: rating.damage ?? '?' })}
            </li>
          )}
        </ul>
      </details>
    </>
  );
}

/** Whose it is; taking it takes it over. */
function Owner({ matter, acts }: { readonly matter: QueueRow; readonly acts: MatterActs }) {
  const { say } = useWords();
  const [fault, setFault] = useState<unknown>();
  const act = (way: () => Promise<unknown>) => {
    setFault(undefined);
    void way().catch(setFault);
  };
  return (
    <>
      {matter.owner === undefined ? (
        <Button onPress={() => act(() => acts.give(matter, { name: say('queue.me') }))}>{say('queue.take')}</Button>
      ) : (
        <Button onPress={() => act(() => acts.letGo(matter))}>{say('queue.let-go', { owner: matter.owner.name })}</Button>
      )}
      {fault !== undefined && <FaultState fault={fault} />}
    </>
  );
}

function Steps({ id }: { readonly id: string }) {
  const { say } = useWords();
  const { data } = useQuery(stepsQuery(id));
  if (data === undefined || data.steps.length === 0) return null;
  return (
    <section>
      <h3>{say('queue.steps')}</h3>
      <ul>
        {data.steps.map(({ id: stepId, kind, note, takenAt, takenBy, undoneAt }) => (
          <li key={stepId}>
            {say(STEPS[kind] ?? 'queue.step.noted')} · {takenBy}, <Time at={takenAt} /> {undoneAt !== undefined && say('queue.step.undone')}
            {note !== undefined && <p>{note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many are concerned, by how sure we are; and what is not known yet. */
export function MatterAside({ matter: { concerned, unmappedNames } }: { readonly matter: QueueRow }) {
  const { say } = useWords();
  const all = concerned.certain + concerned.likely + concerned.possible;
  return (
    <div className={styles['detail']}>
      <h2>{say('queue.concerned', { count: all })}</h2>
      <ul className={styles['counts']}>
        {(['certain', 'likely', 'possible'] as const).map((certainty) => (
          <li key={certainty}>
            <CertaintyMark certainty={certainty} /> <strong>{concerned[certainty]}</strong>
          </li>
        ))}
        <li>
          {say('queue.not-known')} <strong>{concerned.notKnown}</strong>
        </li>
      </ul>
      {unmappedNames.length > 0 && (
        <section>
          <h3>{say('queue.unmapped', { count: unmappedNames.length })}</h3>
          <ul>
            {unmappedNames.map(({ supplier, product }) => (
              <li key={`${supplier}/${product}`}>
                <Link to="/names" search={{ name: `${supplier ?? ''}/${product}` }}>
                  {[supplier, product].filter(Boolean).join(' ')}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
