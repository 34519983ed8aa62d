import { queryOptions, useQuery } from '@tanstack/react-query';
import { listColleagues } from '@forewarn/api/queue.ts';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';

export type Colleague = { readonly accountId: string; readonly name: string };

export const colleaguesQuery = queryOptions({ queryKey: ['matters', 'colleagues'], queryFn: () => call(listColleagues, {}) });

/** People of the CERT to whom something can be given. */
export function ChooseColleague({
  chosen,
  onChoose,
}: {
  readonly chosen: string | undefined;
  readonly onChoose: (colleague: Colleague) => void;
}) {
  const { say } = useWords();
  const { data } = useQuery(colleaguesQuery);
  if (data?.colleagues.length === 0) return <p>{say('part.no-colleagues')}</p>;
  return (
    <fieldset>
      <legend>{say('part.to-whom')}</legend>
      {data?.colleagues.map((colleague, place) => (
        <label key={colleague.accountId}>
          <input
            type="radio"
            name="colleague"
            autoFocus={place === 0}
            checked={chosen === colleague.accountId}
            onChange={() => onChoose(colleague)}
          />
          {colleague.name}
        </label>
      ))}
    </fieldset>
  );
}
