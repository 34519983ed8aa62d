import { openFor } from '../lib/acting-for.ts';
import type { SignedIn } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import styles from './shell.module.css';

/** For whom an IT provider acts, on every page, and the way to another one. Nobody else may act for anybody. */
export function ActingFor({ session: { actingFor, onBehalfOf } }: { readonly session: SignedIn }) {
  const { say } = useWords();
  if (actingFor.length === 0) return null;
  const byName = actingFor.toSorted((one, other) => one.institution.localeCompare(other.institution, 'nl'));
  return (
    <div className={styles['acting']} data-acting={onBehalfOf !== undefined}>
      <label>
        {say('acting.for')}{' '}
        <select value={onBehalfOf?.institutionId ?? ''} onChange={({ target }) => openFor(target.value === '' ? undefined : target.value)}>
          <option value="">{say('acting.all')}</option>
          {byName.map(({ institutionId, institution }) => (
            <option key={institutionId} value={institutionId}>
              {institution}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
