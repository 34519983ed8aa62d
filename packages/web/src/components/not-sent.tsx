import { FaultState } from './fault-state.tsx';
import { useWords } from '../lib/words.ts';

type Sending = { readonly isPaused: boolean; readonly error: unknown; readonly reset: () => void };

/** What was asked and is not with us: it waits for a connection, or was refused; said where it was given. */
export function NotSent({ sending: { isPaused, error, reset } }: { readonly sending: Sending }) {
  const { say } = useWords();
  if (isPaused)
    return (
      <p role="status">
        <strong>{say('member.waits')}</strong>
      </p>
    );
  return error === null || error === undefined ? null : <FaultState fault={error} onTryAgain={reset} />;
}
