import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { showInstitution } from '@forewarn/api/institutions.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { call } from '../lib/call.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import type { DraftForm } from './draft-form.ts';
import type { Preview } from './draft-queries.ts';
import styles from './draft.module.css';

type Chosen = DraftForm['audience'];

const WHY_NOT: Readonly<Record<string, PlainKey>> = {
  'no-such': 'persons.no-such',
  'no-person': 'persons.no-person',
  'shared-mailbox': 'persons.shared-mailbox',
  'mailbox-of-a-function': 'persons.mailbox-of-a-function',
  'outside-the-institution': 'persons.outside-the-institution',
};

/** TLP:RED is for persons by name: which, of the institutions that are concerned, and who of them is no person. */
export function Persons({
  preview,
  audience,
  onChange,
}: {
  readonly preview: Preview | undefined;
  readonly audience: Chosen;
  readonly onChange: (audience: Chosen) => void;
}) {
  const { say } = useWords();
  const [institution, choose] = useState('');
  const persons = audience.persons ?? [];
  const concerned = (preview?.institutions ?? []).toSorted((one, other) => one.institution.localeCompare(other.institution));
  return (
    <fieldset className={styles['group']}>
      <legend>{say('persons.title', { count: persons.length })}</legend>
      <p className="soft">{say('persons.what')}</p>
      {preview?.notPersons.map(({ contactId, name, because }) => (
        <p key={contactId} className={styles['problem']}>
          {name ?? contactId}: {say(WHY_NOT[because] ?? 'persons.no-person')}
        </p>
      ))}
      <label className="labelled">
        {say('persons.of')}
        <select value={institution} onChange={({ target }) => choose(target.value)}>
          <option value="">{say('persons.choose')}</option>
          {concerned.map((one) => (
            <option key={one.institutionId} value={one.institutionId}>
              {one.institution}
            </option>
          ))}
        </select>
      </label>
      {institution !== '' && (
        <ContactsOf
          key={institution}
          id={institution}
          persons={persons}
          onChange={(next) => onChange({ ...audience, persons: [...next] })}
        />
      )}
    </fieldset>
  );
}

function ContactsOf({
  id,
  persons,
  onChange,
}: {
  readonly id: string;
  readonly persons: readonly string[];
  readonly onChange: (persons: readonly string[]) => void;
}) {
  const { say, language } = useWords();
  const { data } = useQuery({ queryKey: ['institutions', 'contacts', id], queryFn: () => call(showInstitution, { params: { id } }) });
  if (data === undefined) return null;
  if (data.contacts.length === 0) return <p>{say('persons.none')}</p>;
  return (
    <div className={styles['choices']}>
      {data.contacts.map((contact) => (
        <label key={contact.id} className={styles['choice']}>
          <input
            type="checkbox"
            checked={persons.includes(contact.id)}
            onChange={({ target }) => onChange(target.checked ? [...persons, contact.id] : persons.filter((one) => one !== contact.id))}
          />
          {contact.name} <span className="soft">({words(language)(`role.${contact.role}`)})</span>
        </label>
      ))}
    </div>
  );
}
