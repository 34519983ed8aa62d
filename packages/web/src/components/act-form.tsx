import { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FaultState } from './fault-state.tsx';
import { isKept } from '../lib/fault.ts';
import styles from './act-form.module.css';

/** A dialog with one act; what was filled in stays where the act fails, and why it failed is said. */
export function ActForm({
  title,
  act,
  isReady,
  onAct,
  onClose,
  children,
}: {
  readonly title: string;
  readonly act: string;
  readonly isReady: boolean;
  readonly onAct: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await onAct();
      onClose();
    } catch (cause) {
      if (isKept(cause)) return onClose(); // the page says that it waits, and what was written
      setFault(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) void submit();
        }}
      >
        {children}
        {fault !== undefined && <FaultState fault={fault} />}
        <div>
          <Button look="main" type="submit" isDisabled={!isReady || isBusy}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
