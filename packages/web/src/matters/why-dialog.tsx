import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import styles from './queue.module.css';

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
  const [fault, setFault] = useState<unknown>();
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void onSay(why.trim()).then(onClose, setFault);
        }}
      >
        <Field label={label} lines={3} isRequired autoFocus maxLength={4_000} value={why} onChange={setWhy} />
        {fault !== undefined && <FaultState fault={fault} />}
        <div>
          <Button look="main" type="submit" isDisabled={why.trim() === ''}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
