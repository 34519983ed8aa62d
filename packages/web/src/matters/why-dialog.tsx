import { useState } from 'react';
import { Field } from '../components/field.tsx';
import { ActForm } from '../components/act-form.tsx';

/** Asks for a few words; they are kept with what is done, and stay in the field where that fails. */
export function WhyDialog({
  title,
  label,
  act,
  onClose,
  onSay,
}: {
  readonly title: string;
  readonly label: string;
  readonly act: string;
  readonly onClose: () => void;
  readonly onSay: (why: string) => Promise<void>;
}) {
  const [why, setWhy] = useState('');
  return (
    <ActForm title={title} act={act} isReady={why.trim() !== ''} onAct={() => onSay(why.trim())} onClose={onClose}>
      <Field label={label} lines={3} isRequired autoFocus maxLength={4_000} value={why} onChange={setWhy} />
    </ActForm>
  );
}
