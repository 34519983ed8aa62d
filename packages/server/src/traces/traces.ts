/** What a span may say: ids, counts, names of our own kinds. Never a text, an address or a secret (`safeAttributes`). */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** One step of a trace, while it lasts. */
export type OpenSpan = {
  /** By which a later step, in another job or process, names it as the one before (W3C Trace Context §3.2). */
  readonly traceparent: string;
  readonly say: (attributes: Attributes) => void;
  /** `fault`: what kind of fault ended it; undefined where it went well. */
  readonly end: (fault?: string) => void;
};

/** Where a step stands; each is a `traceparent`. */
export type SpanPlace = {
  /** The step that it follows; undefined: it begins a trace. */
  readonly parent: string | undefined;
  /** Steps that it has to do with, in other traces. */
  readonly links: readonly string[];
  /** Somebody outside asked for it (OpenTelemetry, SpanKind SERVER). */
  readonly isAsked: boolean;
};

/** Where steps are told of. A machine without it tells nobody, and pays nothing. */
export type Traces = {
  readonly begin: (name: string, attributes: Attributes, place: SpanPlace) => OpenSpan;
};
