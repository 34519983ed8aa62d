import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { openMatter } from '@forewarn/api/matters.ts';
import { Field } from '../components/field.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { ActForm } from '../components/act-form.tsx';
import { scopeOf, type ScopeForm } from './scope-form.ts';
import styles from './queue.module.css';

const CONFIRMATIONS = ['unconfirmed', 'confirmed', 'claim-of'] as const;
const EMPTY: ScopeForm = { supplier: '', product: '', variants: '', everyLink: true };

/** A matter from nothing: somebody called, a supplier is down, a wave goes round. */
export function OpenMatter({ onClose, onOpened }: { readonly onClose: () => void; readonly onOpened: (id: string) => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const [source, setSource] = useState('');
  const [confirmation, setConfirmation] = useState<(typeof CONFIRMATIONS)[number]>('unconfirmed');
  const [claimant, setClaimant] = useState('');
  const [scope, setScope] = useState(EMPTY);
  const set = (name: 'supplier' | 'product' | 'variants') => (value: string) => setScope({ ...scope, [name]: value });
  const open = async () => {
    const { id } = await call(openMatter, {
      body: {
        title: title.trim(),
        source: source.trim(),
        confirmation: confirmation === 'claim-of' ? { kind: confirmation, claimant: claimant.trim() } : { kind: confirmation },
        ...scopeOf(scope),
      },
    });
    await queries.invalidateQueries({ queryKey: ['matters'] });
    onOpened(id);
  };
  return (
    <ActForm
      title={say('queue.open.title')}
      act={say('queue.open')}
      isReady={title.trim() !== '' && source.trim() !== '' && (confirmation !== 'claim-of' || claimant.trim() !== '')}
      onAct={open}
      onClose={onClose}
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
      <fieldset>
        <legend>{say('queue.open.sure')}</legend>
        {CONFIRMATIONS.map((one) => (
          <label key={one}>
            <input type="radio" name="confirmation" checked={confirmation === one} onChange={() => setConfirmation(one)} />
            {say(`queue.open.sure.${one}`)}
          </label>
        ))}
      </fieldset>
      {confirmation === 'claim-of' && (
        <Field label={say('queue.open.claimant')} isRequired maxLength={200} value={claimant} onChange={setClaimant} />
      )}
      <Field label={say('queue.open.supplier')} maxLength={200} value={scope.supplier} onChange={set('supplier')} />
      <Field
        label={say('queue.open.product')}
        help={say('queue.open.product.help')}
        maxLength={200}
        value={scope.product}
        onChange={set('product')}
      />
      <Field
        label={say('queue.open.variants')}
        help={say('queue.open.variants.help')}
        lines={3}
        maxLength={2_000}
        value={scope.variants}
        onChange={set('variants')}
      />
      {scope.supplier.trim() !== '' && scope.product.trim() !== '' && (
        <label className={styles['check']}>
          <input type="checkbox" checked={scope.everyLink} onChange={({ target }) => setScope({ ...scope, everyLink: target.checked })} />
          {say('queue.open.every-link')}
        </label>
      )}
    </ActForm>
  );
}
