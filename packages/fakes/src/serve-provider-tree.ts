import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join, relative, sep } from 'node:path';
import { field, textAt } from '@forewarn/core/basics/json-view.ts';
import { rewriteTree, type TreeRewriting } from './rewrite-tree.ts';

export type ServedTree = {
  /** Without a slash at its end. */
  readonly url: string;
  /** The provider's metadata, as a person would hand it to Forewarn. */
  readonly metadataUrl: string;
  readonly port: number;
  /** For trees that are several hosts: each of them is this machine, every other name is nobody's. */
  readonly resolve: (hostName: string) => Promise<readonly { address: string; family: 4 }[]>;
  readonly requests: readonly { readonly path: string; readonly host: string; readonly status: number }[];
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
};

/** What the trees do not say themselves. */
type TreeFacts = {
  /** Prefixes that stand for the tree's own root, beside those of its SERVE.json. */
  readonly replace?: readonly string[];
  /** Where the tree lies on its site. */
  readonly mountAt?: string;
  /** Keys for a tree without metadata, by fingerprint. */
  readonly keys?: readonly string[];
};

const FACTS: Readonly<Record<string, TreeFacts>> = {
  // Its directories are addressed as a web page of the repository, its metadata as a file in it.
  'ni-directory': {
    replace: ['https://github.com/ni/product-security-center/tree/main/csaf/', 'https://github.com/ni/product-security-center/csaf/'],
  },
  // Its index.txt counts from the root of the repository.
  'cisa-directory': { mountAt: '/csaf_files/OT', keys: ['144AED0A57BE7D4AE835D9D8CAC5AC4F74164B17'] },
  'clouditor-empty': { replace: ['https://clouditor.io/'] },
  'juice-shop-provider': { replace: ['http://localhost:3000/'] },
};

/**
 * Serves one of the real provider trees on loopback as its publisher does: addresses in its JSON are rewritten to this server (SERVE.json, `{{.URL}}`),
 * keys come from `_public_keys` beside it, and whatever points elsewhere is answered with 404 here, so that nothing leaves this machine. A tree of several
 * hosts (folders named as hosts) is served by name (`resolve`). For a tree without metadata some are made, with a directory for each folder of documents.
 */
export async function serveProviderTree(folder: string): Promise<ServedTree> {
  const facts = FACTS[basename(folder)] ?? {};
  const mountAt = facts.mountAt ?? '';
  const hosts = hostsOf(folder);
  const keysFolder = join(folder, '..', '_public_keys');
  const requests: { path: string; host: string; status: number }[] = [];
  const server = createServer((request, response) => {
    const { path, host } = readRequest(request);
    const found = answer(host, path);
    const etag = found && `"${createHash('sha256').update(found).digest('hex').slice(0, 32)}"`;
    const status = found === undefined ? 404 : request.headers['if-none-match'] === etag ? 304 : 200;
    requests.push({ path, host, status });
    response.writeHead(status, {
      'content-type': path.endsWith('.json') ? 'application/json' : 'text/plain',
      ...(etag === undefined ? {} : { etag }),
    });
    response.end(status === 304 ? undefined : (found ?? 'not found\n'));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const rewriting: TreeRewriting = {
    base: `${url}${mountAt}`,
    elsewhere: `${url}/_elsewhere`,
    prefixes: [...prefixesOf(folder), ...(facts.replace ?? [])],
    hosts,
    port,
    hasKey: (fingerprint) => existsSync(join(keysFolder, `${fingerprint}.asc`)),
    keysUrl: `${url}/_public_keys`,
  };
  const made = madeFiles(folder, rewriting, facts.keys ?? []);

  function answer(host: string, path: string): Uint8Array | undefined {
    if (path.startsWith('/_public_keys/')) return fileAt(keysFolder, path.slice('/_public_keys'.length));
    const root = hosts.includes(host) ? join(folder, host) : folder;
    if (!path.startsWith(mountAt)) return undefined;
    const asked = path.slice(mountAt.length);
    const own = asked === '/' ? '/index.json' : asked;
    const bytes = made.get(own) ?? fileAt(root, own);
    return bytes === undefined ? undefined : rewriteTree(own, bytes, rewriting);
  }

  return {
    url,
    metadataUrl: `${url}${mountAt}/${metadataPath(folder) ?? 'provider-metadata.json'}`,
    port,
    resolve: async (hostName) => {
      if (hosts.includes(hostName)) return [{ address: '127.0.0.1', family: 4 }];
      throw Object.assign(new Error(`${hostName} is nobody`), { code: 'ENOTFOUND' });
    },
    requests,
    forget: () => {
      requests.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readRequest(request: IncomingMessage): { path: string; host: string } {
  return {
    path: decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'),
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
  };
}

/** Never a file outside the folder. */
function fileAt(root: string, path: string): Uint8Array | undefined {
  const file = join(root, path);
  if (!file.startsWith(root + sep) || !existsSync(file) || !statSync(file).isFile()) return undefined;
  return readFileSync(file);
}

/** Folders that are named as hosts: `example.com`, `csaf.data.security.example.com`. */
function hostsOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(entry.name))
    .map((entry) => entry.name);
}

function prefixesOf(folder: string): readonly string[] {
  const file = join(folder, 'SERVE.json');
  if (!existsSync(file)) return [];
  const replace = field({ value: JSON.parse(readFileSync(file, 'utf8')), at: '' }, 'replace').value;
  return Array.isArray(replace) ? replace.filter((prefix) => typeof prefix === 'string') : [];
}

function metadataPath(folder: string): string | undefined {
  const stated = existsSync(join(folder, 'SERVE.json'))
    ? textAt(field({ value: JSON.parse(readFileSync(join(folder, 'SERVE.json'), 'utf8')), at: '' }, 'metadata'), 200)
    : undefined;
  return [stated ?? '', 'provider-metadata.json', '.well-known/csaf/provider-metadata.json'].find(
    (path) => path !== '' && existsSync(join(folder, path)),
  );
}

/** Metadata and an index for a tree that has none; nothing for the others. */
function madeFiles(folder: string, rewriting: TreeRewriting, keys: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const made = new Map<string, Uint8Array>();
  if (metadataPath(folder) !== undefined || rewriting.hosts.length > 0) return made;
  const directories = foldersWith(folder, 'index.txt');
  for (const directory of directories.length > 0 ? [] : readdirSync(folder)) {
    const documents = readdirSync(join(folder, directory)).filter((name) => name.endsWith('.json'));
    made.set(`/${directory}/index.txt`, Buffer.from(documents.map((name) => `${name}\n`).join('')));
    directories.push(directory);
  }
  const metadata = {
    canonical_url: `${rewriting.base}/provider-metadata.json`,
    distributions: directories.map((directory) => ({ directory_url: `${rewriting.base}/${directory}/` })),
    last_updated: '2024-01-01T00:00:00Z',
    metadata_version: '2.0',
    public_openpgp_keys: keys.map((fingerprint) => ({ fingerprint, url: `${rewriting.keysUrl}/${fingerprint}.asc` })),
    publisher: { category: 'other', name: basename(folder), namespace: 'https://example.com' },
    role: 'csaf_provider',
  };
  made.set('/provider-metadata.json', Buffer.from(JSON.stringify(metadata)));
  return made;
}

function foldersWith(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => relative(folder, entry.parentPath).split(sep).join('/'));
}
