import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Loading } from '../components/loading.tsx';
import { TlpMark } from '../components/marks.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useMay } from '../lib/session.ts';
import { useProblemWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';
import { advisoryQuery, comparisonQuery, matchesQuery, type ShownAdvisory } from './advisory-queries.ts';
import { AdvisoryDesk } from './advisory-desk.tsx';
import { AdvisoryNotes } from './advisory-notes.tsx';
import { Concerned } from './concerned.tsx';
import { Original } from './original.tsx';
import { Reading } from './reading.tsx';
import styles from './advisory.module.css';

/** An advisory: the original beside our reading, its problems at their places, its revisions, and who is concerned and who is not. */
export function AdvisoryPage() {
  const { say, language } = useWords();
  const { id } = useParams({ from: '/advisories/$id' });
  const advisory = useSuspenseQuery(advisoryQuery(id, language)).data;
  const { matches } = useSuspenseQuery(matchesQuery(id)).data;
  const mayReadSource = useMay('read-sources-of-advisories');
  const [place, show] = useState<string>();
  const concerned = new Set(matches.filter(({ kind }) => kind === 'concerned').map(({ institutionId }) => institutionId));
  const inForce = advisory.revisions.find(({ isInForce }) => isInForce);
  return (
    <>
      <PageSentence title={advisory.title}>{say('advisory.sentence', { title: advisory.title, count: concerned.size })}</PageSentence>
      <p>
        <TlpMark label={advisory.tlp} /> {advisory.publisher} · {advisory.trackingId} · {advisory.cves.join(', ')}{' '}
        {advisory.knownExploited && <strong>{say('advisory.exploited')}</strong>}
      </p>
      {advisory.withdrawnAt !== undefined && advisory.putAway === undefined && <p role="status">{say('advisory.withdrawn')}</p>}
      <AdvisoryDesk key={`desk/${id}`} advisory={advisory} />
      <div className={styles['sides']}>
        <div className={styles['side']}>
          <h2>{say('advisory.original')}</h2>
          <Problems problems={advisory.problems} onShow={show} />
          {mayReadSource && inForce !== undefined && (
            <Suspense fallback={<Loading />}>
              <Original
                id={id}
                sequence={inForce.sequence}
                problems={advisory.problems}
                place={place}
                written={advisory.advisory.language}
              />
            </Suspense>
          )}
        </div>
        <div className={styles['side']}>
          <h2>{say('advisory.reading')}</h2>
          <Reading advisory={advisory.advisory} onShow={show} />
        </div>
      </div>
      <div className={styles['below']}>
        <Concerned matches={matches} />
        <Revisions id={id} advisory={advisory} />
        {mayReadSource && <AdvisoryNotes key={`notes/${id}`} id={id} />}
      </div>
    </>
  );
}

function Problems({ problems, onShow }: { readonly problems: ShownAdvisory['problems']; readonly onShow: (at: string) => void }) {
  const { say } = useWords();
  const inWords = useProblemWords((problems ?? []).length > 0);
  if (problems === undefined || problems.length === 0) return <p>{say('advisory.no-problems')}</p>;
  const said = inWords(problems);
  return (
    <details open={problems.length < 6}>
      <summary>{say('advisory.problems', { count: problems.length })}</summary>
      <ul className={styles['problems']}>
        {said.map(({ words, exact }, place) => (
          <li key={`${place}/${problems[place]?.code ?? ''}`}>
            <Button look="quiet" onPress={() => onShow(problems[place]?.at ?? '')}>
              {words ?? <span lang="en">{exact}</span>}
            </Button>
            <p className="soft" lang="en">
              {problems[place]?.at} {problems[place]?.source}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Revisions({ id, advisory: { revisions } }: { readonly id: string; readonly advisory: ShownAdvisory }) {
  const { say, language } = useWords();
  const ordered = revisions.toSorted((one, other) => other.sequence - one.sequence);
  const [to, chooseTo] = useState(ordered[0]?.sequence ?? 1);
  const [from, chooseFrom] = useState(ordered[1]?.sequence ?? 1);
  const { data } = useQuery({ ...comparisonQuery(id, from, to, language), enabled: from !== to });
  const choices = ordered.map(({ sequence, trackingVersion }) => (
    <option key={sequence} value={sequence}>
      {trackingVersion}
    </option>
  ));
  return (
    <section>
      <h2>{say('advisory.revisions')}</h2>
      <ul className={styles['matches']}>
        {ordered.map(({ id: revisionId, trackingVersion, readAt, isInForce, isLate, change }) => (
          <li key={revisionId}>
            <strong>{say('advisory.revision', { version: trackingVersion })}</strong> <Time at={readAt} />{' '}
            {isInForce && say('advisory.in-force')} {isLate && say('advisory.late')}
            {change.texts.map((text) => (
              <p key={text} className="soft">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {ordered.length > 1 && (
        <>
          <h3>{say('advisory.compare')}</h3>
          <div className={styles['choices']}>
            <label>
              {say('advisory.compare.from')}{' '}
              <select value={from} onChange={({ target }) => chooseFrom(Number(target.value))}>
                {choices}
              </select>
            </label>
            <label>
              {say('advisory.compare.to')}{' '}
              <select value={to} onChange={({ target }) => chooseTo(Number(target.value))}>
                {choices}
              </select>
            </label>
          </div>
          {data !== undefined && data.texts.length === 0 && <p>{say('advisory.changed.none')}</p>}
          <ul>
            {data?.texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {data !== undefined && data.changes.length > 0 && (
            <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('advisory.compare')}>
              <table className={styles['table']}>
                <thead>
                  <tr>
                    <th scope="col">{say('advisory.compare.from')}</th>
                    <th scope="col">{say('advisory.compare.to')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.changes.map((change, place) => (
                    <tr key={place}>
                      <td>{'before' in change ? (change.before ?? '') : ''}</td>
                      <td>{'after' in change ? (change.after ?? '') : ''}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </section>
  );
}
