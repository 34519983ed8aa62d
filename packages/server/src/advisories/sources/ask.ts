import type { Door } from '../../outbound/door.ts';
import { fetchPatiently } from '../../outbound/fetch-patiently.ts';
import type { FetchOutcome, SecretHeader } from '../../outbound/fetch-safely.ts';

/** How a file was when it was read last (RFC 9110 §8.8). */
export type Validators = { readonly etag?: string; readonly lastModified?: string };

/** Asks the publisher for one file, with the permissions of its source. */
export type Ask = (
  url: string,
  options: { readonly sizeBytesMax: number; readonly secret?: SecretHeader } & Validators,
) => Promise<FetchOutcome>;

export type Permissions = { readonly allowPrivate: boolean; readonly allowHttp: boolean };

export function askWith(door: Door, permissions: Permissions): Ask {
  return (url, options) => fetchPatiently(door, { url, ...permissions, ...options });
}

/** Bounds of what publishers may make us read. The largest feed that is published today has 20 MB, the largest document 40. */
export const LISTING_BYTES_MAX = 96 * 1024 * 1024;
export const DOCUMENT_BYTES_MAX = 64 * 1024 * 1024;
export const METADATA_BYTES_MAX = 4 * 1024 * 1024;
export const BESIDE_BYTES_MAX = 256 * 1024;
