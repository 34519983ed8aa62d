import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { simulateFollowUp } from '@forewarn/api/follow-up.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { call } from '../lib/call.ts';
import { momentWords } from '../lib/moment-words.ts';
import { useWords } from '../lib/words.ts';
import { warningsQuery } from './board-queries.ts';
import type { Policy } from './policy-queries.ts';
import styles from './board.module.css';

/** "Om 03.00 uur zou dit 9 telefoons laten bellen": what these policies, saved or not, would do with a draft if nobody answered. */
export function TryPolicies({ policies }: { readonly policies: readonly Policy[] }) {
  const { say, language } = useWords();
  const { data } = useQuery(warningsQuery);
  const drafts = (data?.warnings ?? []).filter(({ hasDraft }) => hasDraft);
  const [chosen, choose] = useState('');
  const [hour, setHour] = useState('');
  const id = chosen === '' ? drafts[0]?.id : chosen;
  const tried = useMutation({
    mutationFn: (warning: string) =>
      call(simulateFollowUp, {
        params: { id: warning },
        body: { policies: [...policies], ...(hour === '' ? {} : { releasedAt: new Date(hour).toISOString() }) },
      }),
  });
  const shown = (tried.data?.moments ?? []).map(({ at, phones, byAction, byChannel }) => ({
    at,
    phones,
    byAction,
    messages: Object.values(byChannel).reduce((sum, count) => sum + count, 0),
  }));
  return (
    <section className={styles['try']}>
      <h2>{say('policies.try')}</h2>
      {drafts.length === 0 ? (
        <p>{say('policies.try.none')}</p>
      ) : (
        <div className={styles['tools']}>
          <label>
            {say('policies.try.draft')}
            <select value={id} onChange={({ target }) => choose(target.value)}>
              {drafts.map((draft) => (
                <option key={draft.id} value={draft.id}>
                  {draft.reference} {draft.title}
                </option>
              ))}
            </select>
          </label>
          <label>
            {say('policies.try.at')}
            <input type="datetime-local" value={hour} onChange={({ target }) => setHour(target.value)} />
          </label>
          <Button look="main" isDisabled={tried.isPending} onPress={() => id !== undefined && tried.mutate(id)}>
            {say('policies.try.do')}
          </Button>
        </div>
      )}
      {tried.isError && <FaultState fault={tried.error} />}
      {tried.data !== undefined && (
        <>
          <p role="status">{say('policies.try.asked', { count: tried.data.asked, without: tried.data.withoutPolicy })}</p>
          <ol>
            {shown.map(({ at, phones, messages }) => {
              const { fullDate, spokenTime } = momentWords(at, Date.now(), language);
              return (
                <li key={at}>
                  <strong>{say('simulation.at-day', { date: fullDate, time: spokenTime })}</strong>{' '}
                  {say('policies.try.moment', { phones, messages })}
                </li>
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}
