import ipaddr from 'ipaddr.js';

/** A network as PostgreSQL's `cidr` takes it (no bits right of the mask), from CIDR or one address; undefined where it is neither. */
export function readNetwork(text: string): string | undefined {
  const single = ipaddr.isValid(text) && !/^\d+$|^0[xX]/.test(text) && (text.includes(':') || text.split('.').length === 4);
  const cidr = single ? `${text}/${text.includes(':') ? 128 : 32}` : text;
  if (!ipaddr.isValidCIDR(cidr) || (!cidr.includes(':') && cidr.split('.').length !== 4) || cidr.includes('%')) return undefined;
  const [address, bits] = ipaddr.parseCIDR(cidr);
  const network = address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return `${network.toString()}/${bits}`;
}
