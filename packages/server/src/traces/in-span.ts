import { AsyncLocalStorage } from 'node:async_hooks';
import { safeAttributes } from './safe-attributes.ts';
import type { Attributes, OpenSpan, Traces } from './traces.ts';

/** A step: `from` is the step before where that is known from elsewhere; else it follows the step at hand, unless it begins a trace. */
export type Step = {
  readonly name: string;
  readonly attributes?: Attributes;
  readonly from?: string | undefined;
  readonly begins?: boolean;
};
export type Say = (attributes: Attributes) => void;

const storage = new AsyncLocalStorage<OpenSpan>();
const NOBODY_LISTENS: Say = () => {};

/** Does the work as a step of a trace, and hands it a way to say more. Without `traces` it does the work and nothing else. */
export function inSpan<Outcome>(traces: Traces | undefined, step: Step, work: (say: Say) => Promise<Outcome>): Promise<Outcome> {
  return traces === undefined ? work(NOBODY_LISTENS) : told(traces, step, work);
}

async function told<Outcome>(
  traces: Traces,
  { name, attributes = {}, from, begins = false }: Step,
  work: (say: Say) => Promise<Outcome>,
): Promise<Outcome> {
  const parent = begins ? undefined : (from ?? storage.getStore()?.traceparent);
  const span = traces.begin(name, safeAttributes(attributes), parent);
  try {
    const outcome = await storage.run(span, () => work((more) => span.say(safeAttributes(more))));
    span.end();
    return outcome;
  } catch (cause) {
    span.end(faultName(cause)); // never its words: they may quote what was being worked on
    throw cause;
  }
}

/** The step at hand, for who does it later; undefined where there is none. */
export function traceAtHand(): string | undefined {
  return storage.getStore()?.traceparent;
}

function faultName(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const name = cause instanceof Error ? cause.name : 'fault';
  return /^[A-Za-z0-9_-]{1,40}$/.test(code) ? `${name} ${code}` : name;
}
