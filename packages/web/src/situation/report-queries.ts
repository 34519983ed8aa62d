import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { draftReport } from '@forewarn/api/reports.ts';
import type { ReportKind } from '@forewarn/core/situation/report.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { call } from '../lib/call.ts';

export type Drafted = CallOutput<typeof draftReport>;

/** A report until now, or until the end of a day (YYYY-MM-DD, the reader's own). */
export function reportQuery(kind: ReportKind, language: Language, day: string | undefined) {
  return queryOptions({
    queryKey: ['warnings', 'report', kind, language, day ?? 'now'],
    queryFn: () =>
      call(draftReport, {
        params: { kind },
        query: { language, ...(day === undefined ? {} : { to: new Date(`${day}T23:59:59`).toISOString() }) },
      }),
    staleTime: Infinity,
  });
}
