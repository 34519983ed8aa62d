/** What a publisher does wrong when it is told to. */
export type PublisherFault =
  /** One bit of the body is other than what was hashed and signed. `at` counts from the front; the middle where it is absent. */
  | { readonly kind: 'flip-byte'; readonly at?: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** Answers after this long. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Sends the head and so many bytes of the body, then nothing more, for ever. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Cuts the connection after so many bytes of the body; -1: before the head. */
  | { readonly kind: 'drop'; readonly afterBytes: number }
  /** A hash file that belongs to other bytes. */
  | { readonly kind: 'wrong-hash' }
  /** Absent `to`: to itself. */
  | { readonly kind: 'redirect'; readonly to?: string }
  /** A small gzip body that unpacks to this many bytes. */
  | { readonly kind: 'gzip-bomb'; readonly sizeBytes: number }
  | { readonly kind: 'body'; readonly body: string | Uint8Array; readonly headers?: Readonly<Record<string, string>> };

/** A fault, where it shows, and how often: absent `times` is until `heal`. */
export type PlannedFault = {
  readonly path: string | RegExp;
  readonly fault: PublisherFault;
  readonly times?: number;
};

/** The faults that are planned, counted down as they are met. */
export type Faults = {
  readonly plan: (planned: PlannedFault) => void;
  readonly heal: () => void;
  readonly meet: (path: string) => PublisherFault | undefined;
};

export function faults(): Faults {
  let all: { planned: PlannedFault; left: number }[] = [];
  return {
    plan: (planned) => {
      all.push({ planned, left: planned.times ?? Number.POSITIVE_INFINITY });
    },
    heal: () => {
      all = [];
    },
    meet: (path) => {
      const met = all.find(({ planned, left }) => left > 0 && covers(planned.path, path));
      if (met === undefined) return undefined;
      met.left -= 1;
      return met.planned.fault;
    },
  };
}

/** A text covers every path that ends with it. */
function covers(pattern: string | RegExp, path: string): boolean {
  return typeof pattern === 'string' ? path.endsWith(pattern) : pattern.test(path);
}
