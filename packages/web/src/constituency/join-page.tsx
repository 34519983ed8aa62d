import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { nominate } from '@forewarn/api/nominations.ts';
import { NOMINATIONS_MAX } from '@forewarn/core/institutions/nomination.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import styles from './constituency.module.css';
import { ownNominationsQuery } from './joining-queries.ts';
import { readSheet } from './read-sheet.ts';
import { SheetFile } from './sheet-file.tsx';

/** A branch organisation brings members: its list goes to the CERT, and what it reads of the outcome is numbers. */
export function JoinPage() {
  const { say } = useWords();
  const queries = useQueryClient();
  const { nominations, proposed, confirmed, waiting, refused } = useSuspenseQuery(ownNominationsQuery).data;
  const [pasted, paste] = useState('');
  const send = useMutation({
    mutationFn: async (bytes: Uint8Array) => sendSheet(bytes),
    onSuccess: () => paste(''),
    onSettled: () => queries.invalidateQueries({ queryKey: ownNominationsQuery.queryKey }),
  });
  const shown = (count: number | undefined) => (count === undefined ? say('join.kept-back') : String(count));
  const sentence = say('join.sentence', { count: proposed });
  return (
    <div className={styles['import']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      <ul className={styles['counts']}>
        <li>
          {say('join.confirmed')}: <strong className="number">{shown(confirmed)}</strong>
        </li>
        <li>
          {say('join.waiting')}: <strong className="number">{shown(waiting)}</strong>
        </li>
        <li>
          {say('join.refused')}: <strong className="number">{shown(refused)}</strong>
        </li>
      </ul>
      <p className="soft">{say('join.why')}</p>
      <SheetFile isBusy={send.isPending} onSheet={(bytes) => send.mutate(bytes)} />
      <Field label={say('join.paste')} help={say('join.help')} lines={5} value={pasted} onChange={paste} />
      <Button look="main" isDisabled={pasted.trim() === '' || send.isPending} onPress={() => send.mutate(new TextEncoder().encode(pasted))}>
        {say('join.send')}
      </Button>
      {send.error !== null && <FaultState fault={send.error} onTryAgain={() => send.reset()} />}
      {send.data === 'unread' && <p role="alert">{say('import.unread.next')}</p>}
      {typeof send.data === 'object' && (
        <div role="status">
          <p>{say('join.sent', { proposed: send.data.proposed, repeated: send.data.repeated })}</p>
          {send.data.refused.length > 0 && <p>{say('join.left-out', { lines: send.data.refused.join(', ') })}</p>}
        </div>
      )}
      <h2>{say('join.list')}</h2>
      {nominations.length === 0 && <EmptyState what={say('join.empty')} next={say('join.help')} />}
      <ul className={styles['answers']}>
        {nominations.map(({ id, name, city, contactName, email }) => (
          <li key={id}>
            {name} <span className="soft">{[city, contactName, email].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Lines that hold something we do not understand are left out, by their number in the sheet. */
async function sendSheet(bytes: Uint8Array) {
  const reading = await readSheet(bytes);
  if (reading.kind !== 'read') return 'unread' as const;
  const refused: number[] = [];
  const lines = reading.value.lines.flatMap(({ line, entry, problems }) => {
    const [contact] = entry?.contacts ?? [];
    if (entry === undefined || contact?.email === undefined || problems.length > 0) {
      refused.push(line);
      return [];
    }
    const { name, sector, staff, locations } = entry;
    const { email, phone } = contact;
    return [
      {
        line,
        nomination: { name, sector, staff, city: locations[0]?.city ?? locations[0]?.name, contactName: contact.name, email, phone },
      },
    ];
  });
  const counts = { proposed: 0, repeated: 0 };
  for (let from = 0; from < lines.length; from += NOMINATIONS_MAX) {
    const batch = lines.slice(from, from + NOMINATIONS_MAX);
    const { outcomes } = await call(nominate, { body: { nominations: batch.map(({ nomination }) => nomination) } });
    outcomes.forEach(({ kind }, place) => {
      if (kind === 'refused') refused.push(batch[place]?.line ?? 0);
      else counts[kind] += 1;
    });
  }
  return { ...counts, refused: refused.toSorted((one, other) => one - other) };
}
