import { words } from '@forewarn/core/warnings/words.ts';
import { AnswerMark, UrgencyMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { useNow } from '../lib/clock.ts';
import { momentWords } from '../lib/moment-words.ts';
import { useWords } from '../lib/words.ts';
import type { FollowUp } from './board-queries.ts';
import type { BoardRow } from './board-rows.ts';
import styles from './board.module.css';

/** One institution: how it stands, who it is, why it is concerned, when it was told, and what happens next. */
export function BoardLine({ row: { concerned, clock, standing } }: { readonly row: BoardRow }) {
  const { say, language } = useWords();
  const reasons = [...new Set(concerned.reasons.map(({ reason }) => words(language)(`reason.${reason}`)))];
  const ofAnswer =
    concerned.standing === 'unconfirmed'
      ? say('silence.unconfirmed')
      : concerned.standing === 'outdated'
        ? say('silence.outdated')
        : undefined;
  return (
    <div className={styles['row']}>
      <AnswerMark answer={standing} />
      <strong>
        <UrgencyMark urgency={concerned.urgency} quiet /> {concerned.institution}
      </strong>
      <span className={`${styles['minor']} soft`}>{reasons.slice(0, 2).join(', ')}</span>
      <span className={`${styles['minor']} soft`}>
        {concerned.toldAt === undefined ? say('silence.not-told') : <Time at={concerned.toldAt} as="table" />}
        {concerned.readAt !== undefined && (
          <>
            {' '}
            · {say('silence.read')} <Time at={concerned.readAt} as="table" />
          </>
        )}
      </span>
      <span>
        {ofAnswer}
        {ofAnswer !== undefined && clock !== undefined && clock.endedAt === undefined && ' · '}
        {clock !== undefined && clock.endedAt === undefined && <NextStep clock={clock} />}
        {clock?.endedAt === undefined &&
          clock?.waiting.map(({ contact, at }) => (
            <span key={contact} className="soft">
              {' '}
              {say('silence.waits', { contact })} <Time at={at} />
            </span>
          ))}
      </span>
    </div>
  );
}

/** What is done next by itself, and in how many minutes and seconds. */
export function NextStep({ clock }: { readonly clock: FollowUp }) {
  const { say } = useWords();
  const now = useNow();
  if (clock.heldBy !== undefined && clock.heldUntil !== undefined && Date.parse(clock.heldUntil) > now)
    return <span className={styles['due']}>{say('silence.next.held', { by: clock.heldBy })}</span>;
  if (clock.callSince !== undefined)
    return <strong className={styles['due']}>{say('silence.next.call', { waiting: spanOf(now - Date.parse(clock.callSince)) })}</strong>;
  if (clock.pausedAt !== undefined) return say('silence.next.paused');
  if (clock.nextAt === undefined || clock.nextAction === undefined) return say('silence.next.none');
  const what = say(`silence.next.${clock.nextAction}`);
  const left = Date.parse(clock.nextAt) - now;
  return left <= 0 ? say('silence.next.now', { what }) : say('silence.next.in', { what, left: spanOf(left) });
}

/** 12:05 below an hour, 3:12:05 below a day, else days and hours. */
function spanOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const two = (count: number) => String(count).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours >= 24) return `${Math.floor(hours / 24)}d ${hours % 24}h`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Used where a clock's hour is said. */
export function useHour(): (at: string) => string {
  const { language } = useWords();
  return (at) => momentWords(at, Date.now(), language).spokenTime;
}
