import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { stricter, type TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { boardSentence } from '@forewarn/core/warnings/board-sentence.ts';
import { csvText } from '@forewarn/core/warnings/csv-text.ts';
import { describeMoment } from '@forewarn/core/institutions/describe-moment.ts';
import type { OpenPoint } from '@forewarn/core/warnings/open-point.ts';
import { OPEN_POINT_WORDS } from './open-point-words.ts';
import type { ProofPages } from './proof-pages.ts';

export type ToFile = {
  readonly principal: Principal;
  readonly institution: string;
  readonly cert: string;
  readonly points: readonly OpenPoint[];
  readonly language: Language;
  readonly now: Instant;
};

/** The open points as a table for a spreadsheet, first a mark that it is UTF-8. What may not stand in a file is its number alone. */
export function openPointsCsv(to: ToFile): string {
  const { columns } = OPEN_POINT_WORDS[to.language];
  return `\ufeff${csvText([Object.values(columns), ...to.points.map((point) => rowOf(point, to))])}`;
}

/** The same for a meeting: the sentence for the board of each warning, and under it its points. */
export function openPointsPages(to: ToFile): ProofPages {
  const say = OPEN_POINT_WORDS[to.language];
  const warnings = [...Map.groupBy(to.points, ({ warningId }) => warningId).values()];
  const parts = warnings.flatMap((points): ProofPages['parts'] => {
    const [first] = points;
    if (first === undefined) return [];
    const isTold = mayRead(to.principal, first.tlp, to.now, 'export');
    return [
      { kind: 'heading', level: 2, text: isTold ? `${first.title ?? ''} (${first.reference})` : first.reference },
      { kind: 'paragraph', text: isTold ? boardSentence(points, to.language, to.now) : say.withheld },
      {
        kind: 'table',
        columns: [say.columns.product, say.columns.version, say.columns.state, say.columns.who, say.columns.deadline],
        widths: [3, 2, 3, 2, 3],
        rows: points.slice(0, ROWS_MAX).map((point) => {
          const [, , , product, version, , , state, who, deadline] = rowOf(point, to);
          return [product, version, state, who, deadline].map((cell) => String(cell ?? ''));
        }),
      },
    ];
  });
  const at = new Date(to.now);
  return {
    title: say.title,
    author: to.cert,
    language: to.language,
    label: `TLP:${openPointsLabel(to)}`,
    madeAt: {
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
      seconds: Math.floor(at.getTime() / 1000),
    },
    parts: [
      { kind: 'paragraph', text: `${to.institution}. ${say.made} ${describeMoment(to.now, to.language)}.` },
      ...(warnings.length === 0 ? [{ kind: 'paragraph', text: say.none } as const] : parts),
    ],
  };
}

/** Of one warning; the file of a spreadsheet holds all. */
const ROWS_MAX = 200;

function rowOf(point: OpenPoint, { principal, language, now }: ToFile): readonly (string | number | undefined)[] {
  const say = OPEN_POINT_WORDS[language];
  if (!mayRead(principal, point.tlp, now, 'export'))
    return [point.reference, say.withheld, say.urgencies[point.urgency], ...Array.from({ length: 8 }, () => undefined)];
  const item = point.item !== undefined && mayRead(principal, point.item.label, now, 'export') ? point.item : undefined;
  return [
    point.reference,
    point.title ?? say.withheld,
    say.urgencies[point.urgency],
    [point.supplier, point.product].filter((part) => part !== undefined).join(' '),
    item?.installedVersion,
    item?.importance,
    point.because,
    say.states[point.state],
    point.assignment?.name ?? item?.owner,
    point.deadlineAt === undefined ? undefined : describeMoment(point.deadlineAt, language),
    describeMoment(point.askedAt, language),
  ];
}

/** The strictest of what stands in it. */
export function openPointsLabel({ principal, points, now }: ToFile): TlpLabel {
  return points
    .flatMap((point) => [point.tlp, ...(point.item === undefined ? [] : [point.item.label])])
    .filter((label) => mayRead(principal, label, now, 'export'))
    .reduce<TlpLabel>(stricter, 'GREEN');
}
