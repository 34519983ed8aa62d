import type { Config } from '../../config.ts';
import { readGateways } from '../../deliveries/channels/gateway/read-gateways.ts';
import type { Finding } from './finding.ts';

/** Shorter ones stand in too many words. */
const LENGTH_MIN = 4;

/**
 * The last gate before a finding is shown: what a server or a library said may hold what it was asked with. Passwords of the settings' addresses
 * and keys of the gateways are taken out, as they are written and as they are meant.
 */
export function withoutSecrets(config: Config): (finding: Finding) => Finding {
  const secrets = secretsOf(config).toSorted((a, b) => b.length - a.length);
  const clean = (text: string) => secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, '…'), text);
  return (finding) => ({
    ...finding,
    message: clean(finding.message),
    ...(finding.hint === undefined ? {} : { hint: clean(finding.hint) }),
  });
}

function secretsOf(config: Config): readonly string[] {
  const urls = [config.smtpUrl, config.imapUrl, config.database.kind === 'url' ? config.database.url : undefined];
  const passwords = urls.flatMap((url) => (url !== undefined && URL.canParse(url) ? [new URL(url).password] : []));
  const written = passwords.flatMap((password) => [password, decoded(password), Buffer.from(decoded(password)).toString('base64')]);
  return [...written, ...gatewayKeys(config)].filter((secret) => secret.length >= LENGTH_MIN);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A file that can't be read tells nothing here; its own finding says so. */
function gatewayKeys(config: Config): readonly string[] {
  try {
    return Object.values(readGateways(config)).flatMap((gateway) => [gateway.key, gateway.hook ?? '']);
  } catch {
    return [];
  }
}
