import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallInput } from '@forewarn/api/client.ts';
import { recordTestCall } from '@forewarn/api/number-tests.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { testCallsQuery, type TestCall } from './notice-queries.ts';
import styles from './sources.module.css';

type Outcome = NonNullable<CallInput<typeof recordTestCall>['body']>['outcome'];
const OUTCOMES = ['spoken', 'voicemail', 'no-answer', 'wrong-number'] as const satisfies readonly Outcome[];

/** "Test mijn 24/7-nummer": who asked for it is rung, and what came of it is written down once. */
export function TestCalls() {
  const { say } = useWords();
  const { data } = useQuery(testCallsQuery);
  if (data === undefined || data.calls.length === 0) return null;
  return (
    <section>
      <h2>{say('test-calls.title', { count: data.calls.length })}</h2>
      <ul className={styles['kept']}>
        {data.calls.map((one) => (
          <ToRing key={one.id} test={one} />
        ))}
      </ul>
    </section>
  );
}

function ToRing({ test: { id, institution, contact, role, phone, askedAt, askedBy } }: { readonly test: TestCall }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  const record = async (outcome: Outcome) => {
    try {
      await call(recordTestCall, { params: { id }, body: { outcome } });
      await queries.invalidateQueries({ queryKey: ['institutions'] });
      tell(say('call.recorded', { institution, outcome: say(`call.outcome.${outcome}`) }));
    } catch (cause) {
      setFault(cause);
    }
  };
  return (
    <li>
      <strong>{institution}</strong>: {contact} ({words(language)(`role.${role}`)}){' '}
      {phone !== undefined && <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>}
      <p className="soft">
        {askedBy}, <Time at={askedAt} />
      </p>
      {fault !== undefined && <FaultState fault={fault} />}
      <div className={styles['acts']} role="group" aria-label={say('call.outcome')}>
        {OUTCOMES.map((outcome) => (
          <Button key={outcome} onPress={() => void record(outcome)}>
            {say(`call.outcome.${outcome}`)}
          </Button>
        ))}
      </div>
    </li>
  );
}
