import { AsyncLocalStorage } from 'node:async_hooks';
import { safeAttributes } from './safe-attributes.ts';
import type { Attributes, OpenSpan, Traces } from './traces.ts';

/**
 * A step: `from` is the step before where that is known from elsewhere; else it follows the step at hand, unless it begins a trace. Of the step at
 * hand, where it is not followed, a link is told, and of each of `links`.
 */
export type Step = {
  readonly name: string;
  readonly attributes?: Attributes;
  readonly from?: string | undefined;
  readonly begins?: boolean;
  readonly links?: readonly string[];
};
export type Say = (attributes: Attributes) => void;

/** `isAsked`: it stands in a request's trace, and follows nothing else. */
type AtHand = OpenSpan & { readonly isAsked: boolean };
const storage = new AsyncLocalStorage<AtHand>();
const NOBODY_LISTENS: Say = () => {};

/** Does the work as a step of a trace, and hands it a way to say more. Without `traces` it does the work and nothing else. */
export function inSpan<Outcome>(traces: Traces | undefined, step: Step, work: (say: Say) => Promise<Outcome>): Promise<Outcome> {
  return traces === undefined ? work(NOBODY_LISTENS) : told(traces, step, work);
}

async function told<Outcome>(traces: Traces, step: Step, work: (say: Say) => Promise<Outcome>): Promise<Outcome> {
  const span = begin(traces, step, false);
  try {
    const outcome = await storage.run(span, () => work((more) => span.say(safeAttributes(more))));
    span.end();
    return outcome;
  } catch (cause) {
    span.end(faultName(cause)); // never its words: they may quote what was being worked on
    throw cause;
  }
}

function begin(traces: Traces, { name, attributes = {}, from, begins = false, links = [] }: Step, isAsked: boolean): AtHand {
  const before = storage.getStore();
  const atHand = before?.traceparent;
  const parent = begins ? undefined : (from ?? atHand);
  const isLeft = atHand !== undefined && traceOf(atHand) !== traceOf(parent);
  const span = traces.begin(name, safeAttributes(attributes), { parent, links: isLeft ? [...links, atHand] : links, isAsked });
  return { ...span, isAsked: isAsked || (before?.isAsked === true && parent === atHand) };
}

/** Version and trace of a traceparent, without the step. */
function traceOf(traceparent: string | undefined): string | undefined {
  return traceparent?.slice(0, 35);
}

/** A step that begins and ends in callbacks of somebody else's. */
export type AskedStep = {
  /** What is called within goes on in the step. */
  readonly within: (work: () => void) => void;
  readonly say: Say;
  readonly end: (fault?: string) => void;
};

/** Begins a trace with what somebody outside asks for; told when it is ended. */
export function beginAsked(traces: Traces, name: string, attributes: Attributes): AskedStep {
  const span = begin(traces, { name, attributes, begins: true }, true);
  return { within: (work) => storage.run(span, work), say: (more) => span.say(safeAttributes(more)), end: (fault) => span.end(fault) };
}

/** The step at hand, for who does it later; undefined where there is none. */
export function traceAtHand(): string | undefined {
  return storage.getStore()?.traceparent;
}

/** The same, but for what stands in the trace of a request: a matter's own trace, where it has one, tells more. */
export function workAtHand(): string | undefined {
  const step = storage.getStore();
  return step?.isAsked === true ? undefined : step?.traceparent;
}

function faultName(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const name = cause instanceof Error ? cause.name : 'fault';
  return /^[A-Za-z0-9_-]{1,40}$/.test(code) ? `${name} ${code}` : name;
}
