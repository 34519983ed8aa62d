import type { Context, Link, SpanContext, Tracer } from '@opentelemetry/api';
import type { Attributes, OpenSpan, SpanPlace, Traces } from '../traces/traces.ts';

export type RunningTraces = {
  readonly traces: Traces | undefined;
  /** Tells what is still to be told, for a few seconds at most. */
  readonly stop: () => Promise<void>;
};

/** Steps that nobody took yet; what comes on top is dropped, since no work may wait for who watches it. */
const QUEUE_MAX = 8_192;
const SEND_EVERY_MS = 1_000;
const SEND_MS_MAX = 5_000;
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;
const IS_ERROR = 2;
/** SpanKind of OpenTelemetry's API. */
const IS_INTERNAL = 0;
const IS_SERVER = 1;
/** Of one step: a bundle holds fewer messages. */
const LINKS_MAX = 100;

/** Who this process is, in every trace. */
export type Teller = { readonly version: string; readonly role: string; readonly pid: number };

/**
 * Sends traces by OTLP over HTTP (as JSON) to the operator's collector. Without an address nothing is loaded and nothing is done. A collector that
 * is away costs its own traces and nothing else.
 */
export async function startTraces(url: string | undefined, teller: Teller): Promise<RunningTraces> {
  if (url === undefined) return { traces: undefined, stop: async () => {} };
  const [{ ROOT_CONTEXT, trace }, { BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: SEND_MS_MAX });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'forewarn',
      'service.version': teller.version,
      'service.instance.id': `${teller.role}-${teller.pid}`,
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        maxQueueSize: QUEUE_MAX,
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_MS_MAX,
      }),
    ],
  });
  const contextOf = (parent: string | undefined): Context => {
    const [found] = spanContexts(parent === undefined ? [] : [parent]);
    return found === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, found);
  };
  const tracer = provider.getTracer('forewarn', teller.version);
  return {
    traces: { begin: (name, attributes, place) => begin(tracer, name, attributes, place, contextOf(place.parent)) },
    stop: () => provider.shutdown().catch(() => {}),
  };
}

/** Of each traceparent that is one. */
function spanContexts(traceparents: readonly string[]): readonly SpanContext[] {
  return traceparents.flatMap((traceparent) => {
    const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
    if (traceId === undefined || spanId === undefined) return [];
    return [{ traceId, spanId, traceFlags: Number.parseInt(flags ?? '', 16) & SAMPLED, isRemote: true }];
  });
}

function begin(tracer: Tracer, name: string, attributes: Attributes, { links, isAsked }: SpanPlace, context: Context): OpenSpan {
  const linked: Link[] = spanContexts(links.slice(0, LINKS_MAX)).map((each) => ({ context: each }));
  const span = tracer.startSpan(name, { attributes, links: linked, kind: isAsked ? IS_SERVER : IS_INTERNAL }, context);
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${(traceFlags & SAMPLED).toString(16).padStart(2, '0')}`,
    say: (more) => void span.setAttributes(more),
    end: (fault) => {
      if (fault !== undefined) span.setStatus({ code: IS_ERROR, message: fault });
      span.end();
    },
  };
}
