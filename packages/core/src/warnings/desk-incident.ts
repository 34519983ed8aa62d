import { cleanText } from '../basics/clean-text.ts';

/** An incident as a service desk answers it. */
export type DeskIncident = {
  readonly id: string;
  readonly number?: string;
  /** As the desk words it. */
  readonly status?: string;
  readonly closed: boolean;
};

/** One incident, or the first of a list, out of what a service desk answered (TOPdesk API, incidents); undefined where there is none. */
export function readDeskIncident(answer: unknown): DeskIncident | undefined {
  const one: unknown = Array.isArray(answer) ? answer[0] : answer;
  if (!isObject(one) || typeof one['id'] !== 'string' || !/^[A-Za-z0-9-]{1,100}$/.test(one['id'])) return undefined;
  const status = isObject(one['processingStatus']) ? wordOf(one['processingStatus']['name']) : undefined;
  const number = wordOf(one['number']);
  return {
    id: one['id'],
    ...(number === undefined ? {} : { number }),
    ...(status === undefined ? {} : { status }),
    closed: one['closed'] === true || one['completed'] === true,
  };
}

function wordOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? cleanText(value, 200) : '';
  return text === '' ? undefined : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
