import type { InstitutionField } from '@forewarn/core/institutions/formats/institutions-table.ts';
import { Button } from '../components/button.tsx';
import { ColumnChoice, toldColumns, type SaidColumns } from '../components/column-choice.tsx';
import { keepText } from '../lib/keep-file.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './constituency.module.css';
import { sheetCsv, type ReadSheet } from './read-sheet.ts';

const LINES_DRAWN_MAX = 200;

/** A line of the sheet, and in words what becomes of it. */
type SheetLine<Kind extends string> = { readonly line: number; readonly name: string; readonly kind: Kind; readonly why: string };

/** What may become of a line. With `keep`, such lines can be kept as CSV, each with what is said of it. */
export type SheetOutcome<Kind extends string> = {
  readonly kind: Kind;
  readonly word: PlainKey;
  readonly keep?: { readonly label: string; readonly heading: string; readonly file: string };
};

/** The second step of every list: what its columns were taken for, to be put right, and what would become of each line. */
export function SheetOutcomes<Kind extends string>({
  sheet,
  fields,
  lines,
  outcomes,
  isReading,
  onSay,
}: {
  readonly sheet: ReadSheet;
  readonly fields: readonly InstitutionField[];
  readonly lines: readonly SheetLine<Kind>[];
  /** What asks for a decision comes first. */
  readonly outcomes: readonly SheetOutcome<Kind>[];
  readonly isReading: boolean;
  readonly onSay: (columns: SaidColumns) => void;
}) {
  const { say, numbered } = useWords();
  const byKind = Map.groupBy(lines, ({ kind }) => kind);
  const inOrder = outcomes.flatMap(({ kind }) => byKind.get(kind) ?? []);
  return (
    <>
      <ColumnChoice
        told={toldColumns(sheet.columns.known, sheet.columns.ignored)}
        fields={fields.map((field) => ({ field, label: say(`import.field.${field}`) }))}
        canSend
        isSending={isReading}
        onSay={onSay}
      />
      <h2 id="outcomes">{say('import.outcomes')}</h2>
      <ul className={styles['counts']}>
        {outcomes.map(({ kind, word }) => (
          <li key={kind}>
            <strong className="number">{numbered(byKind.get(kind)?.length ?? 0)}</strong> {say(word)}
          </li>
        ))}
      </ul>
      {outcomes.map(({ kind, keep }) => {
        const kept = byKind.get(kind) ?? [];
        if (keep === undefined || kept.length === 0) return null;
        const said = new Map(kept.map(({ line, why }) => [line, why]));
        return (
          <Button key={kind} onPress={() => keepText(sheetCsv(sheet.rows, said, keep.heading), keep.file)}>
            {keep.label}
          </Button>
        );
      })}
      <Lines lines={inOrder} words={new Map(outcomes.map(({ kind, word }) => [kind, word]))} />
    </>
  );
}

function Lines<Kind extends string>({
  lines,
  words,
}: {
  readonly lines: readonly SheetLine<Kind>[];
  readonly words: ReadonlyMap<Kind, PlainKey>;
}) {
  const { say } = useWords();
  return (
    <>
      <div className={styles['wide']} role="region" aria-labelledby="outcomes" tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{say('import.line')}</th>
              <th scope="col">{say('import.field.name')}</th>
              <th scope="col">{say('import.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, LINES_DRAWN_MAX).map(({ line, name, kind, why }) => (
              <tr key={line}>
                <td className="number">{line}</td>
                <td>{name}</td>
                <td>
                  {/* Below each other, so that a telephone shows both. */}
                  <strong>{say(words.get(kind) ?? 'import.outcome')}</strong> {why !== '' && <div>{why}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lines.length > LINES_DRAWN_MAX && <p className="soft">{say('import.more', { shown: LINES_DRAWN_MAX, count: lines.length })}</p>}
    </>
  );
}
