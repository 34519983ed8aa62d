import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { words } from '@forewarn/core/warnings/words.ts';
import { FaultState } from '../components/fault-state.tsx';
import { CertaintyMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { isKept } from '../lib/fault.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { NextStep } from './board-line.tsx';
import type { Concerned, FollowUp } from './board-queries.ts';
import type { BoardRow } from './board-rows.ts';
import { GivenAnswer } from './given-answer.tsx';
import { Phones } from './phones.tsx';
import { Ringing } from './ringing.tsx';

/** One institution of the board: whom to ring, saying so, and what came of it; why it is concerned and what it answered. */
export function CallPane({ warningId, row: { concerned, clock } }: { readonly warningId: string; readonly row: BoardRow }) {
  const queries = useQueryClient();
  const mayFollowUp = useMay('follow-up');
  const [fault, setFault] = useState<unknown>();
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
      <GivenAnswer concerned={concerned} warningId={warningId} onAct={act} />
      <WhyConcerned reasons={concerned.reasons} />
      {clock !== undefined && clock.calls.length > 0 && <CallsBefore calls={clock.calls} />}
    </>
  );
}

function WhyConcerned({ reasons }: Pick<Concerned, 'reasons'>) {
  const { say, language } = useWords();
  return (
    <section>
      <h3>{say('call.why')}</h3>
      <ul>
        {reasons.map(({ reason, certainty, supplier, product, version }, place) => (
          <li key={place}>
            {words(language)(`reason.${reason}`)}: {[supplier, product, version].filter(Boolean).join(' ')}{' '}
            <CertaintyMark certainty={certainty} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CallsBefore({ calls }: Pick<FollowUp, 'calls'>) {
  const { say } = useWords();
  return (
    <section>
      <h3>{say('call.before')}</h3>
      <ul>
        {calls.map(({ id, outcome, contact, note, calledAt, calledBy }) => (
          <li key={id}>
            <Time at={calledAt} as="table" /> {say('call.line', { outcome: say(`call.outcome.${outcome as 'spoken'}`), by: calledBy })}{' '}
            {contact} {note}
          </li>
        ))}
      </ul>
    </section>
  );
}
