import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { decideNominations } from '@forewarn/api/nominations.ts';
import { NOMINATIONS_MAX } from '@forewarn/core/institutions/nomination.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import styles from './constituency.module.css';
import { nominationsQuery } from './joining-queries.ts';
import { Nominated } from './nominated.tsx';

type Decision = { readonly ids: readonly string[]; readonly decision: 'accepted' | 'refused' };

/** What branch organisations bring: accepted or refused as a whole or each by itself, and where each stands. */
export function JoiningPage() {
  const { say } = useWords();
  const queries = useQueryClient();
  const mayDecide = useMay('add-institutions');
  const pages = useSuspenseInfiniteQuery(nominationsQuery);
  const nominations = onceEach(pages.data.pages.flatMap((page) => page.nominations));
  const { waiting = 0, total = 0 } = pages.data.pages.at(-1) ?? {};
  const decide = useMutation({
    mutationFn: decideAll,
    onSuccess: ({ decided }) => tell(say('joining.decided', { count: decided })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  const open = nominations.filter(({ state }) => state === 'proposed');
  const sentence = say('joining.sentence', { count: waiting });
  // "All" only where all are here.
  const range = open.length < waiting ? 'shown' : 'all';
  return (
    <div className={styles['import']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      {decide.error !== null && <FaultState fault={decide.error} onTryAgain={() => decide.reset()} />}
      {nominations.length === 0 && <EmptyState what={say('joining.empty')} next={say('joining.empty.next')} />}
      {[...Map.groupBy(nominations, ({ branch }) => branch)].map(([branch, brought]) => {
        const ids = brought.filter(({ state }) => state === 'proposed').map(({ id }) => id);
        return (
          <section key={branch} className={styles['brought']} aria-label={branch}>
            <h2>{branch}</h2>
            {mayDecide && ids.length > 0 && (
              <div className={styles['acts']}>
                <Button look="main" isDisabled={decide.isPending} onPress={() => decide.mutate({ ids, decision: 'accepted' })}>
                  {say(`joining.accept-${range}`, { count: ids.length })}
                </Button>
                <Button isDisabled={decide.isPending} onPress={() => decide.mutate({ ids, decision: 'refused' })}>
                  {say(`joining.refuse-${range}`, { count: ids.length })}
                </Button>
              </div>
            )}
            <ul className={styles['nominations']}>
              {brought.map((nomination) => (
                <Nominated
                  key={nomination.id}
                  nomination={nomination}
                  isBusy={decide.isPending}
                  onDecide={(decision) => decide.mutate({ ids: [nomination.id], decision })}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {pages.hasNextPage && (
        <p>
          {say('joining.part', { shown: nominations.length, count: total })}{' '}
          <Button isDisabled={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
            {say('joining.more')}
          </Button>
        </p>
      )}
    </div>
  );
}

/** One that was decided between two pages is on both: the later says where it stands. */
function onceEach<One extends { readonly id: string }>(listed: readonly One[]): readonly One[] {
  return [...new Map(listed.map((one) => [one.id, one])).values()];
}

/** A list at a time, as large as one may be. */
async function decideAll({ ids, decision }: Decision): Promise<{ readonly decided: number }> {
  let decided = 0;
  for (let from = 0; from < ids.length; from += NOMINATIONS_MAX)
    decided += (await call(decideNominations, { body: { ids: ids.slice(from, from + NOMINATIONS_MAX), decision } })).decided;
  return { decided };
}
