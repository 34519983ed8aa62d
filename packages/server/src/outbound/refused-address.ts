import ipaddr from 'ipaddr.js';

/** Never connected to, whoever allows it: nobody publishes there, and 0.0.0.0 is another name of this machine. */
const NEVER: readonly string[] = ['unspecified', 'multicast', 'broadcast', 'reserved', 'discard', 'benchmarking', 'amt'];

/** In words, for the ranges that a source may be allowed (names of ipaddr.js). */
const PRIVATE: Readonly<Record<string, string>> = {
  private: 'in a private network',
  loopback: 'this machine itself',
  linkLocal: 'link-local',
  uniqueLocal: 'in a private network',
  carrierGradeNat: 'behind a carrier',
};

/**
 * Why this address is not connected to, in words; undefined where it may be. Public unicast only, unless private ones are allowed. IPv4
 * that is carried in IPv6 (mapped, NAT64, 6to4, Teredo) is judged as the IPv4 that it leads to.
 */
export function refusedBecause(address: string, allowPrivate: boolean): string | undefined {
  if (!ipaddr.isValid(address)) return 'no address';
  const inner = carried(ipaddr.parse(address));
  const range: string = inner.range();
  if (range === 'unicast') return undefined;
  if (NEVER.includes(range)) return `in the range "${range}"`;
  const words = PRIVATE[range];
  if (words === undefined) return `in the range "${range}"`;
  return allowPrivate ? undefined : words;
}

/** The IPv4 address inside an IPv6 one, where there is one. */
function carried(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address.kind() === 'ipv4') return address;
  const six = address as ipaddr.IPv6;
  const bytes = six.toByteArray();
  const four = (from: number, mask = 0) => new ipaddr.IPv4(bytes.slice(from, from + 4).map((byte) => byte ^ mask));
  switch (six.range() as string) {
    case 'ipv4Mapped': // RFC 4291 §2.5.5.2
    case 'rfc6145': // RFC 6145 translated
    case 'rfc6052': // NAT64, RFC 6052
      return four(12);
    case '6to4': // RFC 3056
      return four(2);
    case 'teredo': // RFC 4380 §4: the client's address, its bits turned over
      return four(12, 0xff);
    default:
      // ::a.b.c.d (RFC 4291 §2.5.5.1) is deprecated, and some stacks still connect to it.
      return (six.range() as string) === 'unicast' && bytes.slice(0, 12).every((byte) => byte === 0) ? four(12) : six;
  }
}
