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
import { useWayBack } from '../components/use-way-back.ts';
import { call } from '../lib/call.ts';
import { useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import type { QueueRow } from './matter-queries.ts';

/** What one does with a matter at the desk; each says that it is done, with the way back where there is one. */
export function useMatterActs() {
  const { say } = useWords();
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['matters'] });
  const session = useSession();
  const back = useWayBack(readAgain);
  /** The way back to whose it was; none where that is somebody without an account who is not the reader. */
  const backTo = (id: string, owner: QueueRow['owner']) => {
    if (owner === undefined) return back(() => call(releaseMatter, { params: { id } }));
    const { accountId, name } = owner;
    if (accountId !== undefined) return back(() => call(assignMatter, { params: { id }, body: { accountId } }));
    return session.kind !== 'nobody' && session.name === name ? back(() => call(assignMatter, { params: { id }, body: {} })) : undefined;
  };
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
      tell(say('queue.was-given', { name: to.name }), backTo(id, owner));
    },
    letGo: async ({ id, owner }: QueueRow) => {
      await call(releaseMatter, { params: { id } });
      await readAgain();
      tell(say('queue.was-let-go'), owner === undefined ? undefined : backTo(id, owner));
    },
    handOver: async (to: { readonly accountId: string; readonly name: string }, note: string) => {
      const given = await call(handOverShift, { body: { to: to.accountId, ...(note === '' ? {} : { note }) } });
      const readBoth = () => Promise.all([readAgain(), queries.invalidateQueries({ queryKey: ['warnings', 'help'] })]);
      await readBoth();
      const { matters, helpRequests, handed } = given;
      // Only what went: what the colleague had already stays there.
      const takeBack = async () => {
        const came = await call(handOverShift, {
          body: { ...(given.toAccountId === undefined ? { from: given.to } : { fromAccountId: given.toAccountId }), only: handed },
        });
        tell(say('queue.came-back', { matters: came.matters, requests: came.helpRequests }));
        await readBoth();
      };
      tell(
        say('queue.was-handed-over', { name: to.name, matters, requests: helpRequests }),
        matters + helpRequests === 0 ? undefined : back(takeBack),
      );
    },
  };
}

export type MatterActs = ReturnType<typeof useMatterActs>;
