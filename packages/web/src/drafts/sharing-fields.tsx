import type { ReactNode } from 'react';
import { TLP_LABELS } from '@forewarn/core/sharing/tlp.ts';
import { URGENCIES } from '@forewarn/core/warnings/warning.ts';
import { TlpMark, UrgencyMark } from '../components/marks.tsx';
import { useWords } from '../lib/words.ts';
import type { DraftForm } from './draft-form.ts';
import { HourField } from './hour-field.tsx';
import styles from './draft.module.css';

/** How urgent it is, who may read it, and from when. */
export function SharingFields({
  form,
  onChange,
  children,
}: {
  readonly form: DraftForm;
  readonly onChange: (form: DraftForm) => void;
  /** For whom by name, where it is RED. */
  readonly children?: ReactNode;
}) {
  const { say } = useWords();
  return (
    <section className={styles['settings']} aria-label={say('draft.what')}>
      <fieldset className={styles['group']}>
        <legend>{say('draft.urgency')}</legend>
        <div className={styles['choices']}>
          {URGENCIES.map((urgency) => (
            <label key={urgency} className={styles['choice']}>
              <input type="radio" name="urgency" checked={form.urgency === urgency} onChange={() => onChange({ ...form, urgency })} />
              <UrgencyMark urgency={urgency} />
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className={styles['group']}>
        <legend>{say('draft.tlp')}</legend>
        <div className={styles['choices']}>
          {TLP_LABELS.map((tlp) => (
            <label key={tlp} className={styles['choice']}>
              <input type="radio" name="tlp" checked={form.tlp === tlp} onChange={() => onChange({ ...form, tlp })} />
              <TlpMark label={tlp} />
            </label>
          ))}
        </div>
        <label className={styles['choice']}>
          <input
            type="checkbox"
            checked={form.sharedWithItProvider}
            onChange={({ target }) => onChange({ ...form, sharedWithItProvider: target.checked })}
          />
          {say('draft.shared')}
        </label>
      </fieldset>
      {form.tlp === 'RED' && children}
      <div className={styles['choices']}>
        <HourField
          label={say('draft.embargo')}
          value={form.embargoUntil}
          onChange={(embargoUntil) => onChange({ ...form, embargoUntil })}
        />
        <HourField label={say('draft.valid-until')} value={form.validUntil} onChange={(validUntil) => onChange({ ...form, validUntil })} />
      </div>
    </section>
  );
}
