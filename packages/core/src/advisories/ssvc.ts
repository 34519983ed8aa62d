/**
 * SSVC, Stakeholder-Specific Vulnerability Categorization (CERT/CC): questions with a few answers each, and a table that says what the answers
 * mean together. Values and outcomes have the standard's spelling.
 */
export const SSVC_POINTS = {
  exploitation: ['none', 'public poc', 'active'],
  automatable: ['no', 'yes'],
  'technical-impact': ['partial', 'total'],
  'mission-and-well-being': ['low', 'medium', 'high'],
  'system-exposure': ['small', 'controlled', 'open'],
  'human-impact': ['low', 'medium', 'high', 'very high'],
} as const;
export type SsvcPoint = keyof typeof SSVC_POINTS;

/** CISA's, for who warns others; and the deployer's, for who runs the product. Outcomes from least to most urgent. */
export const SSVC_OUTCOMES = {
  'cisa-coordinator': ['track', 'track*', 'attend', 'act'],
  deployer: ['defer', 'scheduled', 'out-of-cycle', 'immediate'],
} as const;
export type SsvcTable = keyof typeof SSVC_OUTCOMES;
export type SsvcOutcome = (typeof SSVC_OUTCOMES)[SsvcTable][number];

type Table = { readonly version: string; readonly points: readonly SsvcPoint[]; readonly rows: string };

/**
 * The tables as they are published, row by row: the last point changes fastest, as in their CSV files. One letter an outcome, by its place in
 * `SSVC_OUTCOMES`.
 */
const TABLES: Readonly<Record<SsvcTable, Table>> = {
  // CERTCC/SSVC, cisa_coordinator 2.0.3: 3 × 2 × 2 × 3 rows.
  'cisa-coordinator': {
    version: '2.0.3',
    points: ['exploitation', 'automatable', 'technical-impact', 'mission-and-well-being'],
    rows: '000001 002002 001012 002012 002023 223233'.replaceAll(' ', ''),
  },
  // CERTCC/SSVC, deployer_patch_application_priority 1.0.0: 3 × 3 × 2 × 4 rows.
  deployer: {
    version: '1.0.0',
    points: ['exploitation', 'system-exposure', 'automatable', 'human-impact'],
    rows: '00110111 01111111 01111112 01111111 01111112 11121122 11221222 11222222 12232233'.replaceAll(' ', ''),
  },
};

/** What was answered. `by` is a person, a list, or who made the record that it was read from. */
export type SsvcAnswer = {
  readonly point: SsvcPoint;
  readonly value: string;
  readonly from: 'person' | 'list' | 'inventories' | 'record';
  readonly by: string;
  readonly at?: string;
  /** Absent: of the advisory as a whole. */
  readonly cve?: string;
};

export type SsvcDecision =
  | {
      readonly kind: 'decided';
      readonly table: SsvcTable;
      readonly version: string;
      readonly outcome: SsvcOutcome;
      readonly decidedBy: readonly SsvcAnswer[];
    }
  /** These questions nobody answered; the outcomes that are still possible, from least to most urgent. */
  | {
      readonly kind: 'open';
      readonly table: SsvcTable;
      readonly version: string;
      readonly missing: readonly SsvcPoint[];
      readonly possible: readonly SsvcOutcome[];
    };

/**
 * What the answers say by one table. Of several answers to one question the first given counts, so the caller orders them: what a person
 * answered before what was read somewhere. With answers missing it is open, unless every answer that could still come gives the same outcome.
 */
export function decideSsvc(table: SsvcTable, answers: readonly SsvcAnswer[]): SsvcDecision {
  const { version, points } = TABLES[table];
  const found = points.map((point) => answers.find((answer) => answer.point === point && isSsvcValue(point, answer.value)));
  const possible = outcomesFor(table, found);
  const decidedBy = found.filter((answer) => answer !== undefined);
  const [only, ...others] = possible;
  if (only !== undefined && others.length === 0) return { kind: 'decided', table, version, outcome: only, decidedBy };
  return { kind: 'open', table, version, missing: points.filter((_, place) => found[place] === undefined), possible };
}

/** Of decisions by one table the most urgent; of those that are open the one that may become it. Undefined where there are none. */
export function mostUrgentSsvc(decisions: readonly SsvcDecision[]): SsvcDecision | undefined {
  const rank = (decision: SsvcDecision) => {
    const all: readonly SsvcOutcome[] = SSVC_OUTCOMES[decision.table];
    return decision.kind === 'decided' ? all.indexOf(decision.outcome) + 1 : all.indexOf(decision.possible.at(-1) ?? 'track') / 10;
  };
  return decisions.reduce<SsvcDecision | undefined>(
    (most, each) => (most === undefined || rank(each) > rank(most) ? each : most),
    undefined,
  );
}

export function isSsvcValue(point: SsvcPoint, value: string): boolean {
  return (SSVC_POINTS[point] as readonly string[]).includes(value);
}

function outcomesFor(table: SsvcTable, found: readonly (SsvcAnswer | undefined)[]): readonly SsvcOutcome[] {
  const { points, rows } = TABLES[table];
  let places = [0];
  for (const [index, point] of points.entries()) {
    const values: readonly string[] = SSVC_POINTS[point];
    const given = found[index];
    const here = given === undefined ? values.map((_, place) => place) : [values.indexOf(given.value)];
    places = places.flatMap((place) => here.map((value) => place * values.length + value));
  }
  const numbers = new Set(places.map((place) => Number(rows[place])));
  return SSVC_OUTCOMES[table].filter((_, number) => numbers.has(number));
}
