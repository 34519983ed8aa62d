import type { Instant } from '@forewarn/core/basics/instant.ts';
import { lookAtCertificate } from '../../outbound/look-at-certificate.ts';
import type { NameServer } from '../../outbound/name-server.ts';
import { endFinding } from './end-finding.ts';
import { wrong, type Finding } from './finding.ts';
import type { Place } from './place.ts';

/** Of the members' entrance and of the mailbox; that of the mail server is looked at with the mail server. */
export async function* examineCertificates({ config, names, now }: Place): AsyncGenerator<Finding> {
  if (config.publicUrl?.startsWith('https:') === true)
    yield await examineHost(names, now, {
      check: 'public-url-certificate',
      url: config.publicUrl,
      port: 443,
      setting: 'FOREWARN_PUBLIC_URL',
    });
  if (config.imapUrl?.startsWith('imaps:') === true)
    yield await examineHost(names, now, { check: 'mailbox-certificate', url: config.imapUrl, port: 993, setting: 'FOREWARN_IMAP_URL' });
}

type Shown = { readonly check: string; readonly url: string; readonly port: number; readonly setting: string };

async function examineHost(names: NameServer, now: Instant, { check, url, port, setting }: Shown): Promise<Finding> {
  const { hostname, port: written } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const shown = await lookAtCertificate(names, { host, port: written === '' ? port : Number(written) });
  if (shown.kind === 'failed')
    return wrong(check, {
      message: `${host} (${setting}) makes no secure connection: ${shown.code}.`,
      hint: 'Look whether the proxy runs and has a certificate. From some networks one’s own public address can’t be reached; then try it from outside.',
    });
  const end = endFinding(check, `The certificate of ${host}`, shown.validTo, now, 'Renew it, and look why that did not happen by itself.');
  if (end.state === 'wrong' || shown.refused === undefined) return end;
  return wrong(check, {
    message: `The certificate of ${host} is not believed: ${refusalWords(shown.refused)}.`,
    hint: 'Take one of an authority that browsers know, for this very name, and serve those of its issuers too.',
  });
}

function refusalWords(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'it is for another name';
  if (/SELF_SIGNED|DEPTH_ZERO|UNABLE_TO/.test(code)) return 'it is signed by nobody that this machine knows';
  return code;
}
