import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { openFor } from '../lib/acting-for.ts';
import { rememberInstitution } from '../lib/chosen-institution.ts';
import type { SignedIn } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import styles from './shell.module.css';

/** For whom an IT provider acts, or which of their institutions somebody of several looks at, on every page, and the way to another one. */
export function ActingFor({ session }: { readonly session: SignedIn }) {
  const { actingFor, onBehalfOf, home } = session;
  const { say } = useWords();
  const [chosen, choose] = useState(onBehalfOf?.institutionId ?? '');
  if (actingFor.length === 0) return null;
  const isOfSeveral = actingFor.some(({ byOwnAccount }) => byOwnAccount);
  const word = say(isOfSeveral ? 'acting.at' : 'acting.for');
  const oneself = isOfSeveral ? (home.institution ?? '') : say('acting.all');
  const byName = actingFor.toSorted((one, other) => one.institution.localeCompare(other.institution, 'nl'));
  return (
    <form
      aria-label={word}
      className={styles['acting']}
      data-acting={onBehalfOf !== undefined}
      onSubmit={(event) => {
        event.preventDefault();
        const institutionId = chosen === '' ? undefined : chosen;
        if (isOfSeveral) rememberInstitution(session, institutionId);
        openFor(institutionId);
      }}
    >
      <span>
        {word} <strong>{onBehalfOf?.institution ?? oneself}</strong>
      </span>
      {/* With a button, so that arrow keys walk over the names and lead nowhere. */}
      <select
        aria-label={say(isOfSeveral ? 'acting.choose-own' : 'acting.choose')}
        value={chosen}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">{oneself}</option>
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
