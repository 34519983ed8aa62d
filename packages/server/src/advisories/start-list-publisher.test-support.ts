import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';

/** Serves files on loopback as a publisher of lists does: with an ETag, and 304 for who has them. */
export type ListPublisher = {
  readonly url: string;
  readonly put: (path: string, body: string | Uint8Array) => void;
  /** Every request that came, with the status of its answer. */
  readonly requests: { readonly path: string; readonly status: number }[];
  readonly stop: () => Promise<void>;
};

export async function startListPublisher(): Promise<ListPublisher> {
  const files = new Map<string, Uint8Array>();
  const requests: { path: string; status: number }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const body = files.get(path);
    const etag = `"${createHash('sha256')
      .update(body ?? '')
      .digest('hex')}"`;
    const status = body === undefined ? 404 : request.headers['if-none-match'] === etag ? 304 : 200;
    requests.push({ path, status });
    response.writeHead(status, body === undefined ? {} : { etag });
    response.end(status === 200 ? body : undefined);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (path, body) => void files.set(path, Buffer.from(body)),
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
