import { useQuery } from '@tanstack/react-query';
import { listDoors, listKeys } from '@forewarn/api/doors.ts';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { RepairWords } from './repair-words.tsx';
import { Time } from './time.tsx';

/**
 * What is wrong with the ways to a contact, in words, since when, and what to do: an address, a webhook, a telephone, a key that ended. Nothing
 * where nothing is. `toRepair`: that nothing goes to the contact itself any more.
 */
export function DoorFaults({
  institutionId,
  contactId,
  toRepair,
}: {
  readonly institutionId: string;
  readonly contactId: string;
  readonly toRepair?: string;
}) {
  const { say, language } = useWords();
  const params = { id: institutionId, contactId };
  const doors = useQuery({ queryKey: ['institutions', 'doors', institutionId, contactId], queryFn: () => call(listDoors, { params }) });
  const keys = useQuery({ queryKey: ['institutions', 'keys', institutionId, contactId], queryFn: () => call(listKeys, { params }) });
  const faults = (doors.data?.doors ?? []).flatMap(({ channel, fault }) => (fault === undefined ? [] : [{ channel, ...fault }]));
  const ofKeys = keys.data?.inWords?.[language];
  return (
    <>
      {toRepair !== undefined && (
        <p>
          <strong>{say('part.to-repair')}</strong> {faults.length === 0 && <RepairWords toRepair={toRepair} />}
        </p>
      )}
      {(faults.length > 0 || ofKeys !== undefined) && (
        <ul>
          {faults.map((fault) => (
            <li key={fault.channel}>
              <strong>{say(`part.channel.${fault.channel}`)}</strong>: {fault[language]} {say('part.since')} <Time at={fault.since} />.
            </li>
          ))}
          {ofKeys !== undefined && <li>{ofKeys}</li>}
        </ul>
      )}
      {faults.length > 0 && <p className="soft">{say('part.other-doors')}</p>}
    </>
  );
}
