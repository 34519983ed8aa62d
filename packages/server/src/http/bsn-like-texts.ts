import type { FastifyRequest } from 'fastify';
import { holdsBsnLike } from '@forewarn/core/basics/clean-text.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';

/** Who has looked and knows that it is no citizen service number sends this header with `yes`. */
const LOOKED_HEADER = 'forewarn-bsn-checked';
const PROBLEMS_MAX = 20;
/** Fields that hold numbers of nine digits by nature. */
const NUMBERS: ReadonlySet<string> = new Set(['phone']);

/**
 * The texts of a form that seem to hold a citizen service number (invariant 12: no patient data), to be pointed out before anything is
 * saved; none where the sender says that it has looked. A body that is a file is left alone: it is kept as it is, or read line by line.
 */
export function bsnLikeTexts(request: FastifyRequest): readonly Problem[] {
  if (request.headers[LOOKED_HEADER] === 'yes' || !isForm(request)) return [];
  const problems: Problem[] = [];
  const waiting: { readonly value: unknown; readonly at: string }[] = [{ value: request.body, at: 'body' }];
  for (let next = waiting.pop(); next !== undefined && problems.length < PROBLEMS_MAX; next = waiting.pop()) {
    const { value, at } = next;
    if (typeof value === 'string' && holdsBsnLike(value)) problems.push(problemAt(at));
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    for (const [name, part] of Object.entries(value))
      if (!NUMBERS.has(name)) waiting.push({ value: part, at: `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` });
  }
  return problems;
}

/** A route that says what its fields are takes a form; one whose body may be anything takes a file. */
function isForm({ routeOptions, body }: FastifyRequest): boolean {
  const shape = (routeOptions.schema as { readonly body?: { readonly type?: unknown; readonly anyOf?: unknown } } | undefined)?.body;
  return typeof body === 'object' && (shape?.type !== undefined || shape?.anyOf !== undefined);
}

function problemAt(at: string): Problem {
  return {
    code: 'bsn-like',
    at,
    message: 'This text seems to hold a citizen service number, so nothing was saved.',
    hint: `Take the number out. If it is none, send the request again with the header ${LOOKED_HEADER}: yes.`,
  };
}
