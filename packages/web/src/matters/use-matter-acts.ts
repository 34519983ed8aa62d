import { useQueryClient } from '@tanstack/react-query';
import {
  assignMatter,
  handOverShift,
  mergeMatter,
  noteMatter,
  releaseMatter,
  setMatterAside,
  splitMatter,
  takeMatterUp,
  undoMerge,
} from '@forewarn/api/queue.ts';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import type { QueueRow } from './matter-queries.ts';

/** What one does with a matter at the desk; each says that it is done, with the way back where there is one. */
export function useMatterActs() {
  const { say } = useWords();
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['matters'] });
  const back = (way: () => Promise<unknown>) => () => void way().then(readAgain, () => tell(say('queue.not-undone')));
  return {
    assess: async ({ id }: QueueRow, note: string) => {
      await call(noteMatter, { params: { id }, body: { note } });
      await readAgain();
      tell(say('queue.assessed'));
    },
    setAside: async ({ id }: QueueRow, because: string) => {
      await call(setMatterAside, { params: { id }, body: { because } });
      await readAgain();
      tell(
        say('queue.was-set-aside'),
        back(() => call(takeMatterUp, { params: { id } })),
      );
    },
    takeUp: async ({ id, setAside }: QueueRow) => {
      await call(takeMatterUp, { params: { id } });
      await readAgain();
      const because = setAside?.because;
      tell(
        say('queue.was-taken-up'),
        because === undefined ? undefined : back(() => call(setMatterAside, { params: { id }, body: { because } })),
      );
    },
    /** `other` goes into `into`. */
    merge: async (into: { readonly id: string }, other: { readonly id: string }) => {
      const { step } = await call(mergeMatter, { params: { id: into.id }, body: { otherId: other.id } });
      await readAgain();
      tell(
        say('queue.was-merged'),
        back(() => call(undoMerge, { params: { id: into.id, stepId: step.id } })),
      );
    },
    split: async ({ id }: QueueRow, advisoryIds: readonly string[], title: string) => {
      const { matter } = await call(splitMatter, {
        params: { id },
        body: { advisoryIds: [...advisoryIds], ...(title === '' ? {} : { title }) },
      });
      await readAgain();
      tell(
        say('queue.was-split'),
        back(() => call(mergeMatter, { params: { id }, body: { otherId: matter.id } })),
      );
      return matter.id;
    },
    give: async ({ id, owner }: QueueRow, to: { readonly accountId?: string; readonly name: string }) => {
      await call(assignMatter, { params: { id }, body: to.accountId === undefined ? {} : { accountId: to.accountId } });
      await readAgain();
      const before = owner?.accountId;
      tell(
        say('queue.was-given', { name: to.name }),
        back(() =>
          before === undefined
            ? call(releaseMatter, { params: { id } })
            : call(assignMatter, { params: { id }, body: { accountId: before } }),
        ),
      );
    },
    letGo: async ({ id }: QueueRow) => {
      await call(releaseMatter, { params: { id } });
      await readAgain();
    },
    handOver: async (to: { readonly accountId: string; readonly name: string }, note: string) => {
      const { matters, helpRequests } = await call(handOverShift, { body: { to: to.accountId, ...(note === '' ? {} : { note }) } });
      await readAgain();
      tell(say('queue.was-handed-over', { name: to.name, matters, requests: helpRequests }));
    },
  };
}

export type MatterActs = ReturnType<typeof useMatterActs>;
