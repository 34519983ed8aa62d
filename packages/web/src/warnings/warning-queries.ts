import { queryOptions } from '@tanstack/react-query';
import { listInventories } from '@forewarn/api/inventories.ts';
import { listAcknowledgements, listWarnings } from '@forewarn/api/warnings.ts';
import { instantOf, readInstant } from '@forewarn/core/basics/instant.ts';
import { firstScreen } from '@forewarn/core/warnings/first-screen.ts';
import { call } from '../lib/call.ts';

/** What an institution's first screen says: which sentence, and the warnings that still ask something. */
export function firstScreenQuery(institutionId: string) {
  return queryOptions({ queryKey: ['warnings', 'first-screen', institutionId], queryFn: () => readFirstScreen(institutionId) });
}

async function readFirstScreen(institutionId: string) {
  const [{ warnings }, { inventories }] = await Promise.all([
    call(listWarnings, { query: { state: 'open', limit: 500 } }),
    call(listInventories, { params: { id: institutionId } }),
  ]);
  const told = await Promise.all(
    warnings.map(async ({ id, urgency, releasedVersion }) => {
      const { acknowledgements } = await call(listAcknowledgements, { params: { id }, query: { institutionId } });
      return {
        urgency,
        releasedVersion,
        answer: acknowledgements.find(({ undoneAt, itemKey }) => undoneAt === undefined && itemKey === undefined),
      };
    }),
  );
  const checkedAt = inventories.flatMap(({ newest }) =>
    newest === undefined || newest.itemCount === 0 ? [] : (readInstant(newest.takenAt ?? newest.receivedAt) ?? []),
  );
  const screen = firstScreen({ warnings: told, checkedAt }, instantOf(Date.now()));
  return { kind: screen.kind, toDo: screen.kind === 'to-do' ? screen.at.flatMap((place) => warnings[place] ?? []) : [] };
}
