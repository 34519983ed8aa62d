import type { ReactNode } from 'react';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { useWords } from '../lib/words.ts';
import { ActionSteps } from './action-steps.tsx';
import type { TextForm } from './draft-form.ts';
import styles from './draft.module.css';

/** The template of a warning (DOMAIN §5.5) in one language. */
export function TextFields({
  language,
  text,
  isFirstVersion,
  onChange,
  onRemove,
  children,
}: {
  readonly language: Language;
  readonly text: TextForm;
  readonly isFirstVersion: boolean;
  readonly onChange: (text: TextForm) => void;
  readonly onRemove?: () => void;
  /** What some read instead, under the steps. */
  readonly children?: ReactNode;
}) {
  const { say } = useWords();
  const set = (name: Exclude<keyof TextForm, 'actions' | 'parts'>) => (value: string) => onChange({ ...text, [name]: value });
  return (
    <section className={styles['language']} aria-label={say(`draft.text.${language}`)}>
      <h2>{say(`draft.text.${language}`)}</h2>
      {!isFirstVersion && (
        <Field label={say('draft.field.what-changed')} lang={language} lines={3} value={text.whatChanged} onChange={set('whatChanged')} />
      )}
      <Field
        label={say('draft.field.title')}
        help={say('draft.field.title.help', { count: text.title.length })}
        lang={language}
        value={text.title}
        onChange={set('title')}
      />
      <Field
        label={say('draft.field.summary')}
        help={say('draft.field.summary.help')}
        lang={language}
        lines={5}
        value={text.summary}
        onChange={set('summary')}
      />
      <ActionSteps steps={text.actions} language={language} onChange={(actions) => onChange({ ...text, actions })} />
      {children}
      <Field label={say('draft.field.abuse')} lang={language} lines={2} value={text.abuseCheck} onChange={set('abuseCheck')} />
      <Field label={say('draft.field.care')} lang={language} lines={3} value={text.careImpact} onChange={set('careImpact')} />
      <Field label={say('draft.field.technical')} lang={language} lines={4} value={text.technical} onChange={set('technical')} />
      {onRemove !== undefined && <Button onPress={onRemove}>{say('draft.remove-english')}</Button>}
    </section>
  );
}
