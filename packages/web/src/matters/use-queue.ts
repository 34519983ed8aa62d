import { useQueries, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { QueueState } from '@forewarn/core/matters/queue-state.ts';
import { matterRowQuery, PAGE_ROWS, queuePageQuery, type Queue, type QueueRow } from './matter-queries.ts';

/**
 * The queue as a list of any length: only the pages in sight are read, and read again when something changes, so that five thousand matters
 * cost what fifty do. A row of a page that is not there yet is undefined.
 */
export function useQueue(state: QueueState | undefined) {
  const head = useSuspenseQuery(queuePageQuery(state, 0)).data;
  const [wanted, want] = useState<readonly number[]>([0]);
  const pages = useQueries({
    queries: wanted.map((page) => queuePageQuery(state, page)),
    combine: (results) => results.map(({ data }) => data),
  });
  const total = countOf(head, state);
  const rows = useMemo(() => rowsOf(total, wanted, pages), [total, wanted, pages]);
  const onSight = (first: number, last: number) => {
    const next = pagesOf(first - PAGE_ROWS / 4, last + PAGE_ROWS / 4, total);
    want((before) => (before.length === next.length && before.every((page, place) => page === next[place]) ? before : next));
  };
  return { head, total, rows, onSight };
}

/** The chosen one, also where its page is out of sight. */
export function useMatterRow(id: string | undefined, rows: readonly (QueueRow | undefined)[]): QueueRow | undefined {
  const inSight = rows.find((row) => row?.id === id);
  const { data } = useQuery({ ...matterRowQuery(id ?? ''), enabled: id !== undefined && inSight === undefined });
  return id === undefined ? undefined : (inSight ?? data ?? undefined);
}

export function countOf({ counts }: Pick<Queue, 'counts'>, state: QueueState | undefined): number {
  return state === undefined ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[state];
}

function pagesOf(first: number, last: number, total: number): readonly number[] {
  const [from, to] = [first, last].map((place) => Math.floor(Math.min(Math.max(0, place), Math.max(0, total - 1)) / PAGE_ROWS));
  return Array.from({ length: (to ?? 0) - (from ?? 0) + 1 }, (_, more) => (from ?? 0) + more);
}

/** Between two readings a row may stand on two pages: the first counts. */
function rowsOf(total: number, wanted: readonly number[], pages: readonly (Queue | undefined)[]): readonly (QueueRow | undefined)[] {
  const rows = Array.from<QueueRow | undefined>({ length: total });
  const seen = new Set<string>();
  wanted.forEach((page, place) =>
    pages[place]?.matters.forEach((row, index) => {
      const at = page * PAGE_ROWS + index;
      if (at >= total || seen.has(row.id)) return;
      seen.add(row.id);
      rows[at] = row;
    }),
  );
  return rows;
}
