import { useQuery } from '@tanstack/react-query';
import { listDoors, listKeys } from '@forewarn/api/doors.ts';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { Time } from './time.tsx';

/** What is wrong with the ways to a contact, in words and since when: an address, a webhook, a telephone, a key that ended. Nothing where nothing is. */
export function DoorFaults({ institutionId, contactId }: { readonly institutionId: string; readonly contactId: string }) {
  const { say, language } = useWords();
  const params = { id: institutionId, contactId };
  const doors = useQuery({ queryKey: ['institutions', 'doors', institutionId, contactId], queryFn: () => call(listDoors, { params }) });
  const keys = useQuery({ queryKey: ['institutions', 'keys', institutionId, contactId], queryFn: () => call(listKeys, { params }) });
  const faults = (doors.data?.doors ?? []).flatMap(({ channel, fault }) => (fault === undefined ? [] : [{ channel, ...fault }]));
  const ofKeys = keys.data?.inWords?.[language];
  if (faults.length === 0 && ofKeys === undefined) return null;
  return (
    <ul>
      {faults.map((fault) => (
        <li key={fault.channel}>
          <strong>{say(`part.channel.${fault.channel}`)}</strong>: {fault[language]} {say('part.since')} <Time at={fault.since} />
        </li>
      ))}
      {ofKeys !== undefined && <li>{ofKeys}</li>}
    </ul>
  );
}
