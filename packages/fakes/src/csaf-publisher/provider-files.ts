import { createHash } from 'node:crypto';
import type { PublishedFile } from './send-answer.ts';
import type { SigningKey } from './signing-key.ts';

/** Which ways of finding documents the publisher offers (CSAF 2.0 §7.1.11–15). */
export type Distribution = 'rolie' | 'directory' | 'both';

export type PublishedDocument = {
  /** `/document/tracking/id` */
  readonly id: string;
  readonly title: string;
  /** TLP label as the document has it: names its feed and folder. */
  readonly label: string;
  /** Below the folder of its label: `2026/acme-2026-001.json`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly signature: string;
  readonly published: Date;
  readonly updated: Date;
};

export type Provider = {
  readonly name: string;
  readonly namespace: string;
  readonly distribution: Distribution;
  readonly key: SigningKey;
  /** Without the hash and signature files, as some publishers are. */
  readonly bare: boolean;
};

const ROOT = '/.well-known/csaf';

/** Everything below the publisher's URL, by path, from what it published until now. */
export function providerFiles(
  url: string,
  provider: Provider,
  documents: readonly PublishedDocument[],
  deletions: readonly { readonly document: PublishedDocument; readonly at: Date }[],
): ReadonlyMap<string, PublishedFile> {
  const files = new Map<string, PublishedFile>();
  const newest = documents.reduce((latest, { updated }) => (updated > latest ? updated : latest), new Date(0));
  const put = (path: string, bytes: string | Uint8Array, modified: Date, type = 'text/plain') => {
    files.set(path, { bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, type, modified });
  };
  const putJson = (path: string, value: object, modified: Date) => put(path, JSON.stringify(value, null, 2), modified, 'application/json');

  const labels = [...new Set(['WHITE', ...documents.map((document) => document.label)])];
  putJson(`${ROOT}/provider-metadata.json`, metadata(url, provider, labels), newest);
  put('/.well-known/security.txt', `Contact: mailto:security@csaf.example\nCSAF: ${url}${ROOT}/provider-metadata.json\n`, newest);
  put(`${ROOT}/openpgp/${provider.key.fingerprint}.asc`, provider.key.armoredPublicKey, newest);
  for (const label of labels) {
    const folder = `${ROOT}/${folderOf(label)}`;
    const own = documents.filter((document) => document.label === label).toSorted((a, b) => b.updated.getTime() - a.updated.getTime());
    const gone = deletions.filter(({ document }) => document.label === label);
    if (provider.distribution !== 'directory') putJson(`${folder}/feed.json`, feed(url, provider, label, own, newest), newest);
    if (provider.distribution !== 'rolie') {
      put(`${folder}/index.txt`, own.map((document) => `${document.path}\n`).join(''), newest);
      put(`${folder}/changes.csv`, csv(own.map((document) => [document.path, document.updated])), newest, 'text/csv');
      if (gone.length > 0) put(`${folder}/deletions.csv`, csv(gone.map(({ document, at }) => [document.path, at])), newest, 'text/csv');
    }
    for (const document of own) {
      const path = `${folder}/${document.path}`;
      put(path, document.bytes, document.updated, 'application/json');
      if (provider.bare) continue;
      for (const algorithm of ['sha256', 'sha512']) {
        const digest = createHash(algorithm).update(document.bytes).digest('hex');
        put(`${path}.${algorithm}`, `${digest}  ${document.path.split('/').at(-1)}\n`, document.updated);
      }
      put(`${path}.asc`, document.signature, document.updated);
    }
  }
  return files;
}

/** Where the documents of a label lie below `/.well-known/csaf`. */
export function folderOf(label: string): string {
  return label.toLowerCase().replace(/[^a-z]+/g, '-');
}

function metadata(url: string, provider: Provider, labels: readonly string[]): object {
  const rolie = {
    rolie: {
      feeds: labels.map((label) => ({
        summary: `TLP:${label} advisories`,
        tlp_label: label,
        url: `${url}${ROOT}/${folderOf(label)}/feed.json`,
      })),
    },
  };
  const directories = labels.map((label) => ({ directory_url: `${url}${ROOT}/${folderOf(label)}/` }));
  return {
    canonical_url: `${url}${ROOT}/provider-metadata.json`,
    distributions: [...(provider.distribution === 'directory' ? [] : [rolie]), ...(provider.distribution === 'rolie' ? [] : directories)],
    last_updated: '2026-01-01T00:00:00Z',
    list_on_CSAF_aggregators: true,
    metadata_version: '2.0',
    mirror_on_CSAF_aggregators: true,
    ...(provider.bare
      ? {}
      : { public_openpgp_keys: [{ fingerprint: provider.key.fingerprint, url: `${url}${ROOT}/openpgp/${provider.key.fingerprint}.asc` }] }),
    publisher: { category: 'vendor', name: provider.name, namespace: provider.namespace, contact_details: 'security@csaf.example' },
    role: provider.bare ? 'csaf_publisher' : 'csaf_trusted_provider',
  };
}

function feed(url: string, provider: Provider, label: string, documents: readonly PublishedDocument[], updated: Date): object {
  const folder = `${url}${ROOT}/${folderOf(label)}`;
  return {
    feed: {
      id: `csaf-feed-tlp-${folderOf(label)}`,
      title: `${provider.name} (TLP:${label})`,
      link: [{ rel: 'self', href: `${folder}/feed.json` }],
      category: [{ scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }],
      updated: updated.toISOString(),
      entry: documents.map((document) => {
        const self = `${folder}/${document.path}`;
        return {
          id: document.id,
          title: document.title,
          link: [
            { rel: 'self', href: self },
            ...(provider.bare
              ? []
              : [
                  { rel: 'hash', href: `${self}.sha256` },
                  { rel: 'hash', href: `${self}.sha512` },
                  { rel: 'signature', href: `${self}.asc` },
                ]),
          ],
          published: document.published.toISOString(),
          updated: document.updated.toISOString(),
          content: { type: 'application/json', src: self },
          format: { schema: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json', version: '2.0' },
        };
      }),
    },
  };
}

function csv(rows: readonly (readonly [string, Date])[]): string {
  return rows.map(([path, at]) => `"${path}","${at.toISOString()}"\n`).join('');
}
