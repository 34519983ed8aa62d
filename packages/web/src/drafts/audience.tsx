import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NAME_SEARCHED_CHARACTERS_MAX } from '@forewarn/api/warnings.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { useSettled } from '../lib/use-settled.ts';
import { useWords } from '../lib/words.ts';
import { AudienceCounts } from './audience-counts.tsx';
import { audienceRows, type Row } from './audience-rows.ts';
import { CertaintyChoice } from './certainty-choice.tsx';
import type { DraftForm } from './draft-form.ts';
import { previewedQuery, type Preview } from './draft-queries.ts';
import { LeaveOut } from './leave-out.tsx';
import { OtherList } from './other-list.tsx';
import { SilentList } from './silent-list.tsx';
import { ToldList } from './told-list.tsx';

type Chosen = DraftForm['audience'];

/** Who hears of the draft, exactly: by reason, certainty, urgency and channel; who does not, and why; and leaving somebody out. */
export function Audience({
  preview,
  audience,
  onChange,
}: {
  readonly preview: Preview;
  readonly audience: Chosen;
  readonly onChange: (audience: Chosen) => void;
}) {
  const { say } = useWords();
  const [leaving, leave] = useState<Row>();
  const { excluded } = audience;
  const { counts } = preview;
  return (
    <section>
      <h2>{say('audience.title')}</h2>
      <CertaintyChoice chosen={audience.certainties} onChange={(certainties) => onChange({ ...audience, certainties })} />
      {counts.told === 0 && <EmptyState what={say('audience.nobody')} next={say('audience.nobody.next')} />}
      <AudienceCounts preview={preview} />
      <Lists
        preview={preview}
        onLeave={leave}
        onInclude={(id) => onChange({ ...audience, excluded: excluded.filter(({ institutionId }) => institutionId !== id) })}
      />
      {leaving !== undefined && (
        <LeaveOut
          row={leaving}
          onClose={() => leave(undefined)}
          onLeave={(because) => onChange({ ...audience, excluded: [...excluded, { institutionId: leaving.institutionId, because }] })}
        />
      )}
    </section>
  );
}

/** By name, in this order: who hears, who does not, who cannot be reached, of whom it is not known. */
function Lists({
  preview,
  onLeave,
  onInclude,
}: {
  readonly preview: Preview;
  readonly onLeave: (row: Row) => void;
  readonly onInclude: (institutionId: string) => void;
}) {
  const { say } = useWords();
  const [filter, setFilter] = useState('');
  const name = useSettled(filter.trim());
  const { data: named, error, refetch } = useQuery(previewedQuery(preview, name));
  const { told, silent, silentCount, unreachable, notKnown } = audienceRows(preview, name, named);
  const { counts } = preview;
  return (
    <>
      <input
        type="search"
        aria-label={say('audience.filter')}
        placeholder={say('audience.filter')}
        maxLength={NAME_SEARCHED_CHARACTERS_MAX}
        value={filter}
        onChange={({ target }) => setFilter(target.value)}
      />
      {error !== null && <FaultState fault={error} onTryAgain={() => void refetch()} />}
      <ToldList told={told} count={counts.told} onLeave={onLeave} />
      <SilentList silent={silent} count={silentCount} onInclude={onInclude} />
      <OtherList title={say('audience.unreachable', { count: counts.unreachable })} others={unreachable} />
      <OtherList
        title={say('audience.not-known', { count: counts.notKnown })}
        others={{ ...notKnown, rows: notKnown.rows.map((row) => ({ ...row, because: say(`audience.${row.because}`) })) }}
      />
    </>
  );
}
