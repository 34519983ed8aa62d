import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { search } from '@forewarn/api/search.ts';
import { Field } from '../components/field.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { ActForm } from '../components/act-form.tsx';
import type { QueueRow } from './matter-queries.ts';
import type { MatterActs } from './use-matter-acts.ts';

type Other = { readonly id: string; readonly title: string };
const SHOWN_MAX = 8;

/** Takes another matter into this one: found by a word, those with a CVE or a publisher in common first. */
export function MergeDialog({
  matter,
  rows,
  acts,
  onClose,
}: {
  readonly matter: QueueRow;
  readonly rows: readonly (QueueRow | undefined)[];
  readonly acts: MatterActs;
  readonly onClose: () => void;
}) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const [other, choose] = useState<Other>();
  const { data } = useQuery({
    queryKey: ['matters', 'search', text.trim()],
    queryFn: () => call(search, { query: { q: text.trim() } }),
    enabled: text.trim().length > 1,
  });
  const found: readonly Other[] = data?.groups.find(({ kind }) => kind === 'matter')?.found ?? [];
  const shown = (text.trim().length > 1 ? found : likeness(matter, rows)).filter(({ id }) => id !== matter.id).slice(0, SHOWN_MAX);
  return (
    <ActForm
      title={say('queue.merge.title', { title: matter.title })}
      act={say('queue.merge')}
      isReady={other !== undefined}
      onAct={async () => other !== undefined && (await acts.merge(matter, other))}
      onClose={onClose}
    >
      <Field label={say('queue.merge.find')} autoFocus maxLength={100} value={text} onChange={setText} />
      <fieldset>
        <legend>{say('queue.merge.other')}</legend>
        {shown.map((one) => (
          <label key={one.id}>
            <input type="radio" name="other" checked={other?.id === one.id} onChange={() => choose(one)} />
            {one.title}
          </label>
        ))}
        {shown.length === 0 && <p className="soft">{say('queue.merge.none')}</p>}
      </fieldset>
    </ActForm>
  );
}

/** Those in sight that have most in common with it, most first. */
function likeness(matter: QueueRow, rows: readonly (QueueRow | undefined)[]): readonly QueueRow[] {
  const common = (row: QueueRow) =>
    row.cves.filter((cve) => matter.cves.includes(cve)).length * 10 +
    row.unmappedNames.filter(({ product }) => matter.unmappedNames.some((name) => name.product === product)).length +
    (row.source === matter.source ? 1 : 0);
  return rows.filter((row) => row !== undefined).toSorted((one, other) => common(other) - common(one));
}
