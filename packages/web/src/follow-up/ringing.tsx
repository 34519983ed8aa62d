import { useState } from 'react';
import { holdCall, recordCall } from '@forewarn/api/follow-up.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useNow } from '../lib/clock.ts';
import { isKept } from '../lib/fault.ts';
import { useKeys } from '../lib/keys.ts';
import { useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import type { BoardAct } from './board-act.ts';
import { useHour } from './board-line.tsx';
import type { FollowUp } from './board-queries.ts';
import styles from './board.module.css';

/** Of a call, in the order in which they are offered. */
export const OUTCOMES = ['spoken', 'voicemail', 'no-answer', 'wrong-number'] as const;

/** Saying that one rings keeps others from ringing the same institution. */
export function Ringing({ warningId, clock, onAct }: { readonly warningId: string; readonly clock: FollowUp } & BoardAct) {
  const { say } = useWords();
  const now = useNow();
  const hour = useHour();
  const session = useSession();
  const [note, setNote] = useState('');
  const params = { id: warningId, institutionId: clock.institutionId };
  const isHeld = clock.heldBy !== undefined && clock.heldUntil !== undefined && Date.parse(clock.heldUntil) > now;
  const isMine = isHeld && session.kind !== 'nobody' && clock.heldBy === session.name;
  const hold = (held: boolean) => void onAct(() => call(holdCall, { params, body: { held } }));
  useKeys({ b: () => hold(!isMine) });
  const record = (outcome: (typeof OUTCOMES)[number]) =>
    void onAct(async () => {
      try {
        await call(recordCall, { params, body: { outcome, ...(note.trim() === '' ? {} : { note: note.trim() }) } });
      } catch (cause) {
        if (isKept(cause)) setNote('');
        throw cause;
      }
      setNote('');
      tell(say('call.recorded', { institution: clock.institution, outcome: say(`call.outcome.${outcome}`) }));
    });
  return (
    <section>
      {isHeld && !isMine && <p role="status">{say('call.held-by', { by: clock.heldBy ?? '', time: hour(clock.heldUntil ?? '') })}</p>}
      <div>
        <Button look={isMine ? 'plain' : 'main'} isDisabled={isHeld && !isMine} onPress={() => hold(!isMine)}>
          {say(isMine ? 'call.release' : 'call.hold')} <kbd>b</kbd>
        </Button>
      </div>
      <Field label={say('call.note')} lines={2} maxLength={2_000} value={note} onChange={setNote} />
      <div className={styles['outcomes']} role="group" aria-label={say('call.outcome')}>
        {OUTCOMES.map((outcome) => (
          <Button key={outcome} isDisabled={isHeld && !isMine} onPress={() => record(outcome)}>
            {say(`call.outcome.${outcome}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
