import { axisX, dot, gridX, ruleY, text, type PlotOptions } from '@observablehq/plot';
import { useMemo } from 'react';
import { csvText } from '@forewarn/core/warnings/csv-text.ts';
import { URGENCIES } from '@forewarn/core/warnings/warning.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { keepText } from '../lib/keep-file.ts';
import { numberWords } from '../lib/number-words.ts';
import { useWords, type Words } from '../lib/words.ts';
import { Chart } from './chart.tsx';
import type { Minutes, Situation } from './situation-queries.ts';
import styles from './situation.module.css';

const MEASURES = ['warn', 'read', 'answer'] as const;
type Measure = (typeof MEASURES)[number];
type Measured = Minutes & { readonly median: number; readonly p90: number };

const HOUR_MINUTES = 60;
const DAY_MINUTES = 1_440;
/** What the axis names, in minutes: 1 minute, hour, day, week, 2 months. In steps of so many times: minutes and weeks stand on one line. */
const TICKS = [1, HOUR_MINUTES, DAY_MINUTES, 7 * DAY_MINUTES, 60 * DAY_MINUTES];

export function hasNoMinutes(minutes: NonNullable<Situation['minutes']>): boolean {
  return MEASURES.every((measure) => minutes[measure].length === 0);
}

/** How long warning, reading and answering took in the period: by urgency what half and nine in ten stayed within, as charts and as one table. */
export function MinutesPart({ minutes, days }: { readonly minutes: NonNullable<Situation['minutes']>; readonly days: number }) {
  const { say } = useWords();
  return (
    <section aria-labelledby="minutes">
      <h2 id="minutes">{say('minutes.title', { days })}</h2>
      {hasNoMinutes(minutes) ? (
        <EmptyState what={say('minutes.empty', { days })} next={say('minutes.empty.next')} />
      ) : (
        <>
          <p className="soft">{say('minutes.how')}</p>
          {MEASURES.map((measure) => (
            <MeasureChart key={measure} measure={measure} rows={minutes[measure]} />
          ))}
          <MinutesTable minutes={minutes} days={days} />
        </>
      )}
    </section>
  );
}

/** A filled dot for half of them, an open diamond for nine in ten, and their words beside them: it reads without colour. */
function MeasureChart({ measure, rows }: { readonly measure: Measure; readonly rows: readonly Minutes[] }) {
  const { say, language } = useWords();
  const measured = inOrder(rows).filter(isMeasured);
  const options = useMemo<PlotOptions>(() => {
    const drawn = measured.map(({ urgency, median, p90 }) => ({
      urgency,
      median: Math.max(1, median),
      p90: Math.max(1, p90),
      words: `${say(`urgency.${urgency}`)}: ${spanWords(median, say, language)} · ${spanWords(p90, say, language)}`,
    }));
    const longest = Math.max(HOUR_MINUTES, ...drawn.map(({ p90 }) => p90));
    return {
      height: 40 + drawn.length * 48,
      marginLeft: 20,
      marginRight: 30,
      x: { type: 'log', domain: [1, longest], label: null },
      y: { type: 'band', axis: null, domain: drawn.map(({ urgency }) => urgency) },
      marks: [
        axisX(
          TICKS.filter((tick) => tick <= longest),
          { text: (tick: number) => spanWords(tick, say, language) },
        ),
        gridX(TICKS.filter((tick) => tick <= longest)),
        ruleY(drawn, { y: 'urgency', x1: 'median', x2: 'p90', stroke: 'currentColor', strokeWidth: 2 }),
        dot(drawn, { y: 'urgency', x: 'median', r: 6, fill: 'currentColor' }),
        dot(drawn, { y: 'urgency', x: 'p90', r: 7, symbol: 'diamond', stroke: 'currentColor', strokeWidth: 2, fill: 'none' }),
        text(drawn, { y: 'urgency', frameAnchor: 'left', text: 'words', textAnchor: 'start', dy: -18 }),
      ],
    };
  }, [rows, say, language]);
  const [first] = measured;
  if (first === undefined) return rows.length === 0 ? null : <p>{say(`minutes.none.${measure}`)}</p>;
  const title = say(`minutes.${measure}.message`, {
    urgency: say(`urgency.${first.urgency}`),
    median: spanWords(first.median, say, language),
    p90: spanWords(first.p90, say, language),
  });
  return (
    <div>
      <h3>{title}</h3>
      <Chart options={options} label={title} />
    </div>
  );
}

function MinutesTable({ minutes, days }: { readonly minutes: NonNullable<Situation['minutes']>; readonly days: number }) {
  const { say, language } = useWords();
  const lines = MEASURES.flatMap((measure) => inOrder(minutes[measure]).map((row) => ({ ...row, measure })));
  const columns = (['what', 'urgency', 'done', 'median', 'p90'] as const).map((column) => say(`minutes.column.${column}`));
  const keep = () =>
    keepText(
      csvText([
        [...columns.slice(0, 2), say('minutes.column.asked'), ...columns.slice(2)],
        ...lines.map((one) => [say(`minutes.${one.measure}`), say(`urgency.${one.urgency}`), one.asked, one.done, one.median, one.p90]),
      ]),
      say('minutes.file', { days }),
    );
  return (
    <>
      <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('situation.table')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ measure, urgency, asked, done, median, p90 }) => (
              <tr key={`${measure}/${urgency}`}>
                <th scope="row">{say(`minutes.${measure}`)}</th>
                <td>
                  <UrgencyMark urgency={urgency} />
                </td>
                <td>{say('minutes.of', { done, asked })}</td>
                <td>{median === undefined ? '–' : numberWords(median, language, 1)}</td>
                <td>{p90 === undefined ? '–' : numberWords(p90, language, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="no-print">
        <Button onPress={keep}>{say('minutes.keep')}</Button>
      </div>
    </>
  );
}

function inOrder(rows: readonly Minutes[]): readonly Minutes[] {
  return rows.toSorted((one, other) => URGENCIES.indexOf(one.urgency) - URGENCIES.indexOf(other.urgency));
}

function isMeasured(row: Minutes): row is Measured {
  return row.median !== undefined && row.p90 !== undefined;
}

/** "45 min", "5,2 uur", "1 dag". */
function spanWords(minutes: number, say: Words, language: Language): string {
  const said = (amount: number) => numberWords(amount, language, amount < 10 ? 1 : 0);
  if (minutes < HOUR_MINUTES) return say('minutes.span.minutes', { amount: said(minutes) });
  if (minutes < DAY_MINUTES) return say('minutes.span.hours', { amount: said(minutes / HOUR_MINUTES) });
  const days = said(minutes / DAY_MINUTES);
  return days === '1' ? say('minutes.span.day') : say('minutes.span.days', { amount: days });
}
