import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { pathFor } from '@forewarn/api/portal.ts';
import { answerForCustomers, type showProviderQueue } from '@forewarn/api/provider-queue.ts';
import { undoAcknowledgement } from '@forewarn/api/warnings.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { AnswerMark, UrgencyMark } from '../components/marks.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { tell } from '../components/toasts.tsx';
import { call, callFor } from '../lib/call.ts';
import { orKept } from '../lib/unsent.ts';
import { useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { AnswerForm, type AnswerWords } from './answer-form.tsx';
import { providerQueueQuery } from './member-queries.ts';
import styles from './member.module.css';

type Queued = CallOutput<typeof showProviderQueue>['warnings'][number];
type Outcome = CallOutput<typeof answerForCustomers>;

/** One queue of an IT provider over all customers that let it read, by warning; one answer for several of them. */
export function CustomersPage() {
  const { say, language } = useWords();
  const { warnings, customers } = useSuspenseQuery(providerQueueQuery(language)).data;
  const open = warnings.filter((warning) => warning.done < warning.told);
  const sentence = open.length === 0 ? say('customers.none', { count: customers }) : say('customers.sentence', { count: open.length });
  return (
    <div className={styles['screen']}>
      <PageSentence title={say('menu.customers')}>{sentence}</PageSentence>
      {customers === 0 && <EmptyState what={say('customers.nobody')} next={say('customers.nobody.next')} />}
      {warnings.map((warning) => (
        <OneWarning key={warning.warningId} warning={warning} />
      ))}
      <AllCustomers />
    </div>
  );
}

/** Each customer that lets its provider read, with the way to what it sees itself. */
function AllCustomers() {
  const { say } = useWords();
  const session = useSession();
  const readable = session.kind === 'nobody' ? [] : session.actingFor.filter(({ scopes }) => scopes.includes('read'));
  if (readable.length === 0) return null;
  return (
    <section aria-labelledby="customers" className={styles['block']}>
      <h2 id="customers">{say('customers.all', { count: readable.length })}</h2>
      <p className="soft">{say('customers.all.what')}</p>
      <ul className={styles['links']}>
        {readable
          .toSorted((one, other) => one.institution.localeCompare(other.institution, 'nl'))
          .map(({ institutionId, institution }) => (
            <li key={institutionId}>
              <a href={pathFor(institutionId, '/home')}>{institution}</a>
            </li>
          ))}
      </ul>
    </section>
  );
}

function OneWarning({ warning }: { readonly warning: Queued }) {
  const { say } = useWords();
  const { warningId, reference, title, urgency, products, told, done, customers } = warning;
  const open = customers.filter(({ points, mayAnswer }) => mayAnswer && points.length > 0);
  const [left, leave] = useState<readonly string[]>([]);
  const chosen = open.filter(({ institutionId }) => !left.includes(institutionId));
  const send = useAnswerForCustomers(
    chosen.map(({ institutionId, points }) => ({ institutionId, warningId, version: points[0]?.version })),
  );
  const name = title ?? say('member.withheld', { reference });
  const [first] = customers.flatMap(({ points }) => points);
  return (
    <section aria-labelledby={`${warningId} ${warningId}-reference`} className={styles['block']}>
      <h2 id={warningId}>
        <UrgencyMark urgency={urgency} /> {name}
      </h2>
      <p>
        <strong>{say('customers.done', { done, count: told })}</strong>{' '}
        <span className="soft">
          <span id={`${warningId}-reference`}>{reference}</span> · {products.join(', ')}
        </span>
      </p>
      {first !== undefined && first.steps.length > 0 && (
        <ol className={styles['steps']}>
          {first.steps.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
      )}
      <fieldset className={styles['customers']}>
        <legend>{say('customers.which')}</legend>
        {customers.map(({ institutionId, institution, mayAnswer, points }) => (
          <div key={institutionId} className={styles['line']}>
            {mayAnswer && points.length > 0 ? (
              <label>
                <input
                  type="checkbox"
                  checked={!left.includes(institutionId)}
                  onChange={({ target }) => leave(target.checked ? left.filter((one) => one !== institutionId) : [...left, institutionId])}
                />
                {institution}
              </label>
            ) : (
              <span>{institution}</span>
            )}
            {points.length === 0 ? <span>{say('customers.is-done')}</span> : <AnswerMark answer={points[0]?.answer?.answer ?? 'silent'} />}
            {!mayAnswer && <span className="soft">{say('customers.may-not')}</span>}
            <a href={pathFor(institutionId, `/home/${warningId}`)} aria-label={say('customers.look-at', { name: institution })}>
              {say('customers.look')}
            </a>
          </div>
        ))}
      </fieldset>
      {open.length > 0 && <AnswerForm name={`customers-${warningId}`} count={chosen.length} send={send} />}
    </section>
  );
}

type CustomerPoint = { readonly institutionId: string; readonly warningId: string; readonly version?: number };

function useAnswerForCustomers(points: readonly CustomerPoint[]) {
  const { say } = useWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['warnings'] });
  const undo = useMutation({
    mutationFn: takeBack,
    onSuccess: () => tell(say('member.undone')),
    onSettled,
  });
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ given: { institutionId: _, ...given } }: { readonly given: AnswerWords; readonly said: string }) =>
      orKept(call(answerForCustomers, { body: { ...given, points: [...points] } })),
    onSuccess: (outcome, { said }) => {
      if (outcome === undefined) return tell(say('wrong.kept'));
      const refused = outcome.results.filter((result) => result.outcome === 'refused');
      if (outcome.answered > 0) tell(said, () => undo.mutate(outcome));
      if (refused.length > 0) tell(say('member.refused', { count: refused.length }));
    },
    onSettled,
  });
}

/** Each answer is taken back on behalf of the customer that it was given for. */
async function takeBack({ results }: Outcome): Promise<void> {
  for (const { outcome, institutionId, warningId, acknowledgementId } of results)
    if (outcome === 'answered' && acknowledgementId !== undefined)
      await callFor(institutionId, undoAcknowledgement, { params: { id: warningId, acknowledgementId } });
}
