import { FaultState } from '../components/fault-state.tsx';
import { useWords } from '../lib/words.ts';

type Sending = { readonly isPaused: boolean; readonly error: unknown; readonly reset: () => void };

/** What came of an act that did not succeed, or waits for a connection. */
export function ActOutcome({ sending: { isPaused, error, reset } }: { readonly sending: Sending }) {
  const { say } = useWords();
  if (isPaused)
    return (
      <p role="status">
        <strong>{say('people.waits')}</strong>
      </p>
    );
  return error === null || error === undefined ? null : <FaultState fault={error} onTryAgain={reset} />;
}
