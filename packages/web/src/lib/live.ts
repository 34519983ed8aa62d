import { useEffect } from 'react';
import { EVENT_SECONDS_MAX, followEvents, type Change } from '@forewarn/api/events.ts';
import { csrfHeaders } from './credentials.ts';
import { readEvents } from './event-text.ts';
import { queries, WHAT_WAS_READ } from './queries.ts';

/** Where the server does not tell, what is shown is asked again this often. */
const ASK_AGAIN_MS = 15_000;
/** And so often all the same, in case something was not told. */
const ASK_ALL_THE_SAME_MS = 120_000;
/** Many changes at once are one reading. */
const GATHER_MS = 1_000;
const COME_BACK_MS = 2_000;

let isTold = false;

/**
 * Keeps what is shown fresh while the page is in sight: by what the server tells, else by asking every so often. A page out of sight
 * holds no stream, so that many tabs leave room for each other.
 */
export function useLive(isOn: boolean): void {
  useEffect(() => (isOn ? keepLive() : undefined), [isOn]);
}

function keepLive(): () => void {
  let stream: AbortController | undefined;
  let place: string | undefined;
  let readAt = Date.now();
  let gathering: number | undefined;
  const readAgain = () => {
    gathering ??= window.setTimeout(() => {
      gathering = undefined;
      readAt = Date.now();
      void queries.invalidateQueries(WHAT_WAS_READ);
    }, GATHER_MS);
  };
  const onSight = () => {
    if (document.visibilityState !== 'visible') {
      stream?.abort();
      stream = undefined;
      return;
    }
    if (stream !== undefined) return;
    stream = new AbortController();
    void follow(stream.signal, {
      place: () => place,
      onEvent: ({ event, id }) => {
        const isFirst = place === undefined; // what is shown was read a moment ago
        if (id !== undefined) place = id;
        if ((event === 'again' && !isFirst) || event === 'changed') readAgain();
      },
    });
  };
  const timer = setInterval(() => {
    const limit = isTold ? ASK_ALL_THE_SAME_MS : ASK_AGAIN_MS;
    if (document.visibilityState === 'visible' && Date.now() - readAt >= limit) readAgain();
  }, ASK_AGAIN_MS);
  document.addEventListener('visibilitychange', onSight);
  onSight();
  return () => {
    document.removeEventListener('visibilitychange', onSight);
    clearInterval(timer);
    clearTimeout(gathering);
    stream?.abort();
    sayTold(false);
  };
}

type Following = {
  readonly place: () => string | undefined;
  readonly onEvent: (event: { readonly event: string; readonly id?: string; readonly changes: readonly Change[] }) => void;
};

/** Reads one stream after another until stopped. With fetch and not EventSource, which can't say on whose behalf it asks. */
async function follow(stop: AbortSignal, { place, onEvent }: Following): Promise<void> {
  while (!stop.aborted) {
    try {
      const from = place();
      const response = await fetch(`${followEvents.path}?seconds=${EVENT_SECONDS_MAX}`, {
        headers: { ...csrfHeaders(), accept: 'text/event-stream', ...(from === undefined ? {} : { 'last-event-id': from }) },
        signal: stop,
      });
      if (response.status === 401 || response.status === 403) return sayTold(false);
      if (response.ok && response.body !== null) await readStream(response.body, onEvent);
      else sayTold(false);
    } catch {
      sayTold(false);
    }
    await new Promise((settle) => setTimeout(settle, COME_BACK_MS));
  }
  return sayTold(false);
}

async function readStream(body: ReadableStream<Uint8Array<ArrayBuffer>>, onEvent: Following['onEvent']): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    sayTold(true);
    const { events, rest } = readEvents(text + part.value);
    text = rest;
    for (const { event, data, id } of events) if (id !== undefined) onEvent({ event, id, changes: changesOf(data) });
  }
}

function changesOf(data: string): readonly Change[] {
  return data === '' ? [] : ((JSON.parse(data) as { readonly changes?: readonly Change[] }).changes ?? []);
}

function sayTold(is: boolean): void {
  isTold = is;
}
