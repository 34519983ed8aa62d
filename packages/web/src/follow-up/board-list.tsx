import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { useWords } from '../lib/words.ts';
import { BoardLine } from './board-line.tsx';
import { toCall, type BoardRow } from './board-rows.ts';
import { BoardTools, EVERYTHING, passes, type BoardFilter } from './board-tools.tsx';
import { CallPane } from './call-pane.tsx';
import styles from './board.module.css';

/** A row per institution, those that were chosen above it; beside it the one to ring. */
export function BoardList({
  warningId,
  rows,
  isWall,
}: {
  readonly warningId: string;
  readonly rows: readonly BoardRow[];
  readonly isWall: boolean;
}) {
  const { say } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ from: '/open-warnings/$id' });
  const [filter, choose] = useState<BoardFilter>(EVERYTHING);
  const calls = toCall(rows);
  const shown = (filter.isCallsOnly ? calls : rows).filter(({ concerned: { sector, reasons } }) => passes(filter, sector, reasons));
  const chosen = rows.find((row) => row.id === search.institution);
  return (
    <>
      {!isWall && <BoardTools rows={rows} calls={calls.length} chosen={filter} onChoose={choose} />}
      {shown.length === 0 ? (
        <EmptyState what={say('silence.none')} next={say('silence.none.next')} />
      ) : (
        <div className={styles['split']}>
          <div className={styles['rows']}>
            <RovingList
              label={say('silence.rows')}
              rows={shown}
              chosen={search.institution}
              rowPixels={42}
              onChoose={(institution) =>
                void navigate({
                  to: '/open-warnings/$id',
                  params: { id: warningId },
                  search: { ...search, institution },
                  replace: true,
                  resetScroll: false,
                })
              }
            >
              {(row) => <BoardLine row={row} />}
            </RovingList>
          </div>
          {!isWall && (
            <section className={styles['detail']} aria-label={say('part.detail')}>
              {chosen === undefined ? (
                <p className={`${styles['choose'] ?? ''} soft`}>{say('silence.choose')}</p>
              ) : (
                <CallPane key={chosen.id} warningId={warningId} row={chosen} />
              )}
            </section>
          )}
        </div>
      )}
    </>
  );
}
