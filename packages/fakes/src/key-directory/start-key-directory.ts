import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a domain publishes keys: under `openpgpkey.` of itself, under its own name, or not at all. */
export type KeyDirectory = {
  readonly port: number;
  /** Publishes a key for an address; `advanced` under the name of its own for keys, else under the domain. */
  readonly publish: (address: string, key: Uint8Array, method: 'advanced' | 'direct') => void;
  /** Hosts and paths that were asked for. */
  readonly asked: () => readonly string[];
  /** From now on every question is answered with this status; undefined: as it should be. */
  readonly answerWith: (status: number | undefined) => void;
  readonly stop: () => Promise<void>;
};

/** The Web Key Directories of all domains on one port (draft-koch-openpgp-webkey-service §3.1), told apart by the Host header. */
export async function startKeyDirectory(): Promise<KeyDirectory> {
  const keys = new Map<string, Uint8Array>();
  const asked: string[] = [];
  let status: number | undefined;
  const server = createServer((request, response) => {
    const host = String(request.headers.host).replace(/:\d+$/, '');
    const path = (request.url ?? '').split('?')[0];
    asked.push(`${host}${request.url}`);
    const key = keys.get(`${host}${path}`);
    if (status !== undefined || key === undefined) response.writeHead(status ?? 404).end();
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(key);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    publish: (address, key, method) => {
      const [local = '', domain = ''] = address.split('@');
      const file = inLetters(createHash('sha1').update(local.toLowerCase()).digest());
      keys.set(
        method === 'advanced'
          ? `openpgpkey.${domain}/.well-known/openpgpkey/${domain}/hu/${file}`
          : `${domain}/.well-known/openpgpkey/hu/${file}`,
        key,
      );
    },
    asked: () => [...asked],
    answerWith: (wanted) => {
      status = wanted;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Z-Base-32 of 20 bytes, written with large numbers and not with the asker's code, so that the two check one another. */
function inLetters(bytes: Uint8Array): string {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let place = 0; place < 32; place += 1) {
    text = 'ybndrfg8ejkmcpqxot1uwisza345h769'[Number(number & 31n)] + text;
    number >>= 5n;
  }
  return text;
}
