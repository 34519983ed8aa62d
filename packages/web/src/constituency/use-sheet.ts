import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { InstitutionField } from '@forewarn/core/institutions/formats/institutions-table.ts';
import type { SaidColumns } from '../components/column-choice.tsx';
import { readSheet, type ReadSheet } from './read-sheet.ts';

/** How far a long list is. */
export type Progress = readonly [done: number, of: number];
export type OnProgress = (done: number, of: number) => void;

/** The sheet as it was understood, and what would become of it. */
export type Seen<Preview> = { readonly sheet: ReadSheet; readonly preview: Preview };

/** A sheet that is looked at: read in the browser and tried; nothing of it is done yet. */
export type SheetLook<Preview> = {
  readonly seen: Seen<Preview> | undefined;
  /** Another each time that it is looked at anew. */
  readonly seenAt: number;
  /** Why nothing of it could be read. */
  readonly unread: readonly Problem[] | undefined;
  readonly isLooking: boolean;
  readonly progress: Progress | undefined;
  readonly fault: unknown;
  readonly begin: (bytes: Uint8Array) => void;
  /** Looks again, with what somebody said that the columns are. */
  readonly say: (columns: SaidColumns) => void;
  readonly tryAgain: () => void;
};

/** Looks at a sheet with these columns; `preview` asks what would become of its lines. */
export function useSheet<Preview>(
  fields: readonly InstitutionField[],
  preview: (sheet: ReadSheet, onProgress: OnProgress) => Promise<Preview>,
): SheetLook<Preview> {
  const bytes = useRef<Uint8Array>(undefined);
  const [progress, setProgress] = useState<Progress>();
  const look = useMutation({
    mutationFn: async (columns: SaidColumns | undefined) => {
      const reading = await readSheet(bytes.current ?? new Uint8Array(), fields, columns);
      if (reading.kind !== 'read') return { unread: reading.problems };
      return { seen: { sheet: reading.value, preview: await preview(reading.value, (done, of) => setProgress([done, of])) } };
    },
    onSettled: () => setProgress(undefined),
  });
  return {
    seen: look.data?.seen,
    seenAt: look.submittedAt,
    unread: look.data?.unread,
    isLooking: look.isPending,
    progress,
    fault: look.error,
    begin: (chosen) => {
      bytes.current = chosen;
      look.mutate(undefined);
    },
    say: (columns) => look.mutate(columns),
    tryAgain: () => look.mutate(look.variables),
  };
}
