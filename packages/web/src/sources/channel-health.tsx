import { useSuspenseQuery } from '@tanstack/react-query';
import { Time } from '../components/time.tsx';
import { useWords } from '../lib/words.ts';
import { channelsQuery } from './source-queries.ts';
import styles from './sources.module.css';

const COLUMNS = ['name', 'state', 'sent', 'failed', 'waiting', 'held'] as const;

/** How each way out does, of what was planned in a day: a channel that is down is one that nobody hears us by. */
export function ChannelHealth() {
  const { say, language, numbered } = useWords();
  const { channels } = useSuspenseQuery(channelsQuery).data;
  return (
    <section className={styles['channels']} aria-labelledby="channels">
      <h2 id="channels">{say('channels.title')}</h2>
      <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('channels.title')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {say(`channels.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {channels.map(({ channel, isOpen, sent, failed, waiting, held, down }) => (
              <tr key={channel}>
                <th scope="row">{say(`part.channel.${channel}`)}</th>
                <td>
                  {down !== undefined ? (
                    <strong>
                      {say('channels.down')} <Time at={down.since} as="table" />
                    </strong>
                  ) : (
                    say(isOpen ? 'channels.open' : 'channels.closed')
                  )}
                  {down !== undefined && <div className="soft">{down.sentence[language]}</div>}
                </td>
                <td>{numbered(sent)}</td>
                <td>{numbered(failed)}</td>
                <td>{numbered(waiting)}</td>
                <td>{numbered(held)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
