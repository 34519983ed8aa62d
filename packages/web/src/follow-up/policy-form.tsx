import { FOLLOW_UP_ACTIONS } from '@forewarn/core/warnings/follow-up-policy.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { Button } from '../components/button.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { useWords } from '../lib/words.ts';
import type { Policy, PolicyStep } from './policy-queries.ts';
import styles from './board.module.css';

/** One policy: for whom, and its steps in order of time. */
export function PolicyForm({
  policy,
  isFixed,
  onChange,
}: {
  readonly policy: Policy;
  readonly isFixed: boolean;
  readonly onChange: (policy: Policy) => void;
}) {
  const { say, language } = useWords();
  const { steps } = policy;
  const set = (next: readonly PolicyStep[]) =>
    onChange({ ...policy, steps: next.toSorted((one, other) => one.afterMinutes - other.afterMinutes) });
  const change = (place: number, step: Partial<PolicyStep>) =>
    onChange({ ...policy, steps: steps.map((one, at) => (at === place ? { ...one, ...step } : one)) });
  return (
    <fieldset className={styles['policy']} disabled={isFixed}>
      <legend>
        <UrgencyMark urgency={policy.urgency} /> {policy.name}
      </legend>
      <p className="soft">
        {[
          policy.managedBy === undefined ? undefined : say(`policies.managed.${policy.managedBy}`),
          policy.staffBelow === undefined ? undefined : say('policies.staff', { staff: policy.staffBelow }),
          policy.first.length === 0
            ? undefined
            : say('policies.first', { roles: policy.first.map((role) => words(language)(`role.${role}`)).join(', ') }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ol>
        {steps.map((step, place) => (
          // A step has no name but its place.
          <li key={place}>
            <div className={styles['step']}>
              <input
                type="number"
                min={1}
                aria-label={say('policies.after', { number: place + 1 })}
                value={step.afterMinutes}
                onChange={({ target }) => change(place, { afterMinutes: Math.max(1, Math.trunc(Number(target.value)) || 1) })}
                onBlur={() => set(steps)}
              />
              <span>{say('policies.minutes')}</span>
              <select
                aria-label={say('policies.what', { number: place + 1 })}
                value={step.action}
                onChange={({ target }) => change(place, { action: FOLLOW_UP_ACTIONS.find((one) => one === target.value) ?? step.action })}
              >
                {FOLLOW_UP_ACTIONS.map((action) => (
                  <option key={action} value={action}>
                    {say(`policies.action.${action}`)}
                  </option>
                ))}
              </select>
              {!isFixed && (
                <Button
                  look="quiet"
                  aria-label={say('policies.remove', { number: place + 1 })}
                  onPress={() => set(steps.filter((_, at) => at !== place))}
                >
                  ×
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {!isFixed && steps.length < 20 && (
        <div>
          <Button onPress={() => set([...steps, { afterMinutes: (steps.at(-1)?.afterMinutes ?? 0) + 30, action: 'remind' }])}>
            {say('policies.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
