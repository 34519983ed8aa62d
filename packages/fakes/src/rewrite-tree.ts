import { field } from '@forewarn/core/basics/json-view.ts';

export type TreeRewriting = {
  /** What stands for the tree's root, without a slash at its end. */
  readonly base: string;
  /** Where addresses of other sites are answered, with 404. */
  readonly elsewhere: string;
  /** Addresses that begin so are the tree's own. */
  readonly prefixes: readonly string[];
  /** Of a tree of several hosts. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly keysUrl: string;
  readonly hasKey: (fingerprint: string) => boolean;
};

/** Documents, hashes and signatures are served byte for byte; what leads to them is rewritten. */
const LEADS = /(provider[-_]metadata|aggregator|feed|service|category|lister)[^/]*\.json$|\/index\.json$|security\.txt$/;

/** A file of a provider tree as it is served on loopback: its own addresses lead here, templates are filled in, keys come from beside the tree. */
export function rewriteTree(path: string, bytes: Uint8Array, rewriting: TreeRewriting): Uint8Array {
  if (!LEADS.test(path)) return bytes;
  const filled = Buffer.from(bytes)
    .toString('utf8')
    .replaceAll('{{.URL}}', rewriting.base)
    .replaceAll(/^\s*\{\{.*\}\}\s*$/gm, '');
  // A namespace is a name that looks like an address.
  const led = filled.replaceAll(/(?<!"namespace"\s*:\s*")https?:\/\/[^\s"\\]+/g, (address) => rewriteAddress(address, rewriting));
  return Buffer.from(/metadata/.test(path) ? withKeys(led, rewriting) : led);
}

/** Some name the file of a key by its fingerprint, some do not: the metadata say which key it is. */
function withKeys(metadata: string, rewriting: TreeRewriting): string {
  const value: unknown = JSON.parse(metadata);
  const keys = field({ value, at: '' }, 'public_openpgp_keys').value;
  if (typeof value !== 'object' || !Array.isArray(keys)) return metadata;
  const rewritten = keys.map((key: { fingerprint?: unknown }) =>
    typeof key.fingerprint === 'string' && rewriting.hasKey(key.fingerprint)
      ? { ...key, url: `${rewriting.keysUrl}/${key.fingerprint}.asc` }
      : key,
  );
  return JSON.stringify({ ...value, public_openpgp_keys: rewritten }, null, 2);
}

function rewriteAddress(address: string, rewriting: TreeRewriting): string {
  if (address.startsWith(rewriting.base) || address.startsWith(rewriting.elsewhere) || address.startsWith(rewriting.keysUrl))
    return address;
  const prefix = rewriting.prefixes.find((candidate) => address.startsWith(candidate));
  if (prefix !== undefined) return `${rewriting.base}/${address.slice(prefix.length)}`;
  const [, host = '', rest = ''] = /^https?:\/\/([^/]+)(.*)$/.exec(address) ?? [];
  if (rewriting.hosts.length > 0) return `http://${host}:${rewriting.port}${rest}`;
  return `${rewriting.elsewhere}/${host}${rest}`;
}
