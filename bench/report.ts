/** One figure of a workload, as printed: what was measured at which scale, in which unit, and its ratio to what is asked. */
export type Figure = {
  readonly workload: string;
  readonly scale: number;
  readonly figure: number;
  readonly unit:
    | 's'
    | 'ms'
    | 'MiB'
    | 'documents/s'
    | 'items/s'
    | 'mails/s'
    | 'webhooks/s'
    | 'answers/s'
    | 'bytes'
    | 'count'
    | 'times'
    | 'percent';
  /** Figure ÷ limit where less is better, figure ÷ floor where more is better; absent where nothing is asked. */
  readonly ratio?: number;
  /** What the ratio is to: "at most 15 s". */
  readonly asked?: string;
};

export type Report = { readonly figure: (figure: Figure) => void; readonly progress: (text: string) => void };

export type Workload = (report: Report, options: readonly string[]) => Promise<void>;

export function atMost(limit: number, figure: Omit<Figure, 'ratio' | 'asked'>): Figure {
  return { ...figure, figure: rounded(figure.figure), ratio: rounded(figure.figure / limit), asked: `at most ${limit} ${figure.unit}` };
}

export function atLeast(floor: number, figure: Omit<Figure, 'ratio' | 'asked'>): Figure {
  return { ...figure, figure: rounded(figure.figure), ratio: rounded(figure.figure / floor), asked: `at least ${floor} ${figure.unit}` };
}

export function plain(figure: Omit<Figure, 'ratio' | 'asked'>): Figure {
  return { ...figure, figure: rounded(figure.figure) };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
