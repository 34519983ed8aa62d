import { CONTACT_ROLES } from '@forewarn/core/institutions/contact.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { Button } from '../components/button.tsx';
import { tell } from '../components/toasts.tsx';
import { useWords } from '../lib/words.ts';
import type { StepForm } from './draft-form.ts';
import styles from './draft.module.css';

/** Numbered steps, each with who does it and within how many hours. */
export function ActionSteps({
  steps,
  language,
  onChange,
}: {
  readonly steps: readonly StepForm[];
  readonly language: Language;
  readonly onChange: (steps: readonly StepForm[]) => void;
}) {
  const { say } = useWords();
  const change = (place: number, step: Partial<StepForm>) => onChange(steps.map((one, at) => (at === place ? { ...one, ...step } : one)));
  const remove = (place: number) => {
    onChange(steps.filter((_, at) => at !== place));
    tell(say('draft.step.removed'), () => onChange(steps));
  };
  return (
    <fieldset className={styles['group']}>
      <legend>{say('draft.field.actions')}</legend>
      <ol className={styles['steps']}>
        {steps.map((step, place) => (
          // A step has no name but its place.
          <li key={place} className={styles['step']}>
            <textarea
              aria-label={say('draft.step', { number: place + 1 })}
              lang={language}
              rows={2}
              value={step.text}
              onChange={({ target }) => change(place, { text: target.value })}
            />
            <div className={styles['stepNotes']}>
              <StepNotes step={step} number={place + 1} onChange={(notes) => change(place, notes)} />
              {place > 0 && (
                <Button
                  look="quiet"
                  aria-label={say('draft.step.up', { number: place + 1 })}
                  onPress={() => onChange(movedUp(steps, place))}
                >
                  ↑
                </Button>
              )}
              <Button look="quiet" aria-label={say('draft.step.remove', { number: place + 1 })} onPress={() => remove(place)}>
                ×
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button onPress={() => onChange([...steps, { text: '', role: '', withinHours: '' }])}>{say('draft.step.add')}</Button>
      </div>
    </fieldset>
  );
}

function StepNotes({
  step,
  number,
  onChange,
}: {
  readonly step: StepForm;
  readonly number: number;
  readonly onChange: (notes: Partial<StepForm>) => void;
}) {
  const { say, language } = useWords();
  return (
    <>
      <select
        aria-label={say('draft.step.who', { number })}
        value={step.role}
        onChange={({ target }) => onChange({ role: CONTACT_ROLES.find((role) => role === target.value) ?? '' })}
      >
        <option value="">{say('draft.step.anyone')}</option>
        {CONTACT_ROLES.map((role) => (
          <option key={role} value={role}>
            {words(language)(`role.${role}`)}
          </option>
        ))}
      </select>
      <input
        aria-label={say('draft.step.hours', { number })}
        inputMode="decimal"
        value={step.withinHours}
        onChange={({ target }) => onChange({ withinHours: target.value })}
      />
      <span>{say('draft.step.hours.short')}</span>
    </>
  );
}

function movedUp(steps: readonly StepForm[], place: number): readonly StepForm[] {
  const before = steps[place - 1];
  const moved = steps[place];
  if (before === undefined || moved === undefined) return steps;
  return [...steps.slice(0, place - 1), moved, before, ...steps.slice(place + 1)];
}
