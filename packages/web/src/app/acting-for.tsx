import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { openFor } from '../lib/acting-for.ts';
import type { SignedIn } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import styles from './shell.module.css';

/** For whom an IT provider acts, on every page, and the way to another one. Nobody else may act for anybody. */
export function ActingFor({ session: { actingFor, onBehalfOf } }: { readonly session: SignedIn }) {
  const { say } = useWords();
  const [chosen, choose] = useState(onBehalfOf?.institutionId ?? '');
  if (actingFor.length === 0) return null;
  const byName = actingFor.toSorted((one, other) => one.institution.localeCompare(other.institution, 'nl'));
  return (
    <form
      aria-label={say('acting.for')}
      className={styles['acting']}
      data-acting={onBehalfOf !== undefined}
      onSubmit={(event) => {
        event.preventDefault();
        openFor(chosen === '' ? undefined : chosen);
      }}
    >
      <span>
        {say('acting.for')} <strong>{onBehalfOf?.institution ?? say('acting.all')}</strong>
      </span>
      {/* With a button, so that arrow keys walk over the names and lead nowhere. */}
      <select aria-label={say('acting.choose')} value={chosen} onChange={({ target }) => choose(target.value)}>
        <option value="">{say('acting.all')}</option>
        {byName.map(({ institutionId, institution }) => (
          <option key={institutionId} value={institutionId}>
            {institution}
          </option>
        ))}
      </select>
      <Button type="submit">{say('acting.do')}</Button>
    </form>
  );
}
