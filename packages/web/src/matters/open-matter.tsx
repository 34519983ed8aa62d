import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { openMatter } from '@forewarn/api/matters.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import styles from './queue.module.css';

/** A matter from nothing: somebody called, a supplier is down, a wave goes round. */
export function OpenMatter({ onClose, onOpened }: { readonly onClose: () => void; readonly onOpened: (id: string) => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const [source, setSource] = useState('');
  const [supplier, setSupplier] = useState('');
  const [product, setProduct] = useState('');
  const [fault, setFault] = useState<unknown>();
  const open = async () => {
    const scope =
      product.trim() !== ''
        ? { products: [{ product: product.trim(), ...(supplier.trim() === '' ? {} : { supplier: supplier.trim() }) }] }
        : supplier.trim() === ''
          ? undefined
          : { suppliers: [supplier.trim()] };
    const { id } = await call(openMatter, {
      body: { title: title.trim(), source: source.trim(), ...(scope === undefined ? {} : { scope }) },
    });
    await queries.invalidateQueries({ queryKey: ['matters'] });
    onOpened(id);
    onClose();
  };
  return (
    <Dialog title={say('queue.open.title')} isOpen onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          open().catch(setFault);
        }}
      >
        <Field label={say('queue.open.what')} isRequired autoFocus maxLength={300} value={title} onChange={setTitle} />
        <Field
          label={say('queue.open.source')}
          help={say('queue.open.source.help')}
          isRequired
          maxLength={300}
          value={source}
          onChange={setSource}
        />
        <Field label={say('queue.open.supplier')} maxLength={200} value={supplier} onChange={setSupplier} />
        <Field
          label={say('queue.open.product')}
          help={say('queue.open.product.help')}
          maxLength={200}
          value={product}
          onChange={setProduct}
        />
        {fault !== undefined && <FaultState fault={fault} />}
        <div>
          <Button look="main" type="submit" isDisabled={title.trim() === '' || source.trim() === ''}>
            {say('queue.open')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
