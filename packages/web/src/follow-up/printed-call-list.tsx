import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { personalLabel } from '@forewarn/core/sharing/personal-label.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { TlpMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { momentWords } from '../lib/moment-words.ts';
import { useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import type { BoardRow } from './board-rows.ts';
import { OUTCOMES } from './ringing.tsx';
import styles from './board.module.css';

const COLUMNS = ['institution', 'phones', 'since', 'outcome'] as const;

type Printed = {
  readonly reference: string;
  readonly title: string;
  /** Of the text; what stands here names institutions and is never freer than AMBER+STRICT. */
  readonly label: TlpLabel;
  readonly rows: readonly BoardRow[];
};

/** The call list on paper, with room to write; drawn only while the page is printed. What it is and its label stand at the top and the foot of each sheet. */
export function PrintedCallList({ reference, title, label, rows }: Printed) {
  const { say, language } = useWords();
  const session = useSession();
  const printedAt = usePrintedAt();
  if (printedAt === undefined) return null;
  const { fullDate, spokenTime } = momentWords(printedAt, Date.now(), language);
  const mark = <TlpMark label={personalLabel(label)} />;
  return (
    <div className={styles['printed']}>
      <h1>{say('call.list.title', { reference, title })}</h1>
      <p>
        {say('call.list.count', { count: rows.length })}{' '}
        {say('call.list.printed', { by: session.kind === 'nobody' ? '' : session.name, date: fullDate, time: spokenTime })}
      </p>
      <table>
        <thead>
          <tr>
            <td colSpan={COLUMNS.length - 1}>
              <span className={styles['code']}>{reference}</span>
            </td>
            <td className={styles['label']}>{mark}</td>
          </tr>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {say(`call.list.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tfoot>
          <tr>
            <td colSpan={COLUMNS.length} className={styles['label']}>
              {mark}
            </td>
          </tr>
        </tfoot>
        <tbody>
          {rows.map((row) => (
            <PrintedRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      <p>{rows.length === 0 ? say('silence.sentence.quiet') : say('call.list.after')}</p>
    </div>
  );
}

function PrintedRow({ row: { concerned, clock } }: { readonly row: BoardRow }) {
  const { say, language } = useWords();
  const phones = clock?.phones ?? [];
  return (
    <tr>
      <th scope="row">{concerned.institution}</th>
      <td>
        {phones.length === 0 && say('call.none')}
        {phones.map(({ contactId, name, role, phone }) => (
          <div key={contactId}>
            <strong className={styles['number']}>{phone ?? say('call.no-phone')}</strong> {name} ({words(language)(`role.${role}`)})
          </div>
        ))}
      </td>
      <td>{clock?.callSince !== undefined && <Time at={clock.callSince} as="table" />}</td>
      <td>
        {OUTCOMES.map((outcome) => (
          <span key={outcome} className={styles['box']}>
            ☐ {say(`call.outcome.${outcome}`)}
          </span>
        ))}
        <div className={styles['write']} aria-hidden />
      </td>
    </tr>
  );
}

/** When the printing that goes on was begun; undefined while nothing is printed. */
function usePrintedAt(): string | undefined {
  const [printedAt, setPrintedAt] = useState<string>();
  useEffect(() => {
    const before = () => flushSync(() => setPrintedAt(new Date().toISOString()));
    const after = () => setPrintedAt(undefined);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printedAt;
}
