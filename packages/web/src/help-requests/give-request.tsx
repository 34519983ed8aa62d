import { useState } from 'react';
import { ActForm } from '../components/act-form.tsx';
import { ChooseColleague, type Colleague } from '../components/choose-colleague.tsx';
import { useWords } from '../lib/words.ts';

/** One request for help to a colleague. */
export function GiveRequest({
  institution,
  onGive,
  onClose,
}: {
  readonly institution: string;
  readonly onGive: (to: Colleague) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { say } = useWords();
  const [to, choose] = useState<Colleague>();
  return (
    <ActForm
      title={say('help.give.title', { institution })}
      act={say('help.give')}
      isReady={to !== undefined}
      onAct={async () => to !== undefined && (await onGive(to))}
      onClose={onClose}
    >
      <ChooseColleague chosen={to?.accountId} onChoose={choose} />
    </ActForm>
  );
}
