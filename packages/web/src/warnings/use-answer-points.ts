import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '@forewarn/api/client.ts';
import { answerOpenPoints } from '@forewarn/api/open-points.ts';
import { undoAcknowledgement } from '@forewarn/api/warnings.ts';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { orKept } from '../lib/unsent.ts';
import { useWords } from '../lib/words.ts';

export type AnswerGiven = CallInput<typeof answerOpenPoints>['body'];
type Outcome = CallOutput<typeof answerOpenPoints>;

/**
 * Gives one answer for these points, says so and offers to undo it. Without a connection it is kept in this tab and sent when there is one
 * again (lib/unsent.ts). `said` is what is told of it.
 */
export function useAnswerPoints(points: AnswerGiven['points']) {
  const queries = useQueryClient();
  const { say } = useWords();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['warnings'] });
  const undo = useMutation({
    mutationFn: (outcome: Outcome) => takeBack(outcome),
    onSuccess: () => tell(say('member.undone')),
    onSettled: readAgain,
  });
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ given }: { readonly given: Omit<AnswerGiven, 'points'>; readonly said: string }) =>
      orKept(call(answerOpenPoints, { body: { ...given, points } })),
    onSuccess: (outcome, { said }) => {
      if (outcome === undefined) return tell(say('wrong.kept'));
      const refused = outcome.results.filter((result) => result.outcome === 'refused');
      if (outcome.answered > 0) tell(said, () => undo.mutate(outcome));
      if (refused.length > 0) tell(say('member.refused', { count: refused.length }));
    },
    onSettled: readAgain,
  });
}

async function takeBack({ results }: Outcome): Promise<void> {
  for (const { outcome, warningId, acknowledgementId } of results)
    if (outcome === 'answered' && acknowledgementId !== undefined)
      await call(undoAcknowledgement, { params: { id: warningId, acknowledgementId } });
}
