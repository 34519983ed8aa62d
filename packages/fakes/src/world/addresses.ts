/** Ranges of documentation alone (RFC 5737, RFC 3849), so that nothing here is ever somebody's. */
const IPV4_DOCUMENTATION = ['192.0.2', '198.51.100', '203.0.113'] as const;
const FOURS_PER_RANGE = 64;
/** Institutions have eight places each for networks of their own, /56 below 2001:db8::/32. */
const NETWORKS_PER_INSTITUTION_MAX = 8;

/** The networks of the `ordinal`-th institution of the world: four IPv4 addresses while there are any, beyond that IPv6 alone. */
export function networksOf(ordinal: number, count: number): readonly string[] {
  return Array.from({ length: Math.min(count, NETWORKS_PER_INSTITUTION_MAX) }, (_, place) => {
    const range = IPV4_DOCUMENTATION[Math.floor(ordinal / FOURS_PER_RANGE)];
    if (place === 0 && range !== undefined) return `${range}.${(ordinal % FOURS_PER_RANGE) * 4}/30`;
    const number = ordinal * NETWORKS_PER_INSTITUTION_MAX + place;
    return `2001:db8:${(number >> 8).toString(16)}:${((number & 0xff) << 8).toString(16)}::/56`;
  });
}

/** What institutions name their domains after; the first is the institution itself. */
const DOMAIN_USES = [
  '',
  'portaal-',
  'werkenbij-',
  'leren-',
  'intranet-',
  'afspraak-',
  'webmail-',
  'onderzoek-',
  'jaarverslag-',
  'vrienden-van-',
] as const;

export function domainsOf(slug: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, place) => {
    const round = Math.floor(place / DOMAIN_USES.length);
    return `${DOMAIN_USES[place % DOMAIN_USES.length]}${slug}${round === 0 ? '' : `-${round + 1}`}.example`;
  });
}

/** Nobody can call it: no Dutch number begins with three zeros. Nor has it the nine digits of a citizen service number. */
export function phoneOf(ordinal: number, place: number): string {
  return `+31 000 ${String((ordinal * 31 + place * 7) % 100_000).padStart(5, '0')}`;
}
