import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orderContacts } from '@forewarn/api/institutions.ts';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { institutionQuery } from './people-queries.ts';

type Ordering = {
  readonly ids: readonly string[];
  /** To say who is where now, with the order to go back to. */ readonly said?: string;
  readonly back?: readonly string[];
};

/** Sets in which order the contacts are asked: shown at once, sent after it, and put back where it is refused. */
export function useContactOrder(institutionId: string) {
  const { say } = useWords();
  const queries = useQueryClient();
  const { queryKey } = institutionQuery(institutionId);
  const order = useMutation({
    mutationFn: ({ ids }: Ordering) => call(orderContacts, { params: { id: institutionId }, body: { contactIds: [...ids] } }),
    onMutate: async ({ ids }) => {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, (shown) =>
        shown === undefined ? undefined : { ...shown, contacts: shown.contacts.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)) },
      );
    },
    onSuccess: (_ordered, { said, back }) => {
      if (said !== undefined)
        tell(said, back === undefined ? undefined : () => order.mutate({ ids: back, said: say('contacts.moved-back') }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  return order;
}
