import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { assignMatter, releaseMatter } from '@forewarn/api/queue.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { CertaintyMark, UrgencyMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { call } from '../lib/call.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { stepsQuery, type QueueRow } from './matter-queries.ts';
import styles from './queue.module.css';

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
  onAssess,
  onSetAside,
}: {
  readonly matter: QueueRow;
  readonly mayChange: boolean;
  readonly writing: Pick<LinkProps, 'to' | 'params' | 'search'>;
  readonly onAssess: () => void;
  readonly onSetAside: () => void;
}) {
  const { say } = useWords();
  const { title, source, cves, setAside } = matter;
  return (
    <div className={styles['detail']}>
      <h2>{title}</h2>
      <p className="soft">
        {source} · {cves.slice(0, 8).join(', ')}
      </p>
      {setAside !== undefined && <p role="status">{say('queue.set-aside.by', { by: setAside.by, because: setAside.because })}</p>}
      <Proposal matter={matter} />
      <div className={styles['acts']}>
        <Link className={buttonClass('main')} {...writing}>
          {say('queue.write')} <kbd>s</kbd>
        </Link>
        {mayChange && (
          <>
            <Button onPress={onAssess}>
              {say('queue.assess')} <kbd>a</kbd>
            </Button>
            <Button onPress={onSetAside}>
              {say('queue.set-aside')} <kbd>n</kbd>
            </Button>
            <Owner matter={matter} />
          </>
        )}
      </div>
      {matter.advisories.length > 0 && (
        <section>
          <h3>{say('queue.advisories')}</h3>
          <ul>
            {matter.advisories.map(({ id, title: name, publisher, trackingId, sourceFault }) => (
              <li key={id}>
                <Link to="/advisories/$id" params={{ id }}>
                  {name}
                </Link>{' '}
                <span className="soft">
                  {publisher} {trackingId}
                </span>
                {sourceFault !== undefined && <p>{sourceFault}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Steps id={matter.id} />
    </div>
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
function Owner({ matter: { id, owner } }: { readonly matter: QueueRow }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  const act = (way: () => Promise<unknown>) => {
    setFault(undefined);
    void way()
      .catch(setFault)
      .then(() => queries.invalidateQueries({ queryKey: ['matters'] }));
  };
  return (
    <>
      {owner === undefined ? (
        <Button onPress={() => act(() => call(assignMatter, { params: { id }, body: {} }))}>{say('queue.take')}</Button>
      ) : (
        <Button onPress={() => act(() => call(releaseMatter, { params: { id } }))}>{say('queue.let-go', { owner: owner.name })}</Button>
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
