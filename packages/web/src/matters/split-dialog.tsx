import { useState } from 'react';
import { Field } from '../components/field.tsx';
import { useWords } from '../lib/words.ts';
import { ActForm } from '../components/act-form.tsx';
import type { QueueRow } from './matter-queries.ts';
import type { MatterActs } from './use-matter-acts.ts';

/** Some of its advisories into a matter of their own; at least one stays. */
export function SplitDialog({
  matter,
  acts,
  onClose,
}: {
  readonly matter: QueueRow;
  readonly acts: MatterActs;
  readonly onClose: () => void;
}) {
  const { say } = useWords();
  const [chosen, choose] = useState<readonly string[]>([]);
  const [title, setTitle] = useState('');
  return (
    <ActForm
      title={say('queue.split.title', { title: matter.title })}
      act={say('queue.split')}
      isReady={chosen.length > 0 && chosen.length < matter.advisoryCount}
      onAct={() => acts.split(matter, chosen, title.trim())}
      onClose={onClose}
    >
      <fieldset>
        <legend>{say('queue.split.which')}</legend>
        {matter.advisories.map(({ id, title: name, publisher }, place) => (
          <label key={id}>
            <input
              type="checkbox"
              autoFocus={place === 0}
              checked={chosen.includes(id)}
              onChange={({ target }) => choose(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
            {name} <span className="soft">{publisher}</span>
          </label>
        ))}
      </fieldset>
      <Field label={say('queue.split.name')} help={say('queue.split.name.help')} maxLength={300} value={title} onChange={setTitle} />
    </ActForm>
  );
}
