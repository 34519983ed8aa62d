import { millisecondsBetween, type Instant } from '@forewarn/core/basics/instant.ts';
import { METADATA_BYTES_MAX, type Ask } from '../ask.ts';
import type { Provider, ProviderKey } from '../listing.ts';
import { faultOfFetch, type SourceFault } from '../source-fault.ts';
import { fingerprintOf, openKeys } from './open-keys.ts';

/** A key's new expiry, or its revocation, is heard of within a day. */
const AGAIN_AFTER_MS = 24 * 3600 * 1000;

type KnownKeys = Pick<Provider, 'keys' | 'keysFetchedAt'>;

/**
 * The provider's keys (CSAF 2.0 §7.1.20): as they were where they are complete and a day young, else fetched. A key is taken only where it
 * has the fingerprint that the metadata states; one that can't be had keeps what we had of it.
 */
export async function fetchKeys(
  ask: Ask,
  wanted: Pick<Provider, 'keyUrls' | 'fingerprints'>,
  known: KnownKeys | undefined,
  now: Instant,
): Promise<KnownKeys & { readonly faults: readonly SourceFault[] }> {
  const have = known?.keys ?? [];
  const isComplete = wanted.fingerprints.every((fingerprint) => have.some((key) => key.fingerprint === fingerprint));
  const isYoung = known?.keysFetchedAt !== undefined && millisecondsBetween(known.keysFetchedAt, now) < AGAIN_AFTER_MS;
  if (isComplete && isYoung) return { keys: have, keysFetchedAt: known.keysFetchedAt, faults: [] };
  const outcomes = await Promise.all(wanted.keyUrls.map((listed) => fetchKey(ask, listed)));
  const fetched = outcomes.flatMap((outcome) => outcome.keys);
  const kept = have.filter(
    (key) => wanted.fingerprints.includes(key.fingerprint) && !fetched.some((one) => one.fingerprint === key.fingerprint),
  );
  return { keys: [...fetched, ...kept], keysFetchedAt: now, faults: outcomes.flatMap((outcome) => outcome.faults) };
}

async function fetchKey(
  ask: Ask,
  listed: { readonly fingerprint?: string; readonly url: string },
): Promise<{ keys: readonly ProviderKey[]; faults: readonly SourceFault[] }> {
  const answer = await ask(listed.url, { sizeBytesMax: METADATA_BYTES_MAX });
  if (answer.kind === 'fault') {
    const fault = faultOfFetch(answer);
    return { keys: [], faults: [{ ...fault, message: `The provider's key can't be fetched: ${fault.message}` }] };
  }
  if (answer.kind === 'not-modified') return { keys: [], faults: [] };
  const found = await openKeys(answer.bytes);
  const fitting = listed.fingerprint === undefined ? found : found.filter((key) => fingerprintOf(key) === listed.fingerprint);
  if (fitting.length > 0) return { keys: fitting.map((key) => ({ fingerprint: fingerprintOf(key), armored: key.armor() })), faults: [] };
  const message =
    found.length === 0
      ? "The file of the provider's key holds no OpenPGP key."
      : `The file of the provider's key holds another key than the metadata states (${listed.fingerprint}).`;
  return {
    keys: [],
    faults: [{ code: 'key-mismatch', url: listed.url, message, hint: 'Ask the publisher which is right, by another way than its site.' }],
  };
}
