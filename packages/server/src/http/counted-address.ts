import ipaddr from 'ipaddr.js';

/**
 * The address that requests are counted by. Of IPv6 it is the network of 64 bits: whoever has one address there has them all
 * (RFC 6177 §2), and could have each of them counted apart.
 */
export function countedAddress(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address); // IPv4 in IPv6 is IPv4
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}
