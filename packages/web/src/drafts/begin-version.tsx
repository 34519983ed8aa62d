import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { draftVersion } from '@forewarn/api/warnings.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { call } from '../lib/call.ts';
import { useKept } from '../lib/kept.ts';
import { useWords } from '../lib/words.ts';
import { warningQuery, type ShownWarning } from './draft-queries.ts';
import styles from './draft.module.css';

type Typed = { readonly whatChanged: string; readonly kind: 'update' | 'correction' };
const EMPTY: Typed = { whatChanged: '', kind: 'update' };

/** A warning without a draft: the next version begins with what changed, and with the text of the one in force. */
export function BeginVersion({ warning }: { readonly warning: ShownWarning }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [{ whatChanged, kind }, change, forget] = useKept<Typed>(`version-${warning.id}`, EMPTY);
  const [fault, setFault] = useState<unknown>();
  const inForce = warning.versions.find(({ version }) => version === warning.releasedVersion);
  const sentence = say('draft.none', { reference: warning.reference });
  const begin = async () => {
    if (inForce === undefined) return;
    const { nl, en } = inForce.texts;
    const texts = { nl: { ...nl, whatChanged }, ...(en === undefined ? {} : { en: { ...en, whatChanged } }) };
    try {
      const begun = await call(draftVersion, { params: { id: warning.id }, body: { kind, urgency: inForce.urgency, texts } });
      forget();
      queries.setQueryData(warningQuery(warning.id).queryKey, begun);
    } catch (cause) {
      setFault(cause);
    }
  };
  return (
    <>
      <PageSentence title={say('draft.title', { reference: warning.reference })}>{sentence}</PageSentence>
      {(warning.state === 'open' || warning.state === 'closed') && inForce !== undefined && (
        <form
          className={styles['writing']}
          onSubmit={(event) => {
            event.preventDefault();
            void begin();
          }}
        >
          <p>{say('draft.none.next')}</p>
          <fieldset className={styles['group']}>
            <legend>{say('draft.version.kind')}</legend>
            {(['update', 'correction'] as const).map((one) => (
              <label key={one} className={styles['choice']}>
                <input type="radio" name="kind" checked={kind === one} onChange={() => change({ kind: one })} />
                {say(`draft.version.${one}`)}
              </label>
            ))}
          </fieldset>
          <Field
            label={say('draft.field.what-changed')}
            lines={3}
            isRequired
            value={whatChanged}
            onChange={(text) => change({ whatChanged: text })}
          />
          {fault !== undefined && <FaultState fault={fault} />}
          <div className={styles['choices']}>
            <Button look="main" type="submit">
              {say('draft.begin-version', { version: warning.releasedVersion + 1 })}
            </Button>
            <Link className={buttonClass('plain')} to="/open-warnings/$id" params={{ id: warning.id }}>
              {say('draft.board')}
            </Link>
          </div>
        </form>
      )}
    </>
  );
}
