import type { Attributes } from './traces.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** A code or a kind of ours: words in small letters with hyphens. */
const CODE = /^[a-z]{1,20}(-[a-z]{1,20}){0,4}$/;
/** What is said of an id is an id. */
const IDS: readonly string[] = ['forewarn.source', 'forewarn.advisory', 'forewarn.matter', 'forewarn.warning', 'forewarn.delivery'];
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** The pattern of a route as the program has it: words, and names of what stands there. */
const ROUTE = /^(\/(:?[a-z][A-Za-z0-9.-]{0,30}|\*)?)+$/;
export const LEFT_OUT = 'left-out';

/** The gate of every span: numbers, and texts that can be nothing but an id or a code of ours. Whatever else is handed in is left out. */
export function safeAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, isHarmless(name, value) ? value : LEFT_OUT]],
    ),
  );
}

function isHarmless(name: string, value: string | number | boolean): boolean {
  if (IDS.includes(name)) return typeof value === 'string' && UUID.test(value);
  if (typeof value !== 'string') return true;
  if (name === 'http.request.method') return METHODS.includes(value);
  return name === 'http.route' ? ROUTE.test(value) : CODE.test(value);
}
