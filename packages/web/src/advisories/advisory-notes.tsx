import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { ADVISORY_NOTE_CHARACTERS_MAX } from '@forewarn/api/advisories.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { NotSent } from '../components/not-sent.tsx';
import { Time } from '../components/time.tsx';
import { isKept } from '../lib/fault.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { notesQuery } from './advisory-queries.ts';
import { useAdvisoryActs } from './use-advisory-acts.ts';
import styles from './advisory.module.css';

/** What staff write at an advisory, for staff: newest first, each taken back by its writer. */
export function AdvisoryNotes({ id }: { readonly id: string }) {
  const { say } = useWords();
  const mayKeep = useMay('keep-advisories');
  const acts = useAdvisoryActs(id);
  const { data, error, refetch } = useQuery(notesQuery(id));
  const [text, setText] = useState('');
  const writing = useMutation({
    mutationFn: acts.note,
    onSuccess: () => setText(''),
    onError: (fault) => {
      if (isKept(fault)) setText(''); // the page says that it waits
    },
  });
  const takingBack = useMutation({ mutationFn: acts.takeNoteBack });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (text.trim() !== '' && !writing.isPending) writing.mutate(text);
  };
  return (
    <section aria-labelledby="advisory-notes">
      <h2 id="advisory-notes">{say('advisory.own-notes')}</h2>
      {mayKeep && (
        <form className={styles['form']} onSubmit={submit}>
          <Field
            label={say('advisory.note.label')}
            help={say('advisory.note.help')}
            lines={3}
            maxLength={ADVISORY_NOTE_CHARACTERS_MAX}
            value={text}
            onChange={setText}
          />
          {!isKept(writing.error) && <NotSent sending={writing} />}
          <div>
            <Button type="submit" isDisabled={text.trim() === '' || writing.isPending}>
              {say('advisory.note.act')}
            </Button>
          </div>
        </form>
      )}
      {error !== null && <FaultState fault={error} onTryAgain={() => void refetch()} />}
      {data?.notes.length === 0 && <p>{say('advisory.own-notes.none')}</p>}
      <NotSent sending={takingBack} />
      <ul className={styles['matches']}>
        {data?.notes.map((note) => (
          <li key={note.id}>
            <strong>{note.writtenBy}</strong> <Time at={note.writtenAt} />{' '}
            {note.isOwn && mayKeep && (
              <Button look="quiet" onPress={() => takingBack.mutate(note.id)}>
                {say('advisory.note.take-back')}
              </Button>
            )}
            <p className={styles['pre']}>{note.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
