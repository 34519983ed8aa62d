import ipaddr from 'ipaddr.js';
import type { NameServer } from '../../outbound/name-server.ts';

/** RFC 7208 §4.6.4: beyond it the record counts as broken. */
const LOOKUPS_MAX = 10;
const SIGNS = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;

/** RFC 7208 §2.6; `unknown`: a name server did not answer, or the record asks for what is only known of a mail (macros, ptr). */
export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'unknown';

type Asking = { readonly address: ipaddr.IPv4 | ipaddr.IPv6; readonly names: NameServer; lookUps: number };

/**
 * Whether a domain's SPF record lets an address send in its name (RFC 7208 §4, check_host): the first term that fits decides. `address` is a valid
 * IPv4 or IPv6 address; records are publisher-controlled. Never throws.
 */
export async function checkSpf(address: string, domain: string, names: NameServer): Promise<SpfResult> {
  return checkRecord({ address: ipaddr.process(address), names, lookUps: 0 }, domain);
}

async function checkRecord(asking: Asking, domain: string): Promise<SpfResult> {
  const found = await asking.names.texts(domain);
  if (found.kind === 'failed') return 'unknown';
  const records = found.kind === 'none' ? [] : found.records.filter((text) => /^v=spf1( |$)/i.test(text));
  const [record] = records;
  if (record === undefined || records.length > 1) return 'none';
  const terms = record
    .split(/ +/)
    .slice(1)
    .filter((term) => term !== '');
  let isUnknown = false;
  for (const term of terms) {
    const [, sign = '+', mechanism = ''] = /^([+?~-]?)(.*)$/.exec(term) ?? [];
    const fits = await fitsMechanism(asking, domain, mechanism);
    if (fits === 'unknown') isUnknown = true;
    else if (fits) return isUnknown ? 'unknown' : SIGNS[(sign === '' ? '+' : sign) as keyof typeof SIGNS];
  }
  const redirect = /^redirect=(\S+)$/i.exec(terms.find((term) => /^redirect=/i.test(term)) ?? '')?.[1];
  if (isUnknown || redirect?.includes('%') === true) return 'unknown';
  return redirect === undefined ? 'neutral' : mayAsk(asking) ? checkRecord(asking, redirect) : 'unknown';
}

/** RFC 7208 §5. */
async function fitsMechanism(asking: Asking, domain: string, text: string): Promise<boolean | 'unknown'> {
  const [, name = '', target = domain, four, six] =
    /^([a-z0-9]+)(?::([^/]+(?=\/|$)))?(?:\/(\d{1,2}))?(?:\/\/(\d{1,3}))?$/i.exec(text) ?? [];
  if (/^all$/i.test(text)) return true;
  if (/^ip[46]:/i.test(text)) return isWithin(asking.address, text.slice(4));
  if (!/^(a|mx|include|exists|ptr)$/i.test(name)) return false; // a modifier, or no term at all, which is told of the record
  if (target.includes('%') || /^(ptr|exists)$/i.test(name)) return 'unknown';
  if (!mayAsk(asking)) return 'unknown';
  if (/^include$/i.test(name)) {
    const inner = await checkRecord(asking, target);
    return inner === 'unknown' ? 'unknown' : inner === 'pass';
  }
  const hosts = /^mx$/i.test(name) ? await mailHosts(asking, target) : [target];
  if (hosts === 'unknown') return 'unknown';
  const prefix = asking.address.kind() === 'ipv4' ? (four ?? '32') : (six ?? '128');
  for (const host of hosts) {
    const addresses = await addressesOf(asking, host);
    if (addresses === 'unknown') return 'unknown';
    if (addresses.some((address) => isWithin(asking.address, `${address}/${prefix}`))) return true;
  }
  return false;
}

function mayAsk(asking: Asking): boolean {
  asking.lookUps += 1;
  return asking.lookUps <= LOOKUPS_MAX;
}

async function mailHosts({ names }: Asking, domain: string): Promise<readonly string[] | 'unknown'> {
  const found = await names.mailHosts(domain);
  if (found.kind === 'failed') return 'unknown';
  return found.kind === 'none' ? [] : found.records.slice(0, LOOKUPS_MAX);
}

/** None where there are none. */
async function addressesOf({ names }: Asking, host: string): Promise<readonly string[] | 'unknown'> {
  return names.addresses(host).then(
    (found) => found.map(({ address }) => address),
    (cause: unknown) => (NO_SUCH_NAME.has((cause as NodeJS.ErrnoException | null)?.code ?? '') ? [] : 'unknown'),
  );
}

const NO_SUCH_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/** `network`: an address, or one with the length of its prefix. */
function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [text = '', length] = network.split('/');
  if (!ipaddr.isValid(text)) return false;
  const base = ipaddr.parse(text);
  if (base.kind() !== address.kind()) return false;
  const bits = base.kind() === 'ipv4' ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  return Number.isInteger(prefix) && prefix >= 0 && prefix <= bits && address.match(base, prefix);
}
