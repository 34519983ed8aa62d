import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { NOMINATION_FIELDS } from '@forewarn/core/institutions/formats/institutions-table.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { useWords } from '../lib/words.ts';
import styles from './constituency.module.css';
import { ownNominationsQuery, type OwnNominations } from './joining-queries.ts';
import { useLineFaults } from './line-faults.ts';
import { previewNominations, sendNominations, type NominationPreview, type PreviewedNomination } from './preview-nominations.ts';
import { ListProgress, SheetEntry } from './sheet-entry.tsx';
import { SheetOutcomes, type SheetOutcome } from './sheet-outcomes.tsx';
import { useSheet, type Progress, type Seen, type SheetLook } from './use-sheet.ts';

type Kind = PreviewedNomination['outcome']['kind'];

/**
 * A branch organisation brings members: its list is tried first, as the desk's import is, and then goes to the CERT. What it reads of the
 * outcome is numbers.
 */
export function JoinPage() {
  const { say } = useWords();
  const own = useSuspenseQuery(ownNominationsQuery).data;
  const look = useSheet(NOMINATION_FIELDS, previewNominations);
  const [sent, markSent] = useState<number>();
  const { seen, seenAt } = look;
  const sentence =
    seen === undefined || sent === seenAt
      ? say('join.sentence', { count: own.proposed })
      : say('join.read', { count: seen.preview.lines.length });
  return (
    <div className={styles['import']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      {own.proposed > 0 && <Numbers own={own} />}
      <SheetEntry look={look} help={say('join.help')} />
      {seen !== undefined && (
        <Fragment key={seenAt}>
          <Outcomes look={look} seen={seen} />
          <Send preview={seen.preview} onSent={() => markSent(seenAt)} />
        </Fragment>
      )}
      <h2>{say('join.list')}</h2>
      {own.nominations.length === 0 && <EmptyState what={say('join.empty')} next={say('join.help')} />}
      <ul className={styles['answers']}>
        {own.nominations.map(({ id, name, city, contactName, email }) => (
          <li key={id}>
            {name} <span className="soft">{[city, contactName, email].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Numbers({ own: { confirmed, waiting, refused } }: { readonly own: OwnNominations }) {
  const { say, numbered } = useWords();
  const shown = (count: number | undefined) => (count === undefined ? say('join.kept-back') : numbered(count));
  return (
    <>
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
    </>
  );
}

function Outcomes({ look, seen }: { readonly look: SheetLook<NominationPreview>; readonly seen: Seen<NominationPreview> }) {
  const { say } = useWords();
  const count = seen.preview.lines.filter(({ outcome }) => outcome.kind === 'refused').length;
  const faults = useLineFaults(count > 0);
  const lines = seen.preview.lines.map(({ line, name, outcome }) => ({
    line,
    name,
    kind: outcome.kind,
    why: outcome.kind === 'refused' ? faults(outcome.problems) : '',
  }));
  const outcomes: readonly SheetOutcome<Kind>[] = [
    {
      kind: 'refused',
      word: 'import.outcome.refused',
      keep: { label: say('import.refused.keep', { count }), heading: say('import.why'), file: say('import.refused.file') },
    },
    { kind: 'proposed', word: 'join.outcome.proposed' },
    { kind: 'repeated', word: 'join.outcome.repeated' },
  ];
  return (
    <>
      <SheetOutcomes
        sheet={seen.sheet}
        fields={NOMINATION_FIELDS}
        lines={lines}
        outcomes={outcomes}
        isReading={look.isLooking}
        onSay={look.say}
      />
      {count > 0 && <p>{say('join.refused-lines.next')}</p>}
    </>
  );
}

function Send({ preview, onSent }: { readonly preview: NominationPreview; readonly onSent: () => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress>();
  const send = useMutation({
    mutationFn: () => sendNominations(preview, (done, of) => setProgress([done, of])),
    onSuccess: onSent,
    onSettled: () => queries.invalidateQueries({ queryKey: ownNominationsQuery.queryKey }),
  });
  if (preview.nominations.length === 0) return <p>{say('join.nothing')}</p>;
  if (send.data !== undefined)
    return (
      <div role="status">
        <p>{say('join.sent', { proposed: send.data.proposed, repeated: send.data.repeated })}</p>
        {send.data.refused > 0 && <p role="alert">{say('join.sent.refused', { count: send.data.refused })}</p>}
        <p className="soft">{say('join.sent.next')}</p>
      </div>
    );
  return (
    <div>
      {send.isPending && <ListProgress progress={progress} />}
      {send.error !== null && <FaultState fault={send.error} onTryAgain={() => send.mutate()} />}
      <Button look="main" isDisabled={send.isPending} onPress={() => send.mutate()}>
        {say('join.send', { count: preview.nominations.length })}
      </Button>
    </div>
  );
}
