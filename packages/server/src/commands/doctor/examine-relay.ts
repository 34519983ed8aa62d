import { tryRelay, type RelayAnswer } from '../../deliveries/channels/email/try-relay.ts';
import { endFinding } from './end-finding.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import type { Place } from './place.ts';

const CHECK = 'mail-server';
const KIB = 1024;
/** The longest warning, signed and encrypted, stays below this. */
const SIZE_BYTES_NEEDED = 512 * KIB;

/** Connects to the mail server as a mail would: reached, TLS, sign-in, how large a mail may be, and until when its certificate lasts. */
export async function* examineRelay({ config, now }: Place): AsyncGenerator<Finding> {
  if (config.smtpUrl === undefined) {
    yield wrong(CHECK, {
      message: 'FOREWARN_SMTP_URL is not set: no mail goes out.',
      hint: 'Set it, as smtp://user:password@mail.your-cert.nl:587',
    });
    return;
  }
  const { host } = new URL(config.smtpUrl); // never the password
  const answer = await tryRelay(config, config.smtpUrl);
  yield relayFinding(host, answer);
  if (answer.fault !== undefined) return;
  yield sizeFinding(host, answer.sizeBytesMax);
  if (answer.certificateEnd === undefined) return;
  const end = endFinding(`${CHECK}-certificate`, `The certificate of ${host}`, answer.certificateEnd, now);
  // The settings let it be any certificate, or mail would not have been taken.
  yield end.state === 'wrong' ? { ...end, state: 'worth-a-look' } : end;
}

function relayFinding(host: string, { fault, mustEncrypt, isEncrypted }: RelayAnswer): Finding {
  if (fault === undefined) {
    const how = isEncrypted ? 'over TLS' : 'without TLS';
    const message = `The mail server ${host} takes mail from us, ${how}.`;
    if (isEncrypted || mustEncrypt || isHere(host)) return well(CHECK, message);
    return worthALook(CHECK, message, 'Everybody in between reads along: let it offer TLS, and take FOREWARN_SMTP_TLS=opportunistic away.');
  }
  const said = fault.said;
  switch (fault.at) {
    case 'connect':
      return wrong(CHECK, {
        message: `The mail server ${host} does not take mail from us: ${said}`,
        hint: 'Check FOREWARN_SMTP_URL and the firewall, and that the mail server runs.',
      });
    case 'tls':
      return wrong(CHECK, {
        message: `The mail server ${host} makes no secure connection: ${said}`,
        hint: 'Let it offer STARTTLS with a certificate of its own name, or say in FOREWARN_SMTP_TLS what to do without.',
      });
    case 'sign-in':
      return wrong(CHECK, {
        message: `The mail server ${host} does not let us sign in: ${said}`,
        hint: 'Check user and password in FOREWARN_SMTP_URL.',
      });
  }
}

function sizeFinding(host: string, sizeBytesMax: number | undefined): Finding {
  const check = `${CHECK}-size`;
  if (sizeBytesMax === undefined) return well(check, `The mail server ${host} says of no size that it is too large.`);
  const message = `The mail server ${host} takes mails up to ${Math.floor(sizeBytesMax / KIB).toLocaleString('en')} KiB.`;
  if (sizeBytesMax >= SIZE_BYTES_NEEDED) return well(check, message);
  return worthALook(
    check,
    message,
    `Raise its limit (message_size_limit in Postfix) to ${SIZE_BYTES_NEEDED / KIB} KiB or more: a long warning, signed and encrypted, would not get through.`,
  );
}

function isHere(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}
