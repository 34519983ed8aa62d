import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askApproval, decideApproval } from '@forewarn/api/approvals.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { call } from '../lib/call.ts';
import { useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { approvalsQuery, type Approvals } from './draft-queries.ts';
import styles from './draft.module.css';

/** Act now is looked at by two: a second person approves, or who is alone says why, and that is recorded. */
export function FourEyes({
  id,
  approvals: { fourEyes, approvals },
  because,
  onBecause,
}: {
  readonly id: string;
  readonly approvals: Approvals;
  readonly because: string;
  readonly onBecause: (because: string) => void;
}) {
  const { say } = useWords();
  const session = useSession();
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  const asked = approvals.find(({ holds, decision }) => holds && decision === undefined);
  const sentBack = approvals.find(({ holds, decision }) => holds && decision === 'sent-back');
  const isOthers = asked !== undefined && session.kind !== 'nobody' && asked.askedBy !== session.name;
  const act = (way: () => Promise<unknown>) => {
    setFault(undefined);
    void way()
      .catch(setFault)
      .then(() => queries.invalidateQueries({ queryKey: approvalsQuery(id).queryKey }));
  };
  const decide = (decision: 'approved' | 'sent-back') =>
    asked !== undefined && act(() => call(decideApproval, { params: { id, approvalId: asked.id }, body: { decision } }));
  if (fourEyes?.kind !== 'missing') return fourEyes?.second === undefined ? null : <p>{say('release.second', { by: fourEyes.second })}</p>;
  return (
    <section className={styles['writing']}>
      <p>{say('release.four-eyes')}</p>
      {sentBack !== undefined && <p role="status">{say('release.sent-back', { by: sentBack.decidedBy ?? '' })}</p>}
      {asked === undefined && (
        <div>
          <Button onPress={() => act(() => call(askApproval, { params: { id }, body: {} }))}>{say('release.ask')}</Button>
        </div>
      )}
      {asked !== undefined && !isOthers && <p role="status">{say('release.asked')}</p>}
      {isOthers && (
        <div className={styles['choices']}>
          <Button look="main" onPress={() => decide('approved')}>
            {say('release.approve')}
          </Button>
          <Button onPress={() => decide('sent-back')}>{say('release.send-back')}</Button>
        </div>
      )}
      {fault !== undefined && <FaultState fault={fault} />}
      <Field label={say('release.alone')} help={say('release.alone.help')} maxLength={1_000} value={because} onChange={onBecause} />
    </section>
  );
}
