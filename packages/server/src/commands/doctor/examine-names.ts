import ipaddr from 'ipaddr.js';
import type { Config } from '../../config.ts';
import type { NameServer } from '../../outbound/name-server.ts';
import { well, wrong, type Finding } from './finding.ts';
import type { Place } from './place.ts';

const CHECK = 'names';

/** Whether the name servers know the hosts that the settings name, and where replies to the sender go. */
export async function* examineNames({ config, names }: Place): AsyncGenerator<Finding> {
  const hosts = namedHosts(config);
  const unknown: Finding[] = [];
  for (const { host, setting } of hosts) {
    const code = await faultOf(names, host);
    if (code !== undefined)
      unknown.push(
        wrong(CHECK, {
          message: `The name ${host} (${setting}) could not be looked up: ${wordsOf(code)}.`,
          hint: 'Check how it is written, and that this machine reaches its name servers (FOREWARN_DNS, or /etc/resolv.conf).',
        }),
      );
  }
  yield* unknown;
  if (unknown.length === 0)
    yield well(
      CHECK,
      hosts.length === 0 ? 'The settings name no host that must be looked up.' : `${hosts.length} names of the settings are found.`,
    );
}

function namedHosts(config: Config): readonly { readonly host: string; readonly setting: string }[] {
  const urls: readonly (readonly [string, string | undefined])[] = [
    ['FOREWARN_PUBLIC_URL', config.publicUrl],
    ['FOREWARN_SMTP_URL', config.smtpUrl],
    ['FOREWARN_IMAP_URL', config.imapUrl],
  ];
  return urls.flatMap(([setting, url]) => {
    const host = url === undefined ? '' : new URL(url).hostname.replace(/^\[|\]$/g, '');
    return host === '' || host === 'localhost' || ipaddr.isValid(host) ? [] : [{ host, setting }];
  });
}

async function faultOf(names: NameServer, host: string): Promise<string | undefined> {
  try {
    await names.addresses(host);
    return undefined;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given';
  }
}

/** Of a code of node:dns. */
export function wordsOf(code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return 'there is no such name';
    case 'ETIMEOUT':
    case 'ECONNREFUSED':
    case 'EAI_AGAIN':
      return `no name server answered (${code})`;
    default:
      return `the name server is in trouble (${code})`;
  }
}
