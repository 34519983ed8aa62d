import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { words } from '@forewarn/core/warnings/words.ts';
import { Time } from '../components/time.tsx';
import { useWords } from '../lib/words.ts';
import type { BoardRow } from './board-rows.ts';
import styles from './board.module.css';

/** The call list on paper, with room to write; drawn only while the page is printed. */
export function PrintedCallList({
  reference,
  title,
  rows,
}: {
  readonly reference: string;
  readonly title: string;
  readonly rows: readonly BoardRow[];
}) {
  const { say, language } = useWords();
  if (!useIsPrinting()) return null;
  return (
    <div className={styles['printed']}>
      <h1>{say('call.list.title', { reference, title })}</h1>
      <table className={styles['table']}>
        <thead>
          <tr>
            {(['institution', 'phones', 'since', 'outcome'] as const).map((column) => (
              <th key={column} scope="col">
                {say(`call.list.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, concerned, clock }) => (
            <tr key={id}>
              <td>{concerned.institution}</td>
              <td>
                {(clock?.phones ?? []).map(({ contactId, name, role, phone }) => (
                  <div key={contactId}>
                    {name} ({words(language)(`role.${role}`)}): {phone ?? say('call.no-phone')}
                  </div>
                ))}
              </td>
              <td>{clock?.callSince !== undefined && <Time at={clock.callSince} as="table" />}</td>
              <td>{OUTCOME_BOXES.map((outcome) => `☐ ${say(`call.outcome.${outcome}`)} `)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const OUTCOME_BOXES = ['spoken', 'voicemail', 'no-answer', 'wrong-number'] as const;

function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return isPrinting;
}
