import type { Static, TSchema } from 'typebox';
import type { RouteShape } from './route-shape.ts';

type Part<Shape extends RouteShape, Name extends 'params' | 'query' | 'body'> = Shape[Name] extends TSchema
  ? { readonly [key in Name]: Static<Shape[Name]> }
  : { readonly [key in Name]?: undefined };
/** A query whose every field may be left out may be left out itself. */
type Query<Shape extends RouteShape> = Shape['query'] extends TSchema
  ? object extends Static<Shape['query']>
    ? { readonly query?: Static<Shape['query']> }
    : { readonly query: Static<Shape['query']> }
  : { readonly query?: undefined };

export type CallInput<Shape extends RouteShape> = Part<Shape, 'params'> & Query<Shape> & Part<Shape, 'body'>;
export type CallOutput<Shape extends RouteShape> = Shape['response'] extends TSchema ? Static<Shape['response']> : string;

/** The server said no, or could not: its problem document, with our stable code. */
class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
  constructor(status: number, body: unknown, call: string) {
    const said = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    super(`${call}: ${status} ${typeof said['title'] === 'string' ? said['title'] : ''}`);
    this.status = status;
    this.code = typeof said['code'] === 'string' ? said['code'] : 'unknown';
    this.body = body;
  }
}

export type Client = {
  /** Calls one route of this package; the answer has the shape that the route states. Throws `ApiFault` where the status is not 2xx. */
  readonly call: <const Shape extends RouteShape>(shape: Shape, input: CallInput<Shape>) => Promise<CallOutput<Shape>>;
};

/** The one typed client of the HTTP API. `baseUrl` without a slash at its end; `headers` go along with every call. */
export function apiClient(baseUrl: string, token: string | undefined, headers: Readonly<Record<string, string>> = {}): Client {
  return {
    call: async (shape, input) => {
      const url = baseUrl + addressOf(shape, input);
      const body: unknown = (input as { readonly body?: unknown }).body;
      const response = await fetch(url, {
        method: shape.method,
        headers: {
          accept: 'application/json',
          ...headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': contentTypeOf(body) }),
        },
        ...(body === undefined ? {} : { body: isBytes(body) ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const said = parsed(text);
      if (!response.ok) throw new ApiFault(response.status, said, `${shape.method} ${shape.path}`);
      return said as never;
    },
  };
}

type Value = string | number | boolean | undefined;
type Address = { readonly params?: Readonly<Record<string, Value>>; readonly query?: Readonly<Record<string, Value>> };

/** The path with its parameters filled in, and the query. */
function addressOf(shape: RouteShape, { params, query }: Address): string {
  const path = shape.path.replace(/:([A-Za-z]+)/g, (_whole, name: string) => encodeURIComponent(String(params?.[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array;
}

function contentTypeOf(body: unknown): string {
  return isBytes(body) ? 'application/octet-stream' : 'application/json';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
