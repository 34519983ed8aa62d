import type { Problem } from '../basics/problem.ts';

/** What may be wrong with a line of a list of institutions; `contact-unreachable` is a remark, and the line counts. Stable: the portal has words for each. */
export type LineProblemCode =
  | 'name-missing'
  | `${'sector' | 'role' | 'language' | 'number' | 'kvk' | 'domain' | 'email' | 'network' | 'webhook'}-unreadable`
  | 'contact-unreachable'
  | 'email-missing'
  | 'email-repeated'
  | 'nominations-too-many';

export type LineProblem = Problem<LineProblemCode>;
