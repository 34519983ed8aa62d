import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { beginDrill } from '@forewarn/api/drills.ts';
import type { DrillKind } from '@forewarn/core/drills/drill.ts';
import { SECTORS, type Sector } from '@forewarn/core/institutions/institution.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import styles from './drills.module.css';

/** Who takes part: everybody, or some sectors. Then its draft is there to be looked at; nothing goes out yet. */
export function BeginDrill({ kind, onClose }: { readonly kind: DrillKind; readonly onClose: () => void }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [sectors, setSectors] = useState<readonly Sector[]>([]);
  const begun = useMutation({
    mutationFn: () =>
      call(beginDrill, { body: { kind, ...(name.trim() === '' ? {} : { name: name.trim() }), participants: { sectors: [...sectors] } } }),
    onSuccess: async (drill) => {
      await queries.invalidateQueries({ queryKey: ['warnings'] });
      void navigate({ to: '/drills/$id', params: { id: drill.id } });
    },
  });
  const toggle = (sector: Sector) => setSectors(sectors.includes(sector) ? sectors.filter((one) => one !== sector) : [...sectors, sector]);
  return (
    <Dialog title={say(`drills.begin.${kind}`)} isOpen onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          begun.mutate();
        }}
      >
        <Field label={say('drills.name')} help={say('drills.name.help')} value={name} onChange={setName} maxLength={200} autoFocus />
        <fieldset className={styles['sectors']}>
          <legend>{say('drills.who')}</legend>
          <p className="soft">{say('drills.who.help')}</p>
          {SECTORS.map((sector) => (
            <label key={sector}>
              <input type="checkbox" checked={sectors.includes(sector)} onChange={() => toggle(sector)} /> {say(`sector.${sector}`)}
            </label>
          ))}
        </fieldset>
        {begun.error !== null && <FaultState fault={begun.error} />}
        <Button look="main" type="submit" isDisabled={begun.isPending}>
          {say('drills.begin')}
        </Button>
      </form>
    </Dialog>
  );
}
