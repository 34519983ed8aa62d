import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { field, path, textAt, type JsonView } from '@forewarn/core/basics/json-view.ts';
import { faults, type PlannedFault } from './fault.ts';
import { folderOf, providerFiles, type Distribution, type PublishedDocument } from './provider-files.ts';
import { sendAnswer, type PublishedFile } from './send-answer.ts';
import { makeSigningKey, type SigningKey } from './signing-key.ts';

export type PublisherSettings = {
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly name?: string;
  readonly namespace?: string;
  readonly distribution?: Distribution;
  /** Without hashes, signatures and keys: a plain "CSAF publisher". */
  readonly bare?: boolean;
  readonly key?: SigningKey;
};

export type LoggedRequest = {
  readonly method: string;
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** 0 where the connection was cut. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

export type CsafPublisher = {
  /** Without a slash at its end. */
  readonly url: string;
  readonly metadataUrl: string;
  readonly key: SigningKey;
  /** Puts the document (an object, or the very bytes) on the site with hashes and signature; the same tracking id replaces. Gives its URL. */
  readonly publish: (document: object | Uint8Array, moments?: { readonly updated?: Date }) => Promise<string>;
  /** Takes the document of this tracking id off the site, out of feed and index, and into deletions.csv. */
  readonly withdraw: (id: string, at?: Date) => void;
  /** From now on signs with this key, and says so in the metadata. */
  readonly changeKey: (key: SigningKey) => void;
  readonly fail: (planned: PlannedFault) => void;
  readonly heal: () => void;
  /** What was asked since the start, or since `forget`; the newest last. */
  readonly requests: readonly LoggedRequest[];
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
};

/**
 * A CSAF trusted provider on loopback (CSAF 2.0 §7.2.3) that behaves: metadata, ROLIE feed and directory, hashes, signatures by its own
 * key, validators; and misbehaves where it is told to (`fail`).
 */
export async function startCsafPublisher(settings: PublisherSettings = {}): Promise<CsafPublisher> {
  const name = settings.name ?? 'Voorbeeld Software';
  let key = settings.key ?? (await makeSigningKey({ name, email: 'security@csaf.example' }));
  const documents = new Map<string, PublishedDocument>();
  let deletions: { document: PublishedDocument; at: Date }[] = [];
  const requests: LoggedRequest[] = [];
  const planned = faults();
  let files: ReadonlyMap<string, PublishedFile> | undefined;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(settings.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const current = () =>
    (files ??= providerFiles(
      url,
      {
        name,
        namespace: settings.namespace ?? 'https://csaf.example',
        distribution: settings.distribution ?? 'rolie',
        key,
        bare: settings.bare ?? false,
      },
      [...documents.values()],
      deletions,
    ));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    const at = Date.now();
    const status = await sendAnswer(request, response, current().get(asked), planned.meet(asked));
    requests.push({ method: request.method ?? 'GET', path: asked, at, status, headers: request.headers });
  }

  return {
    url,
    metadataUrl: `${url}/.well-known/csaf/provider-metadata.json`,
    get key() {
      return key;
    },
    publish: async (document, moments = {}) => {
      const published = await prepareDocument(document, moments.updated ?? new Date(), key, documents);
      documents.set(published.id, published);
      deletions = deletions.filter(({ document: deleted }) => deleted.id !== published.id);
      files = undefined;
      return `${url}/.well-known/csaf/${folderOf(published.label)}/${published.path}`;
    },
    withdraw: (id, at = new Date()) => {
      const document = documents.get(id);
      if (document === undefined) throw new Error(`${id} is not on the site`);
      documents.delete(id);
      deletions = [...deletions, { document, at }];
      files = undefined;
    },
    changeKey: (next) => {
      key = next;
      files = undefined;
    },
    fail: planned.plan,
    heal: planned.heal,
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

async function prepareDocument(
  document: object | Uint8Array,
  updated: Date,
  key: SigningKey,
  earlier: ReadonlyMap<string, PublishedDocument>,
): Promise<PublishedDocument> {
  const bytes = document instanceof Uint8Array ? document : Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
  const view: JsonView = { value: document instanceof Uint8Array ? parsed(document) : document, at: '' };
  const tracking = path(view, 'document', 'tracking');
  const id = textAt(field(tracking, 'id'), 200) ?? `untitled-${earlier.size + 1}`;
  const year = /^\d{4}/.exec(textAt(field(tracking, 'initial_release_date'), 40) ?? '')?.[0] ?? String(updated.getUTCFullYear());
  return {
    id,
    title: textAt(path(view, 'document', 'title'), 500) ?? id,
    label: labelOf(view),
    path: `${year}/${fileName(id)}`,
    bytes,
    signature: await key.sign(bytes),
    published: earlier.get(id)?.published ?? updated,
    updated,
  };
}

/** Broken documents are published as well: whatever can be told from them is. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function labelOf(view: JsonView): string {
  return textAt(path(view, 'document', 'distribution', 'tlp', 'label'), 20) ?? 'WHITE';
}

/** CSAF 2.0 §5.1. */
function fileName(id: string): string {
  return `${id.toLowerCase().replace(/[^+\-a-z0-9]+/g, '_')}.json`;
}
