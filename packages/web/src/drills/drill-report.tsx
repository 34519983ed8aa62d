import { Link } from '@tanstack/react-router';
import { useWords } from '../lib/words.ts';
import type { ShownDrill } from './drill-queries.ts';
import styles from './drills.module.css';

type Report = ShownDrill['report'];
type Reached = Report['told'];

/** What the exercise showed: how many got how far, how fast; by channel and sector; and who is left, by name. */
export function DrillReport({ report }: { readonly report: Report }) {
  const { say } = useWords();
  return (
    <section aria-labelledby="drill-report">
      <h2 id="drill-report">{say('drills.report')}</h2>
      <dl className={styles['figures']}>
        <Figure label={say('drills.told')} reached={report.told} of={report.participants} />
        <Figure label={say('drills.read')} reached={report.read} of={report.participants} />
        <Figure label={say('drills.answered')} reached={report.answered} of={report.participants} />
      </dl>
      <h3>{say('drills.within')}</h3>
      <ul className={styles['bars']}>
        {report.answeredWithin.map(({ minutes, count, percent }) => (
          <li key={minutes}>
            <span>{say('drills.minutes', { count: minutes })}</span>
            <meter min={0} max={100} value={percent} aria-label={say('drills.minutes', { count: minutes })} />
            <strong>{say('drills.count', { count, percent })}</strong>
          </li>
        ))}
      </ul>
      <div className={styles['tables']}>
        <Channels report={report} />
        <Sectors report={report} />
      </div>
      <Left title={say('drills.unreachable')} none={say('drills.unreachable.none')} lines={report.unreachable} />
      <Left title={say('drills.silent')} none={say('drills.silent.none')} lines={report.silent} />
    </section>
  );
}

function Figure({ label, reached, of }: { readonly label: string; readonly reached: Reached; readonly of: number }) {
  const { say } = useWords();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{say('drills.of', { part: reached.count, whole: of })}</strong>
        {reached.medianMinutes !== undefined && reached.slowestMinutes !== undefined && (
          <span className="soft"> {say('drills.speed', { count: reached.medianMinutes, slowest: reached.slowestMinutes })}</span>
        )}
      </dd>
    </div>
  );
}

function Channels({ report: { channels } }: { readonly report: Report }) {
  const { say, numbered } = useWords();
  return (
    <table className={styles['table']}>
      <caption>{say('drills.by-channel')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('drills.channel')}</th>
          <th scope="col">{say('drills.sent')}</th>
          <th scope="col">{say('drills.failed')}</th>
        </tr>
      </thead>
      <tbody>
        {channels.map(({ channel, planned, sent, failed }) => (
          <tr key={channel}>
            <th scope="row">{say(`audience.channel.${channel as 'email'}`)}</th>
            <td>{say('drills.of', { part: sent, whole: planned })}</td>
            <td>{numbered(failed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sectors({ report: { sectors } }: { readonly report: Report }) {
  const { say } = useWords();
  return (
    <table className={styles['table']}>
      <caption>{say('drills.by-sector')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('drills.sector')}</th>
          <th scope="col">{say('drills.answered')}</th>
        </tr>
      </thead>
      <tbody>
        {sectors.map(({ sector, participants, answered }) => (
          <tr key={sector}>
            <th scope="row">{say(`sector.${sector as 'ggz'}`)}</th>
            <td>{say('drills.of', { part: answered, whole: participants })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Left({ title, none, lines }: { readonly title: string; readonly none: string; readonly lines: Report['silent'] }) {
  const { say } = useWords();
  return (
    <>
      <h3>{title}</h3>
      {lines.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {lines.map(({ institutionId, name, calls }) => (
            <li key={institutionId}>
              <Link to="/institutions/$id" params={{ id: institutionId }}>
                {name}
              </Link>{' '}
              {calls > 0 && <span className="soft">{say('drills.called', { count: calls })}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
