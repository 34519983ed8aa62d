import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { askTestCall, type listTestCalls } from '@forewarn/api/number-tests.ts';
import { Button } from '../components/button.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import { testCallsQuery } from './people-queries.ts';
import styles from './people.module.css';

type Tests = CallOutput<typeof listTestCalls>;
type NumberTested = Tests['numbers'][number];

/** Whether the number of a contact is known to work at night, and "Test dit nummer". Nothing where it is not rung at night. */
export function NightNumber({
  institutionId,
  contactId,
  name,
}: {
  readonly institutionId: string;
  readonly contactId: string;
  readonly name: string;
}) {
  const { say } = useWords();
  const queries = useQueryClient();
  const { numbers, calls } = useSuspenseQuery(testCallsQuery(institutionId)).data;
  const mayAsk = useMay('change-institution');
  const ask = useMutation({
    mutationFn: () => call(askTestCall, { params: { id: institutionId }, body: { contactId } }),
    onSuccess: () => tell(say('night.asked', { name })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  const tested = numbers.find((one) => one.contactId === contactId);
  if (tested === undefined) return null;
  const last = calls.find((one) => one.contactId === contactId && one.calledAt !== undefined);
  return (
    <div className={styles['tested']}>
      <Stand tested={tested} />
      {last?.calledAt !== undefined && (
        <div className="soft">
          {say('night.last')} <Time at={last.calledAt} />, {say(`night.outcome.${last.outcome ?? 'no-answer'}`)}
          {last.note !== undefined && ` ${say('night.note', { note: last.note })}`}
        </div>
      )}
      {mayAsk && tested.state !== 'waiting' && (
        <Button isPending={ask.isPending} aria-label={say('night.ask-of', { name })} onPress={() => ask.mutate()}>
          {say('night.ask')}
        </Button>
      )}
      <NotSent sending={ask} />
    </div>
  );
}

function Stand({ tested: { state, lastOutcome, testBy } }: { readonly tested: NumberTested }) {
  const { say } = useWords();
  if (state === 'good')
    return (
      <div>
        {say('night.good')} {testBy !== undefined && <Time at={testBy} />}
      </div>
    );
  return (
    <div>
      <strong>{state === 'failed' ? say(`night.failed.${failedHow(lastOutcome)}`) : say(`night.${state}`)}</strong>
    </div>
  );
}

function failedHow(outcome: NumberTested['lastOutcome']) {
  return outcome === 'voicemail' || outcome === 'wrong-number' ? outcome : 'no-answer';
}
