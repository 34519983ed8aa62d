import type { Instant } from '../../basics/instant.ts';

/**
 * Something that somebody saw from outside: a name on a list of targets, an address in a scan, an account in a leak (DOMAIN §3.4, §6 S10).
 * What feeds these comes with a later issue; until then they are handed in.
 */
export type Observation = {
  /** A host name or domain, as seen; observer-controlled. */
  readonly domain: string;
  readonly seenAt: Instant;
  /** Who saw it, and what: "doelwitlijst op Telegram". */
  readonly source: string;
};

/** What an institution is known by from outside. */
export type SeenFromOutside = { readonly domains: readonly string[] };

/**
 * Reason 8: what was seen is the institution's own, `certain` for the moment at which it was seen. A host counts for the domain that it is
 * under, never for one that merely ends alike. In the order in which they were given.
 */
export function matchByObservation(observations: readonly Observation[], institution: SeenFromOutside): readonly Observation[] {
  const own = institution.domains.map(hostOf).filter((domain) => domain !== '');
  return observations.filter(({ domain }) => {
    const seen = hostOf(domain);
    return own.some((one) => seen === one || seen.endsWith(`.${one}`));
  });
}

/** "https://www.lindemark.example/poli" is www.lindemark.example. Bounded; never resolved. */
function hostOf(text: string): string {
  return text
    .slice(0, 1_000)
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^[^/?#@]*@/, '')
    .replace(/[/?#:].*$/s, '')
    .replace(/\.$/, '');
}
