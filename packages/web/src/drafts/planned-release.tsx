import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { cancelPlannedRelease } from '@forewarn/api/warnings.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useNow } from '../lib/clock.ts';
import { useWords } from '../lib/words.ts';
import { warningQuery, type ShownVersion } from './draft-queries.ts';
import styles from './draft.module.css';

/** When the draft goes out by itself, counted down, and the way to stop it. */
export function PlannedRelease({ id, planned }: { readonly id: string; readonly planned: NonNullable<ShownVersion['plannedRelease']> }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  const left = Date.parse(planned.at) - useNow();
  const cancel = async () => {
    try {
      queries.setQueryData(warningQuery(id).queryKey, await call(cancelPlannedRelease, { params: { id } }));
      tell(say('plan.cancelled'));
    } catch (cause) {
      setFault(cause);
    }
  };
  return (
    <div className={styles['planned']} role="status">
      <p>
        <strong>{left > 0 ? say('plan.in', { left: spanOf(left) }) : say('plan.now')}</strong> <Time at={planned.at} /> ·{' '}
        {say('plan.by', { by: planned.by })}
      </p>
      <p className="soft">{say('plan.change')}</p>
      <div>
        <Button onPress={() => void cancel()}>{say('plan.cancel')}</Button>
      </div>
      {fault !== undefined && <FaultState fault={fault} />}
    </div>
  );
}

/** 2 d 3:04:05 or 12:05. */
function spanOf(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  const two = (count: number) => String(count).padStart(2, '0');
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  const clock = days + hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return days > 0 ? `${days} d ${clock}` : clock;
}
