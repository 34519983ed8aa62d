import { useSuspenseQuery } from '@tanstack/react-query';
import { PageSentence } from '../components/page-sentence.tsx';
import { useWords, type PlainKey } from '../lib/words.ts';
import { branchNumbersQuery } from './people-queries.ts';
import styles from './people.module.css';

const NUMBERS = ['members', 'withRoundTheClockContact', 'withInventory', 'concerned', 'answered'] as const;
const WORDS: Readonly<Record<(typeof NUMBERS)[number], PlainKey>> = {
  members: 'members.members',
  withRoundTheClockContact: 'members.round-the-clock',
  withInventory: 'members.inventory',
  concerned: 'members.concerned',
  answered: 'members.answered',
};

/** "Onze leden in cijfers": numbers, never names; what is below five is "<5". */
export function MembersPage() {
  const { say, numbered } = useWords();
  const numbers = useSuspenseQuery(branchNumbersQuery).data;
  const shown = (number: number | undefined) => (number === undefined ? say('members.few') : numbered(number));
  // "<5" reads as more than one.
  const told = (number: number | undefined) => ({ count: number ?? 0, shown: shown(number) });
  const sentence = `${say('members.sentence.concerned', told(numbers.concerned))} ${say('members.sentence.answered', told(numbers.answered))}`;
  return (
    <div className={styles['page']}>
      <PageSentence title={say('menu.members')}>{sentence}</PageSentence>
      <table className={styles['numbers']}>
        <tbody>
          {NUMBERS.map((name) => (
            <tr key={name}>
              <th scope="row">{say(WORDS[name])}</th>
              <td className="number">{shown(numbers[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{say('members.why')}</p>
    </div>
  );
}
