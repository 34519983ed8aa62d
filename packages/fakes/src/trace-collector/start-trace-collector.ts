import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A step as it was told, in the collector's own words (OTLP 1.7, trace.proto Span). */
export type ToldSpan = {
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined: it began its trace. */
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** Somebody outside asked for it (SPAN_KIND_SERVER). */
  readonly isAsked: boolean;
  /** Steps of other traces that it has to do with. */
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly isFault: boolean;
  /** Of the process that told it. */
  readonly resource: Readonly<Record<string, string | number | boolean>>;
};

/** What a collector does wrong. `busy`: 503 to everything. `silent`: it takes the request and never answers. */
export type CollectorTrouble = 'busy' | 'silent';

export type TraceCollector = {
  /** For FOREWARN_TRACES_URL. */
  readonly url: string;
  readonly spans: () => readonly ToldSpan[];
  /** Every byte that came in. */
  readonly heard: () => string;
  /** Waits for a step that fits; rejects after `timeoutMs` with what came. */
  readonly waitFor: (fits: (span: ToldSpan) => boolean, timeoutMs?: number) => Promise<ToldSpan>;
  readonly trouble: (trouble: CollectorTrouble | undefined) => void;
  readonly stop: () => Promise<void>;
};

type Value = {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
};
type Pairs = readonly { readonly key: string; readonly value: Value }[];
type Body = {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: Pairs };
    readonly scopeSpans?: readonly {
      readonly spans?: readonly {
        readonly traceId: string;
        readonly spanId: string;
        readonly parentSpanId?: string;
        readonly name: string;
        readonly kind?: number;
        readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
        readonly attributes?: Pairs;
        readonly status?: { readonly code?: number };
      }[];
    }[];
  }[];
};

const LOOK_EVERY_MS = 50;
const STATUS_ERROR = 2;
const KIND_SERVER = 2; // of OTLP, which counts from 1

/** A collector of traces that takes OTLP over HTTP as JSON at /v1/traces, on loopback, and remembers. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const spans: ToldSpan[] = [];
  let heard = '';
  let trouble: CollectorTrouble | undefined;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (trouble === 'silent') return;
      if (trouble === 'busy') return response.writeHead(503).end();
      if (request.method !== 'POST' || request.url !== '/v1/traces') return response.writeHead(404).end();
      heard += `${JSON.stringify(request.headers)}\n${body}\n`;
      spans.push(...spansOf(JSON.parse(body) as Body));
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{"partialSuccess":{}}');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    spans: () => [...spans],
    heard: () => heard,
    waitFor: async (fits, timeoutMs = 20_000) => {
      for (let waited = 0; waited <= timeoutMs; waited += LOOK_EVERY_MS) {
        const found = spans.find(fits);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
      throw new Error(`no such step within ${timeoutMs} ms; these came: ${spans.map(({ name }) => name).join(', ')}`);
    },
    trouble: (wanted) => {
      trouble = wanted;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function spansOf({ resourceSpans = [] }: Body): readonly ToldSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ spans = [] }) =>
      spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId === '' ? undefined : span.parentSpanId,
        name: span.name,
        isAsked: span.kind === KIND_SERVER,
        links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
        attributes: valuesOf(span.attributes),
        isFault: span.status?.code === STATUS_ERROR,
        resource: valuesOf(resource?.attributes),
      })),
    ),
  );
}

function valuesOf(pairs: Pairs = []): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? value.doubleValue ?? (value.intValue === undefined ? '' : Number(value.intValue)),
    ]),
  );
}
