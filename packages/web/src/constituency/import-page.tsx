import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { INSTITUTION_FIELDS } from '@forewarn/core/institutions/formats/institutions-table.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { ColumnChoice, toldColumns, type SaidColumns } from '../components/column-choice.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { tell } from '../components/toasts.tsx';
import { keepText } from '../lib/keep-file.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './constituency.module.css';
import { SheetFile } from './sheet-file.tsx';
import { acceptPreview, previewSheet, type Preview, type PreviewedLine } from './preview-sheet.ts';
import { readSheet, sheetCsv, type ReadSheet } from './read-sheet.ts';

const LINES_DRAWN_MAX = 200;
const OUTCOMES = ['refused', 'changed', 'new', 'unchanged'] as const;

type Seen = { readonly sheet: ReadSheet; readonly preview: Preview };
type Unread = { readonly problems: readonly Problem[] };

/** Many institutions at once, from a sheet: what each line would do is shown first, and nothing is written before it is accepted. */
export function ImportPage() {
  const { say } = useWords();
  const bytes = useRef<Uint8Array>(undefined);
  const [pasted, paste] = useState('');
  const [progress, setProgress] = useState<readonly [done: number, of: number]>();
  const onProgress = (done: number, of: number) => setProgress([done, of]);
  const look = useMutation({
    mutationFn: async (columns: SaidColumns | undefined): Promise<Seen | Unread> => {
      const reading = await readSheet(bytes.current ?? new Uint8Array(), columns);
      if (reading.kind !== 'read') return { problems: reading.problems };
      return { sheet: reading.value, preview: await previewSheet(reading.value, onProgress) };
    },
    onSettled: () => setProgress(undefined),
  });
  const begin = (chosen: Uint8Array) => {
    bytes.current = chosen;
    look.mutate(undefined);
  };
  const seen = look.data !== undefined && 'preview' in look.data ? look.data : undefined;
  const unread = look.data !== undefined && 'problems' in look.data ? look.data.problems : [];
  const sentence = seen === undefined ? say('import.sentence') : say('import.read', { count: seen.preview.lines.length });
  return (
    <div className={styles['import']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      <SheetFile isBusy={look.isPending} onSheet={begin} />
      <details open={seen === undefined}>
        <summary>{say('import.paste.or')}</summary>
        <Field label={say('import.paste')} help={say('import.help')} lines={5} value={pasted} onChange={paste} />
        <Button isDisabled={pasted.trim() === '' || look.isPending} onPress={() => begin(new TextEncoder().encode(pasted))}>
          {say('import.look')}
        </Button>
      </details>
      {look.isPending && <Progress progress={progress} />}
      {look.error !== null && <FaultState fault={look.error} onTryAgain={() => look.mutate(look.variables)} />}
      {unread.length > 0 && (
        <div role="alert">
          <p>{say('import.unread')}</p>
          <p className="soft">{say('import.unread.next')}</p>
        </div>
      )}
      {seen !== undefined && (
        <SeenSheet key={look.submittedAt} seen={seen} isReading={look.isPending} onSay={(columns) => look.mutate(columns)} />
      )}
    </div>
  );
}

function Progress({ progress }: { readonly progress: readonly [number, number] | undefined }) {
  const { say } = useWords();
  if (progress === undefined) return <p role="status">{say('import.reading')}</p>;
  const [done, of] = progress;
  return (
    <p role="status">
      <progress aria-label={say('import.progress', { done, of })} max={of} value={done} /> {say('import.progress', { done, of })}
    </p>
  );
}

function SeenSheet({
  seen: { sheet, preview },
  isReading,
  onSay,
}: {
  readonly seen: Seen;
  readonly isReading: boolean;
  readonly onSay: (columns: SaidColumns) => void;
}) {
  const { say } = useWords();
  const counts = Map.groupBy(preview.lines, ({ outcome }) => outcome.kind);
  const refused = counts.get('refused') ?? [];
  const changed = counts.get('changed') ?? [];
  const why = useWhy();
  return (
    <>
      <ColumnChoice
        told={toldColumns(sheet.columns.known, sheet.columns.ignored)}
        fields={INSTITUTION_FIELDS.map((field) => ({ field, label: say(`import.field.${field}`) }))}
        canSend
        isSending={isReading}
        onSay={onSay}
      />
      <h2 id="outcomes">{say('import.outcomes')}</h2>
      <ul className={styles['counts']}>
        {OUTCOMES.map((kind) => (
          <li key={kind}>
            <strong className="number">{counts.get(kind)?.length ?? 0}</strong> {say(`import.outcome.${kind}`)}
          </li>
        ))}
      </ul>
      {refused.length > 0 && (
        <Button
          onPress={() =>
            keepText(
              sheetCsv(sheet.rows, new Map(refused.map((line) => [line.line, why(line)])), say('import.why')),
              say('import.refused.file'),
            )
          }
        >
          {say('import.refused.keep', { count: refused.length })}
        </Button>
      )}
      {changed.length > 0 && (
        <Button
          onPress={() =>
            keepText(
              sheetCsv(sheet.rows, new Map(changed.map((line) => [line.line, why(line)])), say('import.what')),
              say('import.changed.file'),
            )
          }
        >
          {say('import.changed.keep')}
        </Button>
      )}
      <Lines lines={preview.lines} />
      <Accept preview={preview} />
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly PreviewedLine[] }) {
  const { say } = useWords();
  const why = useWhy();
  // What asks for a decision comes first.
  const sorted = lines.toSorted((a, b) => OUTCOMES.indexOf(a.outcome.kind) - OUTCOMES.indexOf(b.outcome.kind) || a.line - b.line);
  return (
    <>
      <div className={styles['wide']} role="region" aria-labelledby="outcomes" tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{say('import.line')}</th>
              <th scope="col">{say('import.field.name')}</th>
              <th scope="col">{say('import.outcome')}</th>
              <th scope="col">{say('import.what')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, LINES_DRAWN_MAX).map((line) => (
              <tr key={line.line}>
                <td className="number">{line.line}</td>
                <td>{line.name}</td>
                <td>{say(`import.outcome.${line.outcome.kind}`)}</td>
                <td>{why(line)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lines.length > LINES_DRAWN_MAX && <p className="soft">{say('import.more', { shown: LINES_DRAWN_MAX, count: lines.length })}</p>}
    </>
  );
}

/** What becomes of a line, in words: what changes, or why it is refused. */
function useWhy(): (line: PreviewedLine) => string {
  const { say } = useWords();
  return ({ outcome }) => {
    if (outcome.kind === 'refused')
      return outcome.problems.map(({ code, message }) => (CODES[code] === undefined ? message : say(CODES[code]))).join(' ');
    if (outcome.kind !== 'changed') return '';
    return outcome.changes
      .map(({ what, from, to }) => {
        const field = say(WHATS[what] ?? 'import.field.name');
        return from === undefined ? say('import.gains', { field, to }) : say('import.becomes', { field, from, to });
      })
      .join('; ');
  };
}

const CODES: Readonly<Record<string, PlainKey>> = {
  'name-missing': 'import.wrong.name-missing',
  'sector-unreadable': 'import.wrong.sector',
  'role-unreadable': 'import.wrong.role',
  'language-unreadable': 'import.wrong.language',
  'number-unreadable': 'import.wrong.number',
  'domain-unreadable': 'import.wrong.domain',
  'email-unreadable': 'import.wrong.email',
  'network-unreadable': 'import.wrong.network',
};
const WHATS: Readonly<Record<string, PlainKey>> = {
  sector: 'import.field.sector',
  region: 'import.field.region',
  staff: 'import.field.staff',
  branch: 'import.field.branch',
  itProvider: 'import.field.itProvider',
  language: 'import.field.language',
  detailsInMail: 'import.field.detailsInMail',
  locations: 'import.field.location',
  networks: 'import.field.network',
  domains: 'import.field.domain',
  'contact-added': 'import.what.contact-added',
  'contact-changed': 'import.what.contact-changed',
};

function Accept({ preview }: { readonly preview: Preview }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<readonly [done: number, of: number]>();
  const accept = useMutation({
    mutationFn: () => acceptPreview(preview, (done, of) => setProgress([done, of])),
    onSuccess: () => tell(say('import.accepted')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  if (preview.entries.length === 0) return <p>{say('import.nothing')}</p>;
  if (accept.data !== undefined)
    return (
      <div role="status">
        <p>{say('import.done', accept.data)}</p>
        <p className="soft">{say('import.way-back')}</p>
        <Link to="/institutions" className={buttonClass('main')}>
          {say('menu.institutions')}
        </Link>
      </div>
    );
  return (
    <div>
      {accept.isPending && <Progress progress={progress} />}
      {accept.error !== null && <FaultState fault={accept.error} onTryAgain={() => accept.mutate()} />}
      <Button look="main" isDisabled={accept.isPending} onPress={() => accept.mutate()}>
        {say('import.accept', { count: preview.entries.length })}
      </Button>
    </div>
  );
}
