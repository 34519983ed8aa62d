import { useQuery } from '@tanstack/react-query';
import { useWords } from '../lib/words.ts';
import { colleaguesQuery } from './matter-queries.ts';
import styles from './queue.module.css';

export type Colleague = { readonly accountId: string; readonly name: string };

/** People of the CERT to whom something can be given. */
export function ChooseColleague({
  chosen,
  onChoose,
}: {
  readonly chosen: string | undefined;
  readonly onChoose: (colleague: Colleague) => void;
}) {
  const { say } = useWords();
  const { data } = useQuery(colleaguesQuery);
  if (data?.colleagues.length === 0) return <p>{say('queue.no-colleagues')}</p>;
  return (
    <fieldset className={styles['choices']}>
      <legend>{say('queue.to-whom')}</legend>
      {data?.colleagues.map((colleague, place) => (
        <label key={colleague.accountId}>
          <input
            type="radio"
            name="colleague"
            autoFocus={place === 0}
            checked={chosen === colleague.accountId}
            onChange={() => onChoose(colleague)}
          />
          {colleague.name}
        </label>
      ))}
    </fieldset>
  );
}
