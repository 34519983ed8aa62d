import { CERTAINTIES, type Certainty } from '@forewarn/core/matching/match.ts';
import { CertaintyMark } from '../components/marks.tsx';
import { useWords } from '../lib/words.ts';
import styles from './draft.module.css';

/** How sure it must be that an institution is concerned before it is told; one certainty at least. */
export function CertaintyChoice({
  chosen,
  onChange,
}: {
  readonly chosen: readonly Certainty[];
  readonly onChange: (chosen: Certainty[]) => void;
}) {
  const { say } = useWords();
  return (
    <fieldset className={styles['group']}>
      <legend>{say('audience.certainties')}</legend>
      <div className={styles['choices']}>
        {CERTAINTIES.map((one) => (
          <label key={one} className={styles['choice']}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              disabled={chosen.length === 1 && chosen.includes(one)}
              onChange={() => onChange(CERTAINTIES.filter((other) => (other === one ? !chosen.includes(one) : chosen.includes(other))))}
            />
            <CertaintyMark certainty={one} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
