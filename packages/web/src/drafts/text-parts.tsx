import type { Language } from '@forewarn/core/institutions/institution.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { tell } from '../components/toasts.tsx';
import { useWords } from '../lib/words.ts';
import { ActionSteps } from './action-steps.tsx';
import { EMPTY_PART, partsIn, type PartForm, type TextForm } from './draft-form.ts';
import { PartFor } from './part-for.tsx';
import styles from './draft.module.css';

/** What some read instead of the summary and the steps: by variant or tenant, by reason, by earlier answer (DOMAIN §6 S1 and S2). */
export function TextParts({
  text,
  products,
  readers,
  onChange,
}: {
  readonly text: TextForm;
  /** As the matter names them. */
  readonly products: readonly string[];
  /** How many institutions read each, by its name. */
  readonly readers: ReadonlyMap<string, number>;
  readonly onChange: (text: TextForm) => void;
}) {
  const { say } = useWords();
  const { parts } = text;
  const set = (next: readonly PartForm[]) => onChange({ ...text, parts: next });
  const change = (place: number, part: Partial<PartForm>) => set(parts.map((one, at) => (at === place ? { ...one, ...part } : one)));
  const remove = (place: number) => {
    set(parts.filter((_, at) => at !== place));
    tell(say('parts.removed'), () => set(parts));
  };
  return (
    <fieldset className={styles['group']}>
      <legend>{say('parts.title')}</legend>
      <p className="soft">{say('parts.what')}</p>
      {parts.map((part, place) => (
        // A part has no name until it is typed.
        <section key={place} className={styles['part']} aria-label={say('parts.part', { number: place + 1 })}>
          <div className={styles['stepNotes']}>
            <strong>{say('parts.part', { number: place + 1 })}</strong>
            <span className="soft">{say('parts.readers', { count: readers.get(part.name.trim()) ?? 0 })}</span>
            <Button look="quiet" aria-label={say('parts.remove', { number: place + 1 })} onPress={() => remove(place)}>
              ×
            </Button>
          </div>
          <Field label={say('parts.name')} maxLength={60} value={part.name} onChange={(name) => change(place, { name })} />
          <PartFor when={part.when} products={products} onChange={(when) => change(place, { when })} />
          <PartWords part={part} language="nl" onChange={(said) => change(place, said)} />
        </section>
      ))}
      <div>
        <Button onPress={() => set([...parts, EMPTY_PART])}>{say('parts.add')}</Button>
      </div>
    </fieldset>
  );
}

/** The same parts in English: for whom, the Dutch text says. */
export function EnglishParts({
  text,
  dutch,
  onChange,
}: {
  readonly text: TextForm;
  readonly dutch: TextForm;
  readonly onChange: (text: TextForm) => void;
}) {
  const { say } = useWords();
  const parts = partsIn(text, dutch);
  if (parts.length === 0) return null;
  return (
    <fieldset className={styles['group']}>
      <legend>{say('parts.title')}</legend>
      {parts.map((part, place) => (
        <section key={place} className={styles['part']} aria-label={part.name || say('parts.part', { number: place + 1 })}>
          <strong>{part.name}</strong>
          <PartWords
            part={part}
            language="en"
            onChange={(said) => onChange({ ...text, parts: parts.map((one, at) => (at === place ? { ...one, ...said } : one)) })}
          />
        </section>
      ))}
    </fieldset>
  );
}

function PartWords({
  part,
  language,
  onChange,
}: {
  readonly part: PartForm;
  readonly language: Language;
  readonly onChange: (said: Partial<PartForm>) => void;
}) {
  const { say } = useWords();
  return (
    <>
      <Field
        label={say('parts.summary')}
        help={say('parts.summary.help')}
        lang={language}
        lines={3}
        value={part.summary}
        onChange={(summary) => onChange({ summary })}
      />
      <ActionSteps steps={part.actions} language={language} onChange={(actions) => onChange({ actions })} />
    </>
  );
}
