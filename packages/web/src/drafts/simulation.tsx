import { useQuery } from '@tanstack/react-query';
import { useMinute } from '../lib/clock.ts';
import { momentWords } from '../lib/moment-words.ts';
import { useWords } from '../lib/words.ts';
import { simulationQuery } from './draft-queries.ts';

/** "Om 03.00 uur worden 9 telefoons gebeld": what follow-up would do if nobody answered. */
export function Simulation({ id, savedAt }: { readonly id: string; readonly savedAt: string }) {
  const { say, language } = useWords();
  const now = useMinute();
  const { data } = useQuery(simulationQuery(id, savedAt));
  if (data === undefined) return null;
  const shown = data.moments
    .map(({ at, phones, byChannel }) => ({ at, phones, messages: Object.values(byChannel).reduce((sum, count) => sum + count, 0) }))
    .filter(({ phones, messages }) => phones + messages > 0);
  return (
    <section>
      <h2>{say('simulation.title')}</h2>
      {shown.length === 0 && <p>{say('simulation.none')}</p>}
      <ol>
        {shown.map(({ at, phones, messages }) => {
          return (
            <li key={at}>
              {phones > 0 && say('simulation.phones', { at: whenOf(at), count: phones })}{' '}
              {messages > 0 && say('simulation.messages', { at: whenOf(at), count: messages })}
            </li>
          );
        })}
      </ol>
    </section>
  );

  function whenOf(at: string): string {
    const { day, fullDate, spokenTime } = momentWords(at, now, language);
    return say(day === 'today' ? 'simulation.at' : 'simulation.at-day', { date: fullDate, time: spokenTime });
  }
}
