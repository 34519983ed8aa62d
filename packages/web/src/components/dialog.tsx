import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useWords } from '../lib/words.ts';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

/** A question or a form over the page; Escape and the button close it, and the focus goes back where it was. */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { say } = useWords();
  return (
    <ModalOverlay className={styles['overlay']} isOpen={isOpen} isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={styles['modal']}>
        <AriaDialog className={styles['dialog']}>
          <div className={styles['head']}>
            <Heading slot="title">{title}</Heading>
            <Button look="quiet" onPress={onClose}>
              {say('part.close')}
            </Button>
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
