import type { Problem } from '../basics/problem.ts';
import { read, unreadable, type Read } from '../basics/read.ts';
import type { Vers, VersComparator, VersConstraint } from './vers.ts';
import { schemeNamed } from './versions/registry.ts';

export type VersProblemCode =
  | 'vers-no-scheme'
  | 'vers-type'
  | 'vers-whitespace'
  | 'vers-empty'
  | 'vers-pipe'
  | 'vers-asterisk'
  | 'vers-equals'
  | 'vers-no-version'
  | 'vers-percent'
  | 'vers-order'
  | 'vers-duplicate'
  | 'vers-sequence';

/** Publishers are not bounded otherwise. UTF-16 units, and constraints. */
const VERS_MAX = 20_000;
const CONSTRAINTS_MAX = 1_000;

/**
 * Reads a version range specifier as its specification has it ("How to parse and validate VERS"). What is ill-formed is unreadable here:
 * `readVersionRange` reads what is really written. Constraints out of order, twice or in a row that contradicts itself (Clause 5.4) are read,
 * with a problem for each. Publisher-controlled; never throws.
 */
export function readVers(text: string): Read<Vers> {
  if (text.length > VERS_MAX) return fault('vers-empty', '', `longer than ${VERS_MAX} characters`);
  if (/[\t\n\v\f\r ]/.test(text)) return fault('vers-whitespace', '', 'a blank in it; a blank of a version is written %20');
  if (!text.startsWith('vers:')) return fault('vers-no-scheme', '', 'it does not begin with "vers:"');
  const slash = text.indexOf('/');
  const scheme = text.slice('vers:'.length, slash < 0 ? undefined : slash);
  if (slash < 0 || !/^[a-z][a-z0-9.-]*$/.test(scheme) || scheme === 'invalid')
    return fault('vers-type', scheme, 'no type in small letters in front of "/"');
  const rest = text.slice(slash + 1);
  if (rest === '') return fault('vers-empty', '', 'no constraint');
  if (rest === '*') return read<Vers>({ scheme, constraints: 'every' });
  const parts = rest.split('|', CONSTRAINTS_MAX + 1);
  if (parts.length > CONSTRAINTS_MAX) return fault('vers-empty', '', `more than ${CONSTRAINTS_MAX} constraints`);
  if (parts.includes('')) return fault('vers-pipe', '', 'a "|" at the beginning, at the end, or two in a row');
  const constraints: VersConstraint[] = [];
  for (const part of parts) {
    const constraint = readConstraint(part, scheme);
    if ('code' in constraint) return unreadable(constraint);
    constraints.push(constraint);
  }
  return read<Vers>({ scheme, constraints }, problemsOfOrder(scheme, constraints));
}

function fault(code: VersProblemCode, at: string, message: string): Read<Vers> {
  return unreadable(problem(code, at, message, '“How to parse and validate VERS”'));
}

function problem(code: VersProblemCode, at: string, message: string, source: string): Problem<VersProblemCode> {
  return { code, at, message: `Not a version range specifier: ${message}.`, source: `vers specification, ${source}` };
}

function readConstraint(part: string, scheme: string): VersConstraint | Problem<VersProblemCode> {
  const refuse = (code: VersProblemCode, message: string) => problem(code, part, message, 'Clause 5.3.3');
  if (part.startsWith('*')) return refuse('vers-asterisk', '"*" stands alone or not at all');
  if (part.startsWith('=')) return refuse('vers-equals', '"=" is said by saying nothing');
  const comparator: VersComparator = COMPARATORS.find((one) => part.startsWith(one)) ?? '=';
  const written = comparator === '=' ? part : part.slice(comparator.length);
  if (written === '') return refuse('vers-no-version', 'a comparator without a version');
  if (/[<>=!*]/.test(written)) return refuse('vers-percent', 'a sign of comparison in a version is percent-encoded');
  if (/[^!-~]/.test(written)) return refuse('vers-percent', 'what is no printable ASCII is percent-encoded');
  if (/%(?![0-9a-f]{2})/i.test(written)) return refuse('vers-percent', '"%" stands before two hexadecimal digits');
  if (scheme === 'datetime' && /%3a/i.test(written)) return refuse('vers-percent', 'the colons of an instant are not encoded');
  try {
    const version = decodeURIComponent(written);
    // A blank may be in a version, a tab or the end of a line not.
    return /[\t\n\v\f\r]/.test(version) ? refuse('vers-whitespace', 'a tab or the end of a line in a version') : { comparator, version };
  } catch {
    return refuse('vers-percent', 'what is percent-encoded is no UTF-8');
  }
}

/** Longer ones stand before their beginnings. */
const COMPARATORS: readonly VersComparator[] = ['>=', '<=', '!=', '<', '>'];

/** Clause 5.4: sorted, each version once, lower and upper bounds in turns and no version between a lower and an upper one. */
function problemsOfOrder(scheme: string, constraints: readonly VersConstraint[]): readonly Problem<VersProblemCode>[] {
  const order = schemeNamed(scheme);
  const problems: Problem<VersProblemCode>[] = [];
  let before: VersConstraint | undefined;
  let beforeThatCounts: VersConstraint | undefined;
  for (const constraint of constraints) {
    const difference = before === undefined ? -1 : order.compare(before.version, constraint.version);
    if (difference > 0)
      problems.push(problem('vers-order', constraint.version, 'constraints are not in the order of their versions', 'Clause 5.4'));
    if (difference === 0) problems.push(problem('vers-duplicate', constraint.version, 'a version stands in it twice', 'Clause 5.4'));
    if (constraint.comparator !== '!=') {
      if (beforeThatCounts !== undefined && !mayFollow(beforeThatCounts.comparator, constraint.comparator))
        problems.push(problem('vers-sequence', constraint.version, 'one constraint makes the one before it needless', 'Clause 5.4'));
      beforeThatCounts = constraint;
    }
    before = constraint;
  }
  return problems;
}

function mayFollow(first: VersComparator, second: VersComparator): boolean {
  return first.startsWith('>') ? second.startsWith('<') : !second.startsWith('<');
}
