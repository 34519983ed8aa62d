import type { BrowserContext, Request } from 'playwright-core';

/** The part of an OpenAPI document that says which requests there are. */
export type Described = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: readonly { in: string; name: string }[] }>>>>;
};

type Asked = { readonly method: string; readonly url: string };

/** Listens to what the pages of one server ask, and tells what of it that server's OpenAPI document does not describe. */
export class RequestsOfPages {
  readonly #described: Promise<Described>;
  readonly #origin: string;
  readonly #asked = new Map<string, Asked>();

  constructor(origin: string) {
    this.#origin = origin;
    this.#described = fetch(`${origin}/api/openapi.json`).then((response) => response.json() as Promise<Described>);
  }

  watch(context: BrowserContext): void {
    context.on('request', (request: Request) => {
      const [method, url] = [request.method(), request.url()];
      this.#asked.set(`${method} ${url}`, { method, url });
    });
  }

  /** One line each, and forgotten then. */
  async takeUndescribed(): Promise<readonly string[]> {
    const described = await this.#described;
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    return [...new Set(asked.flatMap((one) => undescribed(one, this.#origin, described) ?? []))];
  }
}

/**
 * What is wrong with a request of a page, undefined where nothing is: it asks another server, a path of the API that is not described, or
 * with a field in its query that is not. The portal's own page and files are no part of the API.
 */
export function undescribed({ method, url }: Asked, origin: string, { paths }: Described): string | undefined {
  const { origin: asked, pathname, searchParams, protocol } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined; // made in the page itself
  if (asked !== origin) return `${method} ${asked}: another server`;
  if (!pathname.startsWith('/api/')) return undefined;
  const found = Object.entries(paths)
    .filter(([path, methods]) => method.toLowerCase() in methods && isAt(path, pathname))
    .toSorted(([one], [other]) => countOfNames(one) - countOfNames(other))[0];
  if (found === undefined) return `${method} ${pathname}`;
  const known = (found[1][method.toLowerCase()]?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
  const strange = [...searchParams.keys()].filter((name) => !known.includes(name));
  return strange.length === 0 ? undefined : `${method} ${found[0]}?${strange.join('&')}`;
}

/** Whether the path stands for this address; `{name}` is one part of it. */
function isAt(path: string, pathname: string): boolean {
  const [parts, asked] = [path.split('/'), pathname.split('/')];
  return parts.length === asked.length && parts.every((part, place) => part === asked[place] || /^\{[^}]+\}$/.test(part));
}

function countOfNames(path: string): number {
  return path.split('{').length;
}
