import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pauseFollowUps } from '@forewarn/api/follow-up.ts';
import { REASONS } from '@forewarn/core/matching/match.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { momentWords } from '../lib/moment-words.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { boardQuery, type FollowUp, type ShownWarning } from './board-queries.ts';
import { boardRows, countSegments, toCall, type BoardRow } from './board-rows.ts';
import { BoardBar } from './board-bar.tsx';
import { BoardLine } from './board-line.tsx';
import { CallPane } from './call-pane.tsx';
import { EndWarning } from './end-warning.tsx';
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
          beside={<Acts warning={warning} followUps={followUps} isWall={wall} />}
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
        {warning.endedAt !== undefined && <Ended warning={warning} endedAt={warning.endedAt} />}
        <BoardBar rows={rows} counts={countSegments(rows)} releasedAt={released?.releasedAt} />
        <Rows warningId={id} rows={rows} isWall={wall} />
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
  return say('silence.sentence', { concerned: rows.length, answered, rest: rest() });

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

function Acts({
  warning,
  followUps,
  isWall,
}: {
  readonly warning: ShownWarning;
  readonly followUps: readonly FollowUp[];
  readonly isWall: boolean;
}) {
  const { id } = warning;
  const mayEnd = useMay('release-warnings');
  const { say } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayFollowUp = useMay('follow-up');
  const running = followUps.filter(({ endedAt }) => endedAt === undefined);
  const isPaused = running.length > 0 && running.every(({ pausedAt }) => pausedAt !== undefined);
  const pause = async (paused: boolean) => {
    await call(pauseFollowUps, { params: { id }, body: { paused } });
    await queries.invalidateQueries({ queryKey: ['warnings'] });
    tell(say(paused ? 'silence.paused' : 'silence.resumed'), () => void pause(!paused));
  };
  return (
    <>
      {!isWall && (
        <>
          <Link className={buttonClass('plain')} to="/drafts/$id" params={{ id }}>
            {say('silence.edit')}
          </Link>
          {mayFollowUp && running.length > 0 && (
            <Button onPress={() => void pause(!isPaused)}>{say(isPaused ? 'silence.resume' : 'silence.pause')}</Button>
          )}
          {mayEnd && <EndWarning warning={warning} />}
          <Button onPress={() => print()}>{say('silence.print')}</Button>
        </>
      )}
      <Button onPress={() => void navigate({ to: '/open-warnings/$id', params: { id }, search: { wall: isWall ? undefined : true } })}>
        {say(isWall ? 'silence.wall.leave' : 'silence.wall')}
      </Button>
    </>
  );
}

function Rows({ warningId, rows, isWall }: { readonly warningId: string; readonly rows: readonly BoardRow[]; readonly isWall: boolean }) {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ from: '/open-warnings/$id' });
  const [sector, chooseSector] = useState('');
  const [reason, chooseReason] = useState('');
  const [isCallsOnly, onlyCalls] = useState(false);
  const calls = toCall(rows);
  const shown = (isCallsOnly ? calls : rows).filter(
    ({ concerned }) =>
      (sector === '' || concerned.sector === sector) && (reason === '' || concerned.reasons.some((one) => one.reason === reason)),
  );
  const chosen = rows.find((row) => row.id === search.institution);
  const sectors = [...new Set(rows.map(({ concerned }) => concerned.sector))].toSorted();
  const reasons = REASONS.filter((one) => rows.some(({ concerned }) => concerned.reasons.some((its) => its.reason === one)));
  return (
    <>
      {!isWall && (
        <div className={styles['tools']}>
          <label>
            {say('silence.sector')}
            <select value={sector} onChange={({ target }) => chooseSector(target.value)}>
              <option value="">{say('silence.all')}</option>
              {sectors.map((one) => (
                <option key={one} value={one}>
                  {say(`sector.${one as 'ggz'}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {say('silence.reason')}
            <select value={reason} onChange={({ target }) => chooseReason(target.value)}>
              <option value="">{say('silence.all')}</option>
              {reasons.map((one) => (
                <option key={one} value={one}>
                  {words(language)(`reason.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <input type="checkbox" checked={isCallsOnly} onChange={({ target }) => onlyCalls(target.checked)} />
            {say('silence.only-calls', { count: calls.length })}
          </label>
        </div>
      )}
      {shown.length === 0 ? (
        <EmptyState what={say('silence.none')} next={say('silence.none.next')} />
      ) : (
        <div className={styles['split']}>
          <div className={styles['rows']}>
            <RovingList
              label={say('silence.rows')}
              rows={shown}
              chosen={search.institution}
              rowPixels={42}
              onChoose={(institution) =>
                void navigate({
                  to: '/open-warnings/$id',
                  params: { id: warningId },
                  search: { ...search, institution },
                  replace: true,
                  resetScroll: false,
                })
              }
            >
              {(row) => <BoardLine row={row} />}
            </RovingList>
          </div>
          {!isWall && (
            <section className={styles['detail']} aria-label={say('part.detail')}>
              {chosen === undefined ? (
                <p className="soft">{say('silence.choose')}</p>
              ) : (
                <CallPane key={chosen.id} warningId={warningId} row={chosen} />
              )}
            </section>
          )}
        </div>
      )}
    </>
  );
}
