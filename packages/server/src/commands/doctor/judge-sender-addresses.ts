import ipaddr from 'ipaddr.js';
import type { Config } from '../../config.ts';
import type { NameServer } from '../../outbound/name-server.ts';
import { checkSpf } from './check-spf.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';

const CHECK = 'sender-spf-address';
const ADDRESSES_MAX = 10;

/**
 * Whether the SPF record of the sender's domain lets our mail server send. Its addresses are those of the settings; where they say none, those of the
 * relay's name, which may be another than what it sends from.
 */
export async function judgeSenderAddresses(domain: string, config: Config, names: NameServer): Promise<Finding> {
  const isTold = config.senderAddresses.length > 0;
  const addresses = isTold ? config.senderAddresses : await addressesOfRelay(config, names);
  if (addresses.length === 0)
    return worthALook(
      CHECK,
      `Whether SPF lets your mail server send for ${domain} was not looked at: its address on the internet is not known.`,
      'Set FOREWARN_SENDER_ADDRESSES to the addresses from which your mail server sends, with commas.',
    );
  const refused: string[] = [];
  for (const address of addresses) {
    const result = await checkSpf(address, domain, names);
    if (result === 'unknown')
      return worthALook(
        CHECK,
        `Whether SPF of ${domain} lets ${address} send can't be told from here: a name server did not answer, or the record asks what only a receiver knows.`,
        'Send a mail to yourself and look for spf=pass in its Authentication-Results.',
      );
    if (result !== 'pass') refused.push(address);
  }
  if (refused.length === 0) return well(CHECK, `SPF of ${domain} lets ${addresses.join(' and ')} send.`);
  const record = await recordWith(domain, refused, names);
  const message = `SPF of ${domain} does not let ${refused.join(' and ')} send: receivers take your mail for a forgery.`;
  const hint = `Let the TXT record of ${domain} read: ${record}`;
  if (isTold) return wrong(CHECK, { message, hint });
  return worthALook(CHECK, message, `If it sends from other addresses, name them in FOREWARN_SENDER_ADDRESSES. ${hint}`);
}

/** Those that others on the internet can see; an internal relay is known to nobody. */
async function addressesOfRelay({ smtpUrl }: Config, names: NameServer): Promise<readonly string[]> {
  if (smtpUrl === undefined) return [];
  const host = new URL(smtpUrl).hostname.replace(/^\[|\]$/g, '');
  const found = await names.addresses(host).catch(() => []);
  return found
    .map(({ address }) => address)
    .filter((address) => ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast')
    .slice(0, ADDRESSES_MAX);
}

/** The record as it would have to be: what it says now, with these addresses before what it says of everybody else. */
async function recordWith(domain: string, addresses: readonly string[], names: NameServer): Promise<string> {
  const found = await names.texts(domain);
  const record = found.kind === 'found' ? found.records.find((text) => /^v=spf1( |$)/i.test(text)) : undefined;
  const terms = addresses.map((address) => `${ipaddr.parse(address).kind() === 'ipv4' ? 'ip4' : 'ip6'}:${address}`);
  const known = (record ?? 'v=spf1 -all').split(/ +/).filter((term) => term !== '');
  const end = known.findIndex((term) => /^[+?~-]?all$|^redirect=/i.test(term));
  return end === -1 ? [...known, ...terms, '-all'].join(' ') : [...known.slice(0, end), ...terms, ...known.slice(end)].join(' ');
}
