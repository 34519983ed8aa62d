import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { draftWarning } from '@forewarn/api/warnings.ts';
import { URGENCIES } from '@forewarn/core/warnings/warning.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { contentOf, lacksOf, type DraftForm } from './draft-form.ts';
import { warningQuery } from './draft-queries.ts';
import { firstTextQuery } from './first-text.ts';
import { Lacks } from './saved-state.tsx';
import { TextFields } from './text-fields.tsx';
import styles from './draft.module.css';

/** The first text of a warning on a matter: from its advisory where it has one, else from nothing. */
export function NewDraftPage() {
  const { say } = useWords();
  const { matter: matterId } = useSearch({ from: '/drafts/new' });
  const { title, form: first } = useSuspenseQuery(firstTextQuery(matterId)).data;
  const [form, setForm] = useState<DraftForm>(first);
  const [fault, setFault] = useState<unknown>();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const lacks = lacksOf(form, { version: 1, kind: 'initial' });
  const begin = async () => {
    try {
      const { embargoUntil, audience, ...content } = contentOf(form);
      const warning = await call(draftWarning, { body: { ...content, urgency: form.urgency, matterId } });
      queries.setQueryData(warningQuery(warning.id).queryKey, warning);
      await navigate({ to: '/drafts/$id', params: { id: warning.id }, replace: true });
    } catch (cause) {
      setFault(cause);
    }
  };
  return (
    <>
      <PageSentence title={say('draft.new.title')}>{say('draft.new.sentence', { matter: title })}</PageSentence>
      <form
        className={styles['new']}
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <fieldset className={styles['group']}>
          <legend>{say('draft.urgency')}</legend>
          <div className={styles['choices']}>
            {URGENCIES.map((urgency) => (
              <label key={urgency} className={styles['choice']}>
                <input type="radio" name="urgency" checked={form.urgency === urgency} onChange={() => setForm({ ...form, urgency })} />
                <UrgencyMark urgency={urgency} />
              </label>
            ))}
          </div>
        </fieldset>
        <TextFields language="nl" text={form.nl} isFirstVersion onChange={(nl) => setForm({ ...form, nl })} />
        {fault !== undefined && <FaultState fault={fault} />}
        {lacks.length > 0 && (
          <div className={styles['state']} role="status">
            <Lacks lacks={lacks} />
          </div>
        )}
        <div>
          <Button look="main" type="submit" isDisabled={lacks.length > 0}>
            {say('draft.new.begin')}
          </Button>
        </div>
      </form>
    </>
  );
}
