import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import type { InstitutionChange } from '@forewarn/core/institutions/compare-institution.ts';
import { INSTITUTION_FIELDS } from '@forewarn/core/institutions/formats/institutions-table.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { tell } from '../components/toasts.tsx';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './constituency.module.css';
import { useLineFaults } from './line-faults.ts';
import { acceptPreview, previewSheet, type Preview, type PreviewedLine } from './preview-sheet.ts';
import { ListProgress, SheetEntry } from './sheet-entry.tsx';
import { SheetOutcomes, type SheetOutcome } from './sheet-outcomes.tsx';
import { useSheet, type Progress, type Seen, type SheetLook } from './use-sheet.ts';

type Kind = PreviewedLine['outcome']['kind'];
type Accepted = { readonly added: number; readonly changed: number };

/** Many institutions at once, from a sheet: what each line would do is shown first, and nothing is written before it is accepted. */
export function ImportPage() {
  const { say } = useWords();
  const look = useSheet(INSTITUTION_FIELDS, previewSheet);
  const [accepted, accept] = useState<{ readonly of: number; readonly counts: Accepted }>();
  const { seen, seenAt } = look;
  const sentence =
    seen === undefined
      ? say('import.sentence')
      : accepted?.of === seenAt
        ? say('import.done', accepted.counts)
        : say('import.read', { count: seen.preview.lines.length });
  return (
    <div className={styles['import']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      <SheetEntry look={look} help={say('import.help')} />
      {seen !== undefined && (
        <Fragment key={seenAt}>
          <Outcomes look={look} seen={seen} />
          <Accept preview={seen.preview} onAccepted={(counts) => accept({ of: seenAt, counts })} />
        </Fragment>
      )}
    </div>
  );
}

function Outcomes({ look, seen }: { readonly look: SheetLook<Preview>; readonly seen: Seen<Preview> }) {
  const { say } = useWords();
  const why = useWhy(seen.preview.lines.some(({ outcome }) => outcome.kind === 'refused'));
  const lines = seen.preview.lines.map((line) => ({ line: line.line, name: line.name, kind: line.outcome.kind, why: why(line) }));
  const count = lines.filter(({ kind }) => kind === 'refused').length;
  const outcomes: readonly SheetOutcome<Kind>[] = [
    {
      kind: 'refused',
      word: 'import.outcome.refused',
      keep: { label: say('import.refused.keep', { count }), heading: say('import.why'), file: say('import.refused.file') },
    },
    {
      kind: 'changed',
      word: 'import.outcome.changed',
      keep: { label: say('import.changed.keep'), heading: say('import.what'), file: say('import.changed.file') },
    },
    { kind: 'new', word: 'import.outcome.new' },
    { kind: 'joined', word: 'import.outcome.joined' },
    { kind: 'unchanged', word: 'import.outcome.unchanged' },
  ];
  return (
    <SheetOutcomes
      sheet={seen.sheet}
      fields={INSTITUTION_FIELDS}
      lines={lines}
      outcomes={outcomes}
      isReading={look.isLooking}
      onSay={look.say}
    />
  );
}

/** What becomes of a line, in words: what changes, or why it is refused. */
function useWhy(isOneRefused: boolean): (line: PreviewedLine) => string {
  const { say } = useWords();
  const faults = useLineFaults(isOneRefused);
  return ({ outcome }) => {
    if (outcome.kind === 'refused') return faults(outcome.problems);
    if (outcome.kind === 'new') return '';
    if (outcome.kind === 'joined') return say('import.joined', { line: String(outcome.line) });
    const known = outcome.knownAs === undefined ? '' : `${say('import.known-as', { name: outcome.knownAs })} `;
    if (outcome.kind === 'unchanged') return known;
    const changes = outcome.changes
      .map(({ what, from, to }) => {
        const field = say(WHATS[what]);
        return from === undefined ? say('import.gains', { field, to }) : say('import.becomes', { field, from, to });
      })
      .join('; ');
    return known + changes;
  };
}

const WHATS: Readonly<Record<InstitutionChange['what'], PlainKey>> = {
  sector: 'import.field.sector',
  region: 'import.field.region',
  staff: 'import.field.staff',
  branch: 'import.field.branch',
  itProvider: 'import.field.itProvider',
  language: 'import.field.language',
  detailsInMail: 'import.field.detailsInMail',
  kvk: 'import.field.kvk',
  locations: 'import.field.location',
  networks: 'import.field.network',
  domains: 'import.field.domain',
  'webhook-secret': 'import.what.webhook-secret',
  'contact-added': 'import.what.contact-added',
  'contact-changed': 'import.what.contact-changed',
};

function Accept({ preview, onAccepted }: { readonly preview: Preview; readonly onAccepted: (counts: Accepted) => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress>();
  const accept = useMutation({
    mutationFn: () => acceptPreview(preview, (done, of) => setProgress([done, of])),
    onSuccess: (counts) => {
      tell(say('import.accepted'));
      onAccepted(counts);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  if (preview.entries.length === 0) return <p>{say('import.nothing')}</p>;
  if (accept.data !== undefined)
    return (
      <div role="status">
        <p className="soft">{say('import.way-back')}</p>
        <Link to="/institutions" className={buttonClass('main')}>
          {say('menu.institutions')}
        </Link>
      </div>
    );
  return (
    <div>
      {accept.isPending && <ListProgress progress={progress} />}
      {accept.error !== null && <FaultState fault={accept.error} onTryAgain={() => accept.mutate()} />}
      <Button look="main" isDisabled={accept.isPending} onPress={() => accept.mutate()}>
        {say('import.accept', { count: preview.entries.length })}
      </Button>
    </div>
  );
}
