import { useState } from 'react';
import { Field } from '../components/field.tsx';
import { useWords } from '../lib/words.ts';
import { ActForm } from '../components/act-form.tsx';
import { ChooseColleague, type Colleague } from '../components/choose-colleague.tsx';
import type { QueueRow } from './matter-queries.ts';
import type { MatterActs } from './use-matter-acts.ts';

/** One matter to a colleague. */
export function GiveDialog({
  matter,
  acts,
  onClose,
}: {
  readonly matter: QueueRow;
  readonly acts: MatterActs;
  readonly onClose: () => void;
}) {
  const { say } = useWords();
  const [to, choose] = useState<Colleague>();
  return (
    <ActForm
      title={say('queue.give.title', { title: matter.title })}
      act={say('queue.give')}
      isReady={to !== undefined}
      onAct={async () => to !== undefined && (await acts.give(matter, to))}
      onClose={onClose}
    >
      <ChooseColleague chosen={to?.accountId} onChoose={choose} />
    </ActForm>
  );
}

/** Everything open that is mine, matters and requests for help, to who comes on duty. */
export function HandOverDialog({ acts, onClose }: { readonly acts: MatterActs; readonly onClose: () => void }) {
  const { say } = useWords();
  const [to, choose] = useState<Colleague>();
  const [note, setNote] = useState('');
  return (
    <ActForm
      title={say('queue.hand-over.title')}
      act={say('queue.hand-over')}
      isReady={to !== undefined}
      onAct={async () => to !== undefined && (await acts.handOver(to, note.trim()))}
      onClose={onClose}
    >
      <p>{say('queue.hand-over.what')}</p>
      <ChooseColleague chosen={to?.accountId} onChoose={choose} />
      <Field label={say('queue.hand-over.note')} lines={3} maxLength={4_000} value={note} onChange={setNote} />
    </ActForm>
  );
}
