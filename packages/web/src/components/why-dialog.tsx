import { useState } from 'react';
import { ActForm } from './act-form.tsx';
import { Field } from './field.tsx';

/** Asks for a few words, after `what` it means; they are kept with what is done, and stay in the field where that fails. */
export function WhyDialog({
  title,
  label,
  act,
  what,
  lengthMax = 4_000,
  onClose,
  onSay,
}: {
  readonly title: string;
  readonly label: string;
  readonly act: string;
  readonly what?: string;
  readonly lengthMax?: number;
  readonly onClose: () => void;
  readonly onSay: (why: string) => Promise<void>;
}) {
  const [why, setWhy] = useState('');
  return (
    <ActForm title={title} act={act} isReady={why.trim() !== ''} onAct={() => onSay(why.trim())} onClose={onClose}>
      {what !== undefined && <p>{what}</p>}
      <Field label={label} lines={3} isRequired autoFocus maxLength={lengthMax} value={why} onChange={setWhy} />
    </ActForm>
  );
}
