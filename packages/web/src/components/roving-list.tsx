import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useKeys } from '../lib/keys.ts';
import styles from './roving-list.module.css';

type Named = { readonly id: string };

/**
 * A list of any length that one walks with j and k (or the arrows) and of which one row is chosen. Only the rows in sight are drawn; the
 * place is kept by id, so that what arrives above it moves nothing under the reader. One stop for Tab; `aria-selected` tells which row.
 * A row that is not read yet is undefined and drawn as a blank; `onSight` hears which places are in sight, so that they are read.
 */
export function RovingList<Row extends Named>({
  label,
  rows,
  chosen,
  onChoose,
  children,
  rowPixels = 64,
  onSight,
}: {
  readonly label: string;
  readonly rows: readonly (Row | undefined)[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly children: (row: Row) => ReactNode;
  readonly rowPixels?: number;
  readonly onSight?: (first: number, last: number) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const place = rows.findIndex((row) => row !== undefined && row.id === chosen);
  // A new function at each drawing would have every row measured again at each step of a scroll.
  const keyOf = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowPixels,
    getItemKey: keyOf,
    overscan: 8,
  });
  const step = (by: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, place + by))];
    if (next !== undefined) onChoose(next.id);
  };
  const inSight = virtual.getVirtualItems();
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  useEffect(() => onSight?.(first, last), [first, last]);
  useHeldPlace(frame, virtual, rows);
  useKeys({ j: () => step(1), k: () => step(-1) });
  useEffect(() => {
    const [row, at] = [virtual.measurementsCache[place], frame.current];
    if (row === undefined || at === null) return;
    if (row.start < at.scrollTop) at.scrollTop = row.start;
    else if (row.end > at.scrollTop + at.clientHeight) at.scrollTop = row.end - at.clientHeight;
    // Only when another row is chosen: what arrives meanwhile must not scroll.
  }, [chosen]);
  return (
    <div
      ref={frame}
      className={styles['frame']}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={place < 0 ? undefined : rowId(chosen)}
      onKeyDown={(event) => {
        const by = STEPS[event.key];
        if (by === undefined) return;
        event.preventDefault();
        step(by);
      }}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {inSight.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined)
            return (
              <div key={key} aria-hidden className={styles['blank']} style={{ transform: `translateY(${start}px)`, height: rowPixels }} />
            );
          return (
            <div
              key={key}
              id={rowId(row.id)}
              ref={virtual.measureElement}
              data-index={index}
              role="option"
              aria-selected={row.id === chosen}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={styles['row']}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onChoose(row.id)}
            >
              <Shown row={row} draw={children as (row: Named) => ReactNode} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A row's contents are drawn again where the row is another, not at each step of a scroll. */
const Shown = memo(function Shown({ row, draw }: { readonly row: Named; readonly draw: (row: Named) => ReactNode }) {
  return draw(row);
});

/** What arrives above the first row in sight moves nothing under the reader: the frame scrolls by as much as that row moved. */
function useHeldPlace(
  frame: RefObject<HTMLDivElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  rows: readonly (Named | undefined)[],
): void {
  const held = useRef<{ readonly rows: readonly (Named | undefined)[]; readonly id: string; readonly start: number }>(undefined);
  useLayoutEffect(() => {
    const { current: before } = held;
    const place = frame.current;
    if (place !== null && before !== undefined && before.rows !== rows && place.scrollTop > 0) {
      const start = virtual.measurementsCache[rows.findIndex((row) => row?.id === before.id)]?.start;
      if (start !== undefined && start !== before.start) place.scrollTop += start - before.start;
    }
    const top = virtual.getVirtualItems().find(({ end, index }) => end > (place?.scrollTop ?? 0) && rows[index] !== undefined);
    const id = top === undefined ? undefined : rows[top.index]?.id;
    held.current = top === undefined || id === undefined ? undefined : { rows, id, start: top.start };
  });
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };

function rowId(id: string | undefined): string {
  return `row-${id ?? ''}`;
}
