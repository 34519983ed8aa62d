import { WEEKDAYS, type Weekday } from '@forewarn/core/deliveries/local-time.ts';
import { USUAL_ZONE } from '@forewarn/core/deliveries/wishes.ts';
import { useWords, type Words } from '../lib/words.ts';
import type { Wishes } from './wishes-queries.ts';

/** Wishes in sentences, the shortest that say what happens. */
export function DescribedWishes({ wishes }: { readonly wishes: Wishes }) {
  const { say, language } = useWords();
  const time = (text: string) => (language === 'nl' ? text.replace(':', '.') : text);
  const { floor, bundle, hours, topics, severityMin, zone } = wishes;
  return (
    <ul>
      <li>{say(`wishes.at-once.${floor}`)}</li>
      <li>{say('wishes.bundle', { days: daysInWords(bundle.days, say), time: time(bundle.at) })}</li>
      {hours !== undefined && (
        <li>{say('wishes.hours', { from: time(hours.from), until: time(hours.until), days: daysInWords(hours.days, say) })}</li>
      )}
      {topics !== undefined && <li>{say('wishes.topics')}</li>}
      {severityMin !== undefined && <li>{say('wishes.severity', { score: severityMin })}</li>}
      {zone !== USUAL_ZONE && <li>{say('wishes.zone', { zone })}</li>}
    </ul>
  );
}

function daysInWords(days: readonly Weekday[], say: Words): string {
  if (days.length === WEEKDAYS.length) return say('days.all');
  if (days.length === 5 && !days.includes('SA') && !days.includes('SU')) return say('days.work');
  return days.map((day) => say(`day.${day}`)).join(', ');
}
