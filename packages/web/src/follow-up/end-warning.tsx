import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { closeWarning, withdrawWarning } from '@forewarn/api/warnings.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useKept } from '../lib/kept.ts';
import { useWords } from '../lib/words.ts';
import type { ShownWarning } from './board-queries.ts';
import styles from './board.module.css';

type Ending = 'close' | 'withdraw';

/** Ending a warning: closing it tells nobody, withdrawing it tells everyone who was told. Each with its reason, which is kept. */
export function EndWarning({ warning }: { readonly warning: ShownWarning }) {
  const { say } = useWords();
  const [ending, choose] = useState<Ending>();
  if (warning.state !== 'open' && warning.state !== 'closed') return null;
  return (
    <>
      {warning.state === 'open' && <Button onPress={() => choose('close')}>{say('end.close')}</Button>}
      <Button onPress={() => choose('withdraw')}>{say('end.withdraw')}</Button>
      {ending !== undefined && <EndDialog ending={ending} warning={warning} onClose={() => choose(undefined)} />}
    </>
  );
}

function EndDialog({
  ending,
  warning,
  onClose,
}: {
  readonly ending: Ending;
  readonly warning: ShownWarning;
  readonly onClose: () => void;
}) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [{ nl, en }, change, forget] = useKept(`${ending}-${warning.id}`, { nl: '', en: '' });
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const params = { id: warning.id };
  const end = async () => {
    if (ending === 'close') {
      await call(closeWarning, { params, body: { because: nl.trim() } });
      return say('end.closed', { reference: warning.reference });
    }
    const because = { nl: nl.trim(), ...(en.trim() === '' ? {} : { en: en.trim() }) };
    const { told } = await call(withdrawWarning, { params, body: { because } });
    return say('end.withdrawn', { reference: warning.reference, count: told });
  };
  const submit = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      tell(await end());
      forget();
      await queries.invalidateQueries({ queryKey: ['warnings'] });
      onClose();
    } catch (cause) {
      setFault(cause);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say(`end.${ending}.title`, { reference: warning.reference })} isOpen onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (nl.trim() !== '' && !isBusy) void submit();
        }}
      >
        <p>{say(`end.${ending}.what`)}</p>
        <Field
          label={say(`end.${ending}.why`)}
          isRequired
          autoFocus
          lines={3}
          maxLength={2_000}
          value={nl}
          onChange={(text) => change({ nl: text })}
        />
        {ending === 'withdraw' && (
          <Field label={say('end.withdraw.why-en')} lines={3} maxLength={2_000} value={en} onChange={(text) => change({ en: text })} />
        )}
        {fault !== undefined && <FaultState fault={fault} />}
        <div>
          <Button look={ending === 'withdraw' ? 'urgent' : 'main'} type="submit" isDisabled={nl.trim() === ''}>
            {say(`end.${ending}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
