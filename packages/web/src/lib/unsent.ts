import { useSyncExternalStore } from 'react';
import { apiClient } from '@forewarn/api/client.ts';
import type { RouteShape } from '@forewarn/api/route-shape.ts';
import { ANSWERS, type Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { ownHeaders, personOfCalls } from './credentials.ts';
import { faultOf, isFault, isKept, type Fault } from './fault.ts';
import type { PlainKey } from './words.ts';

/**
 * What somebody typed and sent without a connection: kept in this tab, over a reload too, and sent when there is one again, in the order in
 * which it was written; at least once, for where the answer alone was lost it goes again. What the server then refuses stays here with its reason,
 * until the reader sends it again or throws it away. It is sent for the institution that was looked at when it was written, whichever is looked at
 * then. Drafts of warnings are kept where they are written (`useDraft`).
 */
export type Unsent = {
  readonly id: string;
  /** Who signed in: nobody else who does on this tab sends it. */
  readonly by: string;
  /** On behalf of whom they wrote it, or as whose account; absent: their own. */
  readonly institutionId?: string;
  /** Its name then: who may no longer act for it is not told it any more. */
  readonly institution?: string;
  readonly method: RouteShape['method'];
  readonly path: string;
  readonly input: Sent;
  readonly what: PlainKey;
  readonly refused?: Fault;
};
type Sent = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown };

/**
 * Routes that take what somebody typed, and that do no harm some minutes later. What must be seen when it happens (releasing, withdrawing, closing, beginning a
 * version: docs/architecture.md, "The portal") is not here.
 */
const MAY_WAIT: Readonly<Record<string, PlainKey>> = {
  'POST /api/advisories/:id/notes': 'unsent.advisory-note',
  'POST /api/matters': 'unsent.matter',
  'POST /api/matters/:id/notes': 'unsent.note',
  'POST /api/matters/:id/set-aside': 'unsent.set-aside',
  'POST /api/shift/hand-over': 'unsent.hand-over',
  'POST /api/warnings/:id/follow-ups/:institutionId/calls': 'unsent.call',
  'POST /api/warnings/:id/approvals': 'unsent.approval',
  'POST /api/help-requests/:id/done': 'unsent.help',
  'POST /api/open-points/answers': 'unsent.answer',
  'POST /api/provider/answers': 'unsent.answer',
};

/** Routes that take an answer for several points, and answer 200 where they refuse some of them. */
const OF_POINTS: ReadonlySet<string> = new Set(['POST /api/open-points/answers', 'POST /api/provider/answers']);

const PLACE = 'forewarn.unsent.list'; // forgotten with the rest where somebody signs out (typed.ts)
const TRY_AGAIN_MS = 5_000;

const listeners = new Set<() => void>();
let list: readonly Unsent[] = kept();
let reader: string | undefined;
let isSending = false;
/** The server no longer knows who asks: until they sign in nothing is asked of it again. */
let isSignedOut = false;
let hearing: Hearing = { nameOf: () => undefined, onSent: () => {} };
type Hearing = {
  /** The name of an institution that the reader acts for. */
  readonly nameOf: (institutionId: string) => string | undefined;
  /** Told of each that is sent. */
  readonly onSent: (one: Unsent) => void;
};

/** True where it is kept now, to be sent later on behalf of this institution; the same thing twice is one. False too where this browser keeps nothing. */
export function keepUnsent(shape: RouteShape, input: Sent, institutionId: string | undefined): boolean {
  const { method, path } = shape;
  const what = MAY_WAIT[`${method} ${path}`];
  if (what === undefined || reader === undefined) return false;
  const by = reader;
  const ofWhom = institutionId === undefined ? {} : { institutionId, institution: hearing.nameOf(institutionId) };
  const one = { by, ...ofWhom, method, path, input, what };
  const same = JSON.stringify(one);
  const isThere = list.some(({ id: _, ...other }) => other.refused === undefined && JSON.stringify(other) === same);
  return isThere || change([...list, { id: crypto.randomUUID(), ...one }]);
}

/** What came of a call; undefined where it is kept, to be sent when there is a connection again. */
export async function orKept<Outcome>(called: Promise<Outcome>): Promise<Outcome | undefined> {
  try {
    return await called;
  } catch (fault) {
    if (isKept(fault)) return undefined;
    throw fault;
  }
}

/** What of this reader is not sent. */
export function useUnsent(): readonly Unsent[] {
  return useSyncExternalStore(subscribe, () => list).filter(({ by }) => by === reader);
}

/** Whether what waits is held up by the reader having to sign in again. */
export function useHeldUp(): boolean {
  return useSyncExternalStore(subscribe, isHeldUp);
}

export function isHeldUp(): boolean {
  return isSignedOut;
}

/** Sends what waits for this reader now, and again each time that there is a connection; gives what ends that. */
export function sendUnsentAs(who: string, heard: Hearing): () => void {
  reader = who;
  hearing = heard;
  isSignedOut = false;
  const again = () => void (isSignedOut || sendUnsent());
  const timer = setInterval(again, TRY_AGAIN_MS);
  addEventListener('online', again);
  change([...list]); // another reader sees another list
  void sendUnsent();
  return () => {
    reader = undefined;
    clearInterval(timer);
    removeEventListener('online', again);
  };
}

/** Those that were refused, too: the reader asks for it. */
export function sendAgain(): Promise<void> {
  change(list.map((one) => (one.by === reader ? { ...one, refused: undefined } : one)));
  return sendUnsent();
}

async function sendUnsent(): Promise<void> {
  if (isSending) return;
  isSending = true;
  const waiting = new Set<string | undefined>();
  try {
    for (const one of list.filter(({ by, refused }) => by === reader && refused === undefined)) {
      // Somebody else may have signed in meanwhile, and every act would be that one's.
      if (one.by !== reader || one.by !== personOfCalls()) return;
      // They go in the order in which they were written: those of the same institution wait for one that waits.
      if (waiting.has(one.institutionId)) continue;
      const outcome = await send(one);
      hold(isFault(outcome) && outcome.status === 401);
      if (isFault(outcome) && isForNow(outcome)) {
        if (outcome.status < 500) return; // no connection, not signed in, too much at once: the same for all
        waiting.add(one.institutionId);
        continue;
      }
      const refused = isFault(outcome) ? [{ ...one, refused: outcome }] : refusedOf(one, outcome);
      change(list.flatMap((other) => (other.id === one.id ? refused : [other])));
      if (!isFault(outcome) && pointsOf(refused) < Math.max(1, pointsOf([one]))) hearing.onSent(one);
    }
  } finally {
    isSending = false;
  }
}

function hold(isNow: boolean): void {
  if (isNow === isSignedOut) return;
  isSignedOut = isNow;
  for (const listener of listeners) listener();
}

/** Of an answer for several points: those that the server refused, by why; nothing where it took them all. */
function refusedOf(one: Unsent, { results = [] }: Outcome): readonly Unsent[] {
  if (!OF_POINTS.has(`${one.method} ${one.path}`)) return [];
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  const body = one.input.body as { readonly points: readonly Point[] };
  return [...new Set(refused.map(({ code = '' }) => code))].map((why) => {
    const its = refused.filter(({ code = '' }) => code === why);
    const keys = new Set(its.map(keyOf));
    return {
      ...one,
      id: crypto.randomUUID(),
      input: { ...one.input, body: { ...body, points: body.points.filter((point) => keys.has(keyOf(point))) } },
      refused: { status: 409, code: why, title: its[0]?.message },
    };
  });
}

type Point = { readonly institutionId?: string; readonly warningId: string; readonly line?: string };
/** What the routes for answers answer; of another it is looked at by nobody. */
type Outcome = { readonly results?: readonly (Point & { readonly outcome: string; readonly code?: string; readonly message?: string })[] };

function keyOf({ institutionId, warningId, line }: Point): string {
  return JSON.stringify([institutionId, warningId, line]);
}

function pointsOf(some: readonly Unsent[]): number {
  return some.reduce(
    (sum, { input: { body } }) => sum + ((body as { readonly points?: readonly Point[] } | undefined)?.points?.length ?? 0),
    0,
  );
}

/** Nothing that is said of what was written: signed out, too much at once, out of order. The next time may be the right one. */
function isForNow({ status, code }: Fault): boolean {
  return (
    code === 'offline' || status >= 500 || status === 408 || status === 429 || status === 401 || (status === 403 && code !== 'not-allowed')
  );
}

export function throwAway(id: string): void {
  change(list.filter((one) => one.id !== id));
}

/** Which answer it gives, where it is one. */
export function answerIn({ input: { body } }: Unsent): Answer | undefined {
  const said = (body as { readonly answer?: unknown } | undefined)?.answer;
  return ANSWERS.find((one) => one === said);
}

/** What was typed, to read it back: the texts of the body, and not what was chosen beside them. */
export function typedIn({ input: { body } }: Unsent): string {
  return Object.entries(typeof body === 'object' && body !== null ? body : {})
    .flatMap(([name, value]) => (typeof value === 'string' && !CHOSEN.has(name) ? value : []))
    .join(' · ');
}
const CHOSEN: ReadonlySet<string> = new Set([
  'institutionId',
  'answer',
  'abuseCheck',
  'outcome',
  'contactId',
  'to',
  'from',
  'fromAccountId',
]);

/** Whoever signs out leaves nothing behind, here either. */
export function forgetUnsent(): void {
  list = [];
  for (const listener of listeners) listener();
}

/** What the server answered, or why it did not. */
async function send({ method, path, input, institutionId }: Unsent): Promise<Fault | Outcome> {
  const headers = { ...ownHeaders(), ...(institutionId === undefined ? {} : { 'x-acting-for': institutionId }) };
  try {
    const answer: unknown = await apiClient('', undefined, headers).call({ method, path, access: 'anyone', summary: '' }, input as never);
    return typeof answer === 'object' && answer !== null ? { results: (answer as Outcome).results } : {};
  } catch (cause) {
    return faultOf(cause);
  }
}

/** False where the browser does not keep it: the list is then as it was. */
function change(next: readonly Unsent[]): boolean {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(next));
  } catch {
    if (next.length > list.length) return false;
  }
  list = next;
  for (const listener of listeners) listener();
  return true;
}

function kept(): readonly Unsent[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]');
    return Array.isArray(found) ? (found as readonly Unsent[]) : [];
  } catch {
    return [];
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
