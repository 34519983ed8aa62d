import { Button } from '../components/button.tsx';
import { momentWords } from '../lib/moment-words.ts';
import { useWords } from '../lib/words.ts';
import { differencesOf, type DraftForm } from './draft-form.ts';
import type { SavingState } from './use-draft.ts';
import styles from './draft.module.css';

/** Two editors of one draft: who saved, and both texts where they differ; the reader chooses. */
export function ConflictNotice({
  conflict,
  mine,
  onTakeTheirs,
  onKeepMine,
}: {
  readonly conflict: Extract<SavingState, { readonly kind: 'conflict' }>;
  readonly mine: DraftForm;
  readonly onTakeTheirs: () => void;
  readonly onKeepMine: () => void;
}) {
  const { say, language } = useWords();
  const time = momentWords(conflict.at, Date.now(), language).spokenTime;
  return (
    <section className={styles['conflict']} role="alert">
      <h2>{say('conflict.title', { by: conflict.by, time })}</h2>
      <p>{say('conflict.next')}</p>
      <div className={styles['wide']}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{say('conflict.field')}</th>
              <th scope="col">{say('conflict.mine')}</th>
              <th scope="col">{say('conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {differencesOf(mine, conflict.theirs).map(({ at, one, other }) => (
              <tr key={at}>
                <th scope="row">{say(`conflict.at.${at}` as 'conflict.at.nl.title')}</th>
                <td>{one === '' ? say('conflict.empty') : one}</td>
                <td>{other === '' ? say('conflict.empty') : other}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles['choices']}>
        <Button onPress={onTakeTheirs}>{say('conflict.take-theirs')}</Button>
        <Button onPress={onKeepMine}>{say('conflict.keep-mine')}</Button>
      </div>
    </section>
  );
}
