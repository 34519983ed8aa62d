import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endHelpRequest, leaveHelpRequest, reopenHelpRequest, takeHelpRequest } from '@forewarn/api/help-requests.ts';
import { colleaguesQuery, type Colleague } from '../components/choose-colleague.tsx';
import { tell } from '../components/toasts.tsx';
import { useWayBack } from '../components/use-way-back.ts';
import { call } from '../lib/call.ts';
import { isKept } from '../lib/fault.ts';
import { useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import type { HelpRequest } from './help-queries.ts';

/** What one does with a request for help; each says that it is done, with the way back where there is one. */
export function useHelpActs(request: HelpRequest) {
  const { say } = useWords();
  const queries = useQueryClient();
  const session = useSession();
  const [fault, setFault] = useState<unknown>();
  const { institution, owner, ownerAccountId } = request;
  const params = { id: request.id };
  const readAgain = () => queries.invalidateQueries({ queryKey: ['warnings'] });
  /** True where it is done, or waits for a connection with what was written. */
  const act = async (way: () => Promise<unknown>): Promise<boolean> => {
    setFault(undefined);
    try {
      await way();
      return true;
    } catch (cause) {
      if (!isKept(cause)) setFault(cause);
      return isKept(cause);
    } finally {
      await readAgain();
    }
  };
  const back = useWayBack(readAgain);
  /**
   * The way back to whose it was, looked for before it changes. Where its name alone was kept: none where nobody, or more than one, of that name has
   * an account, and it is not the reader.
   */
  const backToOwner = async () => {
    if (owner === undefined) return back(() => call(leaveHelpRequest, { params }));
    if (ownerAccountId !== undefined) return back(() => call(takeHelpRequest, { params, body: { accountId: ownerAccountId } }));
    if (session.kind !== 'nobody' && session.name === owner) return back(() => call(takeHelpRequest, { params, body: {} }));
    const known = await queries.ensureQueryData(colleaguesQuery).catch(() => undefined);
    const [one, ...others] = known?.colleagues.filter(({ name }) => name === owner) ?? [];
    return one === undefined || others.length > 0
      ? undefined
      : back(() => call(takeHelpRequest, { params, body: { accountId: one.accountId } }));
  };
  return {
    fault,
    acts: {
      take: () =>
        act(async () => {
          const wayBack = await backToOwner();
          await call(takeHelpRequest, { params, body: {} });
          tell(say('help.taken', { institution }), wayBack);
        }),
      leave: () =>
        act(async () => {
          const wayBack = await backToOwner();
          await call(leaveHelpRequest, { params });
          tell(say('help.left', { institution }), wayBack);
        }),
      give: async ({ accountId, name }: Colleague) => {
        const wayBack = await backToOwner();
        await call(takeHelpRequest, { params, body: { accountId } });
        tell(say('help.given', { institution, name }), wayBack);
        await readAgain();
      },
      end: (note: string) =>
        act(async () => {
          await call(endHelpRequest, { params, body: { note } });
          tell(
            say('help.ended', { institution }),
            back(() => call(reopenHelpRequest, { params })),
          );
        }),
    },
  };
}
