import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { ProblemList } from '../components/problem-list.tsx';
import { isFault } from '../lib/fault.ts';
import { useRefusalsInWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';
import { approvalsQuery, type Preview } from './draft-queries.ts';
import { FourEyes } from './four-eyes.tsx';
import { HourField } from './hour-field.tsx';
import { useRelease } from './use-release.ts';
import { wokenInAll } from './woken.ts';
import { WokenList } from './woken-list.tsx';
import styles from './draft.module.css';

/** The one question that is asked (LOOK): a release cannot be undone, and act now disturbs people; it names them. */
export function ReleaseDialog({
  preview,
  onClose,
  onReleased,
}: {
  readonly preview: Preview;
  readonly onClose: () => void;
  readonly onReleased: () => void;
}) {
  const { say } = useWords();
  const [because, setBecause] = useState('');
  const [at, setAt] = useState('');
  const { data: approvals } = useQuery({ ...approvalsQuery(preview.warningId), staleTime: 0 });
  const { fault, isBusy, send } = useRelease(preview, { onReleased, onPlanned: onClose });
  const isAlone = approvals?.fourEyes?.kind === 'missing';
  const maySend = preview.mayRelease && approvals !== undefined && (!isAlone || because.trim() !== '');
  const sending = { at, because: isAlone ? because.trim() : undefined };
  const { told, messages } = preview.counts;
  return (
    <Dialog title={say('release.title', { version: preview.version })} isOpen onClose={onClose}>
      <p>{say('release.sentence', { count: told, messages: say('release.messages', { count: messages }) })}</p>
      <Problems preview={preview} />
      <WokenList preview={preview} />
      {approvals !== undefined && <FourEyes id={preview.warningId} approvals={approvals} because={because} onBecause={setBecause} />}
      <HourField label={say('plan.at')} value={at} onChange={setAt} />
      <Refused fault={fault} />
      <div>
        <Button look={wokenInAll(preview).inAll > 0 ? 'urgent' : 'main'} isDisabled={isBusy || !maySend} onPress={() => send(sending)}>
          {at === '' ? say('release.do', { count: told }) : say('plan.do', { count: told })}
        </Button>
      </div>
    </Dialog>
  );
}

function Problems({ preview: { problems } }: { readonly preview: Preview }) {
  const { say } = useWords();
  const told = useRefusalsInWords(problems);
  if (told.length === 0) return null;
  return (
    <div>
      <p className={styles['problem']}>{say('release.may-not')}</p>
      <ul>
        {told.map(({ code, what, next, exact, problems: parts }) => (
          <li key={code}>
            {what === undefined ? <span lang="en">{exact}</span> : `${what} ${next ?? ''}`}
            <ProblemList problems={parts} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Why it did not go out, in words; that something changed since is said as what to do about it. */
function Refused({ fault }: { readonly fault: unknown }) {
  const { say } = useWords();
  if (fault === undefined) return null;
  if (isFault(fault) && fault.code === 'preview-outdated')
    return (
      <p role="alert" className={styles['problem']}>
        {say('release.stale')}
      </p>
    );
  return <FaultState fault={fault} />;
}
