import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { buttonClass } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { momentWords } from '../lib/moment-words.ts';
import { useWords } from '../lib/words.ts';
import { boardQuery, type ShownWarning } from './board-queries.ts';
import { boardRows, countSegments, toCall, type BoardRow } from './board-rows.ts';
import { BoardActs } from './board-acts.tsx';
import { BoardBar } from './board-bar.tsx';
import { BoardList } from './board-list.tsx';
import { PrintedCallList } from './printed-call-list.tsx';
import styles from './board.module.css';

/** Who of those who were warned has not been heard, worst first; and ringing them. */
export function BoardPage() {
  const { say } = useWords();
  const { id } = useParams({ from: '/open-warnings/$id' });
  const { wall = false } = useSearch({ from: '/open-warnings/$id' });
  const { warning, concerned, followUps } = useSuspenseQuery(boardQuery(id)).data;
  const rows = boardRows(concerned.institutions, followUps);
  if (warning.releasedVersion === 0)
    return (
      <>
        <PageSentence title={say('silence.title', { reference: warning.reference })}>
          {say('silence.not-released', { reference: warning.reference })}
        </PageSentence>
        <EmptyState what={say('silence.not-released', { reference: warning.reference })} next={say('silence.not-released.next')}>
          <Link className={buttonClass('main')} to="/drafts/$id" params={{ id }}>
            {say('silence.open-draft')}
          </Link>
        </EmptyState>
      </>
    );
  const released = warning.versions.find(({ version }) => version === warning.releasedVersion);
  return (
    <>
      <div className={wall ? styles['wall'] : styles['plain']}>
        <PageSentence
          title={say('silence.title', { reference: warning.reference })}
          isDrill={warning.isDrill}
          beside={<BoardActs warning={warning} followUps={followUps} isWall={wall} />}
        >
          <Sentence rows={rows} />
        </PageSentence>
        <p className="soft">
          {warning.reference} · {released?.texts.nl.title}
          {released?.validUntil !== undefined && (
            <>
              {' · '}
              {say('silence.valid-until')} <Time at={released.validUntil} />
            </>
          )}
        </p>
        {warning.isUnderway === true && (
          <p className={styles['underway']} role="status">
            <span aria-hidden>↻</span> {say('silence.underway')}
          </p>
        )}
        {warning.endedAt !== undefined && <Ended warning={warning} endedAt={warning.endedAt} />}
        <BoardBar rows={rows} counts={countSegments(rows)} releasedAt={released?.releasedAt} />
        <BoardList warningId={id} rows={rows} isWall={wall} />
      </div>
      <PrintedCallList
        reference={warning.reference}
        title={released?.texts.nl.title ?? ''}
        label={released?.tlp ?? 'RED'}
        rows={toCall(rows)}
      />
    </>
  );
}

/** "Er zijn 31 instellingen betrokken; 29 hebben gereageerd. 2 worden om 03.42 uur gebeld." */
function Sentence({ rows }: { readonly rows: readonly BoardRow[] }) {
  const { say, language } = useWords();
  const answered = rows.filter(({ standing }) => standing !== 'silent' && standing !== 'unreachable').length;
  return say('silence.sentence', { count: rows.length, answered: say('silence.answered', { count: answered }), rest: rest() });

  function rest(): string {
    const calls = toCall(rows).length;
    if (calls > 0) return say('silence.sentence.call', { count: calls });
    const coming = rows.flatMap(({ clock }) =>
      clock?.nextAction === 'call-list' && clock.nextAt !== undefined && clock.endedAt === undefined ? [clock.nextAt] : [],
    );
    const next = coming.toSorted()[0];
    if (next === undefined) return say('silence.sentence.quiet');
    const minute = next.slice(0, 16);
    return say('silence.sentence.next', {
      count: coming.filter((at) => at.startsWith(minute)).length,
      time: momentWords(next, Date.now(), language).spokenTime,
    });
  }
}

function Ended({ warning, endedAt }: { readonly warning: ShownWarning; readonly endedAt: string }) {
  const { say } = useWords();
  return (
    <p role="status">
      <strong>{say(warning.state === 'withdrawn' ? 'silence.withdrawn' : 'silence.closed', { by: warning.endedBy ?? '' })}</strong>{' '}
      <Time at={endedAt} /> {warning.endedBecause}
    </p>
  );
}
