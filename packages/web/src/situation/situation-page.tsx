import { areaY, barX, lineY, ruleY, text, type PlotOptions } from '@observablehq/plot';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { URGENCIES } from '@forewarn/core/warnings/warning.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { useWords } from '../lib/words.ts';
import { Chart } from './chart.tsx';
import { hasNoMinutes, MinutesPart } from './minutes.tsx';
import { PERIOD_DAYS, PERIODS } from './periods.ts';
import { situationQuery, type Situation } from './situation-queries.ts';
import styles from './situation.module.css';

type Count = number | 'not-shown';
const ANSWERS = ['fixed', 'working', 'notAffected', 'needHelp', 'silent'] as const;

/** Where the sector stands: each chart says its message in its title, names its parts beside them, and has its table. */
export function SituationPage() {
  const { say, numbered } = useWords();
  const { days = PERIOD_DAYS } = useSearch({ from: '/situation' });
  const situation = useSuspenseQuery(situationQuery(days)).data;
  const { minutes } = situation;
  const isEmpty = minutes === undefined || hasNoMinutes(minutes);
  const open = situation.openWarnings.reduce((sum, { warnings }) => sum + warnings, 0);
  const exposed = counted(situation.exposure.at(-1)?.exposed ?? 0, say('situation.not-shown'), numbered);
  return (
    <>
      <PageSentence title={say('situation.title')}>
        {say('situation.sentence', { count: open, exposed: say('situation.sentence.exposed', exposed) })}
      </PageSentence>
      <Period days={days} />
      {situation.answers.length === 0 && open === 0 && isEmpty ? (
        <EmptyState what={say('situation.empty')} next={say('situation.empty.next')} />
      ) : (
        <div className={styles['parts']}>
          <section>
            <h2>{say('situation.open')}</h2>
            <ul className={styles['counts']}>
              {URGENCIES.map((urgency) => (
                <li key={urgency}>
                  <UrgencyMark urgency={urgency} />{' '}
                  <strong>{situation.openWarnings.find((one) => one.urgency === urgency)?.warnings ?? 0}</strong>
                </li>
              ))}
            </ul>
          </section>
          <Exposure exposure={situation.exposure} exposed={exposed} days={days} />
          {minutes !== undefined && <MinutesPart minutes={minutes} days={days} />}
          <Sectors answers={situation.answers} />
        </div>
      )}
    </>
  );
}

/** It stands in the address, so that a link shows the same. */
function Period({ days }: { readonly days: number }) {
  const { say } = useWords();
  const navigate = useNavigate();
  return (
    <div className={`${styles['tools'] ?? ''} no-print`}>
      <label>
        {say('situation.period')}
        <select
          value={days}
          onChange={({ target }) => {
            const chosen = Number(target.value);
            void navigate({ to: '/situation', search: { days: chosen === PERIOD_DAYS ? undefined : chosen }, resetScroll: false });
          }}
        >
          {PERIODS.map((one) => (
            <option key={one} value={one}>
              {say('situation.period.days', { days: one })}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Exposure({
  exposure,
  exposed,
  days: period,
}: {
  readonly exposure: Situation['exposure'];
  readonly exposed: Counted;
  readonly days: number;
}) {
  const { say, language, numbered } = useWords();
  const options = useMemo<PlotOptions>(() => {
    const dayName = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const days = exposure.map((one) => ({ day: new Date(one.day), exposed: amount(one.exposed), answered: amount(one.answered) }));
    const last = days.slice(-1);
    return {
      height: 240,
      marginRight: 130,
      y: {
        label: say('situation.exposure.axis'),
        grid: true,
        ticks: Math.min(5, Math.max(1, ...days.map((one) => Math.max(one.exposed, one.answered)))),
        tickFormat: numbered,
      },
      x: { label: null, ticks: 6, tickFormat: (day: Date) => dayName.format(day) },
      marks: [
        areaY(days, { x: 'day', y: 'exposed', fill: 'currentColor', fillOpacity: 0.15 }),
        lineY(days, { x: 'day', y: 'exposed', stroke: 'currentColor', strokeWidth: 2.5 }),
        lineY(days, { x: 'day', y: 'answered', stroke: 'currentColor', strokeDasharray: '5 4' }),
        text(last, { x: 'day', y: 'exposed', text: () => say('situation.exposed'), textAnchor: 'start', dx: 6, dy: -6 }),
        text(last, { x: 'day', y: 'answered', text: () => say('situation.answered'), textAnchor: 'start', dx: 6, dy: 8 }),
        ruleY([0]),
      ],
    };
  }, [exposure, say, language, numbered]);
  const title = say('situation.exposure', { ...exposed, days: period });
  return (
    <section>
      <h2>{title}</h2>
      <Chart options={options} label={title} />
      <details>
        <summary>{say('situation.table')}</summary>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{say('situation.day')}</th>
              <th scope="col">{say('situation.exposed')}</th>
              <th scope="col">{say('situation.answered')}</th>
            </tr>
          </thead>
          <tbody>
            {exposure.toReversed().map(({ day, exposed: there, answered }) => (
              <tr key={day}>
                <td>{day}</td>
                <td>{shown(there, say('situation.not-shown'), numbered)}</td>
                <td>{shown(answered, say('situation.not-shown'), numbered)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Sectors({ answers }: { readonly answers: Situation['answers'] }) {
  const { say, numbered } = useWords();
  const options = useMemo<PlotOptions>(() => {
    const silent = answers.map((one) => ({
      sector: say(`sector.${one.sector as 'ggz'}`),
      asked: amount(one.asked),
      silent: amount(one.silent),
    }));
    return {
      height: 40 + silent.length * 32,
      marginLeft: 190,
      marginRight: 60,
      x: { label: null, axis: null },
      y: { label: null },
      marks: [
        barX(silent, { y: 'sector', x: 'asked', fill: 'none', stroke: 'currentColor' }),
        barX(silent, { y: 'sector', x: 'silent', fill: 'currentColor' }),
        text(silent, {
          y: 'sector',
          x: 'asked',
          text: (one: { silent: number; asked: number }) => `${numbered(one.silent)}/${numbered(one.asked)}`,
          textAnchor: 'start',
          dx: 6,
        }),
      ],
    };
  }, [answers, say, numbered]);
  const sum = (name: 'asked' | 'silent') => answers.reduce((all, one) => all + amount(one[name]), 0);
  const title = say('situation.sectors', { count: sum('silent'), asked: sum('asked') });
  return (
    <section>
      <h2>{title}</h2>
      <Chart options={options} label={title} />
      <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('situation.table')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{say('situation.sector')}</th>
              <th scope="col">{say('situation.asked')}</th>
              {ANSWERS.map((name) => (
                <th key={name} scope="col">
                  {say(`situation.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answers.map((one) => (
              <tr key={one.sector}>
                <th scope="row">{say(`sector.${one.sector as 'ggz'}`)}</th>
                <td>{shown(one.asked, say('situation.not-shown'), numbered)}</td>
                {ANSWERS.map((name) => (
                  <td key={name}>{shown(one[name], say('situation.not-shown'), numbered)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function amount(count: Count): number {
  return count === 'not-shown' ? 0 : count;
}

/** What is not shown reads as more than one. */
function counted(count: Count, few: string, numbered: Numbered): Counted {
  return { count: amount(count), shown: shown(count, few, numbered) };
}
type Counted = { readonly count: number; readonly shown: string };
type Numbered = (value: number) => string;

function shown(count: Count, few: string, numbered: Numbered): string {
  return count === 'not-shown' ? few : numbered(count);
}
