import { useState } from 'react';
import { useWords } from '../lib/words.ts';
import { Button } from './button.tsx';
import styles from './column-choice.module.css';

/** What each column of somebody's sheet is, by its heading; `ignore`: not used. */
export type SaidColumns = Readonly<Record<string, string>>;

/** What each column of a sheet is: as we took it, to be put right. */
export function ColumnChoice({
  told,
  fields,
  canSend,
  isSending,
  onSay,
}: {
  readonly told: SaidColumns;
  readonly fields: readonly { readonly field: string; readonly label: string }[];
  /** False where the file is no longer at hand to be read again. */
  readonly canSend: boolean;
  readonly isSending: boolean;
  readonly onSay: (columns: SaidColumns) => void;
}) {
  const { say } = useWords();
  const [columns, setColumns] = useState(told);
  const isChanged = Object.entries(columns).some(([heading, field]) => told[heading] !== field);
  return (
    <section aria-labelledby="columns" className={styles['choice']}>
      <h2 id="columns">{say('columns.title')}</h2>
      <div className={styles['columns']}>
        {Object.entries(columns).map(([heading, field]) => (
          <label key={heading} className="labelled">
            {heading}
            <select disabled={!canSend} value={field} onChange={({ target }) => setColumns({ ...columns, [heading]: target.value })}>
              <option value="ignore">{say('columns.ignore')}</option>
              {fields.map((one) => (
                <option key={one.field} value={one.field}>
                  {one.label}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {!canSend && <p className="soft">{say('columns.again')}</p>}
      {isChanged && (
        <Button isDisabled={isSending} onPress={() => onSay(columns)}>
          {say('columns.do')}
        </Button>
      )}
    </section>
  );
}

/** What was understood of the columns, as `told`. */
export function toldColumns(
  known: readonly { readonly heading: string; readonly field: string }[],
  ignored: readonly string[],
): SaidColumns {
  return Object.fromEntries([
    ...known.map(({ heading, field }) => [heading, field] as const),
    ...ignored.map((heading) => [heading, 'ignore'] as const),
  ]);
}
