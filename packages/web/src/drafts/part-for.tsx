import { REASONS } from '@forewarn/core/matching/match.ts';
import { ANSWERS } from '@forewarn/core/warnings/acknowledgement.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { useWords } from '../lib/words.ts';
import type { WhenForm } from './draft-form.ts';
import { HourField } from './hour-field.tsx';
import styles from './draft.module.css';

const ANSWERED = [...ANSWERS, 'silent'] as const;

/** For whom a part of the text is: of each list one must fit, and every list that is used. */
export function PartFor({
  when,
  products,
  onChange,
}: {
  readonly when: WhenForm;
  readonly products: readonly string[];
  readonly onChange: (when: WhenForm) => void;
}) {
  const { say, language } = useWords();
  const known = [...new Set([...products, ...(when.products ?? [])])];
  const set = <Name extends keyof WhenForm>(name: Name, value: WhenForm[Name] | '' | undefined) => {
    const { [name]: _, ...others } = when;
    onChange(value === undefined || value === '' || value.length === 0 ? others : { ...others, [name]: value });
  };
  return (
    <details className={styles['for']} open>
      <summary>{say('parts.for')}</summary>
      {known.length > 0 && (
        <Several
          label={say('parts.for.products')}
          all={known}
          chosen={when.products}
          say={(one) => one}
          onChange={(some) => set('products', some)}
        />
      )}
      <Several
        label={say('parts.for.reasons')}
        all={REASONS}
        chosen={when.reasons}
        say={(one) => words(language)(`reason.${one}`)}
        onChange={(some) => set('reasons', some)}
      />
      <Several
        label={say('parts.for.answers')}
        all={ANSWERED}
        chosen={when.answers}
        say={(one) => (one === 'silent' ? say('parts.for.silent') : words(language)(`answer.${one}`))}
        onChange={(some) => set('answers', some)}
      />
      <div className={styles['choices']}>
        <HourField label={say('parts.for.before')} value={when.answeredBefore ?? ''} onChange={(hour) => set('answeredBefore', hour)} />
        <HourField label={say('parts.for.from')} value={when.answeredFrom ?? ''} onChange={(hour) => set('answeredFrom', hour)} />
      </div>
    </details>
  );
}

function Several<Word extends string>({
  label,
  all,
  chosen = [],
  say,
  onChange,
}: {
  readonly label: string;
  readonly all: readonly Word[];
  readonly chosen: readonly Word[] | undefined;
  readonly say: (word: Word) => string;
  readonly onChange: (some: Word[]) => void;
}) {
  return (
    <fieldset className={styles['group']}>
      <legend>{label}</legend>
      <div className={styles['choices']}>
        {all.map((one) => (
          <label key={one} className={styles['choice']}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, one] : chosen.filter((other) => other !== one))}
            />
            {say(one)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
