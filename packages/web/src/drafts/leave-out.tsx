import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { useWords } from '../lib/words.ts';
import type { Row } from './audience-rows.ts';
import styles from './draft.module.css';

/** Leaving one institution out, and why. */
export function LeaveOut({
  row,
  onClose,
  onLeave,
}: {
  readonly row: Row;
  readonly onClose: () => void;
  readonly onLeave: (because: string) => void;
}) {
  const { say } = useWords();
  const [because, setBecause] = useState('');
  return (
    <Dialog title={say('audience.exclude.title', { name: row.institution })} isOpen onClose={onClose}>
      <form
        className={styles['writing']}
        onSubmit={(event) => {
          event.preventDefault();
          onLeave(because.trim());
          onClose();
        }}
      >
        <Field label={say('audience.exclude.why')} isRequired autoFocus maxLength={500} value={because} onChange={setBecause} />
        <div>
          <Button look="main" type="submit" isDisabled={because.trim() === ''}>
            {say('audience.exclude.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
