import type { Config } from '../../config.ts';
import type { NamesFound, NameServer } from '../../outbound/name-server.ts';
import { wordsOf } from './examine-names.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import { judgeDkim } from './judge-dkim.ts';
import { judgeDmarc } from './judge-dmarc.ts';
import { judgeSenderAddresses } from './judge-sender-addresses.ts';
import { judgeSpf } from './judge-spf.ts';
import type { Place } from './place.ts';

/** What the defaults say: nobody's. */
const PLACEHOLDER = 'forewarn.example';
/** RFC 7489 §6.6.3 goes from the domain to the organisation's in one step, its successor label by label: so far up at the most. */
const LABELS_UP_MAX = 5;

/** Whether receivers can tell our mail from a forgery: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489), and that replies have a way back. */
export async function* examineSender({ config, names }: Place): AsyncGenerator<Finding> {
  const domain = senderDomain(config);
  if (domain === PLACEHOLDER) return; // told as a setting
  yield await mailHostFinding(names, domain);
  const spf = await judgeSpf(domain, (name) => names.texts(name));
  yield spf;
  // A record that nobody can read lets nobody send; what is wrong with it is told.
  if (spf.state !== 'wrong') yield await judgeSenderAddresses(domain, config, names);
  yield* dkimFindings(config, names, domain);
  yield await dmarcFinding(names, domain);
}

function senderDomain({ cert }: Config): string {
  return cert.email.slice(cert.email.lastIndexOf('@') + 1).toLowerCase();
}

async function mailHostFinding(names: NameServer, domain: string): Promise<Finding> {
  const check = 'sender-mx';
  const found = await names.mailHosts(domain);
  const hint = `Publish an MX record for ${domain}: bounces and replies come back there.`;
  if (found.kind === 'failed') return notLookedUp(check, `MX of ${domain}`, found.code);
  if (found.kind === 'none') return worthALook(check, `${domain} has no MX record: replies and bounces may not come back.`, hint);
  const [first = ''] = found.records;
  if (first === '' || first === '.')
    return wrong(check, { message: `${domain} says that it takes no mail (RFC 7505): replies and bounces are lost.`, hint });
  return well(check, `Replies to ${domain} go to ${first}.`);
}

async function* dkimFindings({ dkimSelectors }: Config, names: NameServer, domain: string): AsyncGenerator<Finding> {
  const check = 'sender-dkim';
  if (dkimSelectors.length === 0) {
    yield worthALook(
      check,
      `Whether mail of ${domain} is signed (DKIM) was not looked at: no selector is set.`,
      'Set FOREWARN_DKIM_SELECTORS to the name under which your mail server signs (s= in the DKIM-Signature of any mail that it sent).',
    );
    return;
  }
  for (const selector of dkimSelectors) {
    const name = `${selector}._domainkey.${domain}`;
    const found = await names.texts(name);
    yield found.kind === 'failed' ? notLookedUp(check, name, found.code) : judgeDkim(name, found.kind === 'found' ? found.records : []);
  }
}

async function dmarcFinding(names: NameServer, domain: string): Promise<Finding> {
  const check = 'sender-dmarc';
  const labels = domain.split('.');
  const domains = labels.slice(0, -1).map((_, place) => labels.slice(place).join('.'));
  for (const each of domains.slice(0, LABELS_UP_MAX)) {
    const found: NamesFound<string> = await names.texts(`_dmarc.${each}`);
    if (found.kind === 'failed') return notLookedUp(check, `_dmarc.${each}`, found.code);
    const records = found.kind === 'found' ? found.records.filter((text) => /^v=DMARC1\s*(;|$)/.test(text)) : [];
    if (records.length > 0) return judgeDmarc({ domain, at: each, records });
  }
  return judgeDmarc({ domain, at: domain, records: [] });
}

function notLookedUp(check: string, name: string, code: string): Finding {
  return worthALook(
    check,
    `${name} could not be looked up: ${wordsOf(code)}.`,
    'Look whether this machine reaches its name servers (FOREWARN_DNS, or /etc/resolv.conf), and run the doctor again.',
  );
}
