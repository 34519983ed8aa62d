import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { holdCall, recordCall } from '@forewarn/api/follow-up.ts';
import { confirmAcknowledgement, undoAcknowledgement } from '@forewarn/api/warnings.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { AnswerMark, CertaintyMark } from '../components/marks.tsx';
import { RepairWords } from '../components/repair-words.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useNow } from '../lib/clock.ts';
import { isKept } from '../lib/fault.ts';
import { useKeys } from '../lib/keys.ts';
import { useMay, useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { NextStep, useHour } from './board-line.tsx';
import type { Concerned, FollowUp } from './board-queries.ts';
import type { BoardRow } from './board-rows.ts';
import styles from './board.module.css';

const OUTCOMES = ['spoken', 'voicemail', 'no-answer', 'wrong-number'] as const;

/** One institution of the board: whom to ring, saying so, and what came of it; why it is concerned and what it answered. */
export function CallPane({ warningId, row }: { readonly warningId: string; readonly row: BoardRow }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const mayFollowUp = useMay('follow-up');
  const [fault, setFault] = useState<unknown>();
  const { concerned, clock } = row;
  const act = async (way: () => Promise<unknown>) => {
    setFault(undefined);
    try {
      await way();
    } catch (cause) {
      if (!isKept(cause)) setFault(cause);
    }
    await queries.invalidateQueries({ queryKey: ['warnings', 'board', warningId] });
  };
  return (
    <>
      <div>
        <h2>{concerned.institution}</h2>
        <p className="soft">{clock !== undefined && clock.endedAt === undefined && <NextStep clock={clock} />}</p>
      </div>
      {fault !== undefined && <FaultState fault={fault} />}
      {clock !== undefined && <Phones clock={clock} />}
      {clock !== undefined && mayFollowUp && <Ringing warningId={warningId} clock={clock} onAct={act} />}
      <AnswerLine concerned={concerned} warningId={warningId} onAct={act} />
      <section>
        <h3>{say('call.why')}</h3>
        <ul>
          {concerned.reasons.map(({ reason, certainty, supplier, product, version }, place) => (
            <li key={place}>
              {words(language)(`reason.${reason}`)}: {[supplier, product, version].filter(Boolean).join(' ')}{' '}
              <CertaintyMark certainty={certainty} />
            </li>
          ))}
        </ul>
      </section>
      {clock !== undefined && clock.calls.length > 0 && (
        <section>
          <h3>{say('call.before')}</h3>
          <ul>
            {clock.calls.map(({ id, outcome, contact, note, calledAt, calledBy }) => (
              <li key={id}>
                <Time at={calledAt} as="table" /> {say('call.line', { outcome: say(`call.outcome.${outcome as 'spoken'}`), by: calledBy })}{' '}
                {contact} {note}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type Act = { readonly onAct: (way: () => Promise<unknown>) => Promise<void> };

function Phones({ clock }: { readonly clock: FollowUp }) {
  const { say, language } = useWords();
  return (
    <section>
      <h3>{say('call.phones')}</h3>
      {clock.phones.length === 0 && <p>{say('call.none')}</p>}
      <ol className={styles['phones']}>
        {clock.phones.map(({ contactId, name, role, phone, toRepair }) => (
          <li key={contactId}>
            {name} <span className="soft">({words(language)(`role.${role}`)})</span>
            <div>{phone === undefined ? say('call.no-phone') : <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>}</div>
            {toRepair !== undefined && (
              <p className="soft">
                <RepairWords toRepair={toRepair} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Saying that one rings keeps others from ringing the same institution. */
function Ringing({ warningId, clock, onAct }: { readonly warningId: string; readonly clock: FollowUp } & Act) {
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

function AnswerLine({ concerned, warningId, onAct }: { readonly concerned: Concerned; readonly warningId: string } & Act) {
  const { say } = useWords();
  const mayAnswer = useMay('answer-warnings');
  const answer = concerned.acknowledgement;
  if (answer === undefined) return null;
  const params = { id: warningId, acknowledgementId: answer.id };
  return (
    <section>
      <h3>{say('call.answer')}</h3>
      <p>
        <AnswerMark answer={answer.answer} /> {answer.answeredAs}, <Time at={answer.answeredAt} />
      </p>
      {answer.abuseCheck !== undefined && <p>{say(`call.abuse.${answer.abuseCheck}`)}</p>}
      {[answer.why, answer.remark].map((said) => said !== undefined && <p key={said}>{said}</p>)}
      {mayAnswer && (
        <div className={styles['outcomes']}>
          {!answer.confirmed && (
            <Button
              onPress={() =>
                void onAct(async () => {
                  await call(confirmAcknowledgement, { params });
                  tell(say('call.confirmed'));
                })
              }
            >
              {say('call.confirm')}
            </Button>
          )}
          <Button
            onPress={() =>
              void onAct(async () => {
                await call(undoAcknowledgement, { params });
                tell(say('call.undone'));
              })
            }
          >
            {say('call.undo')}
          </Button>
        </div>
      )}
    </section>
  );
}
