import { AddressRefused } from './door.ts';
import { fetchFault, type FetchFault } from './fetch-fault.ts';

const TIMEOUTS = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'];
const NAMES_UNKNOWN = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA', 'ESERVFAIL'];

/** What an exception of the socket, of TLS or of the resolver means, in our words. */
export function faultOf(url: string, cause: unknown, gaveUp: boolean): FetchFault {
  const host = URL.canParse(url) ? new URL(url).host : url;
  if (gaveUp) return fetchFault('timeout', url, `${host} took too long.`);
  const found = firstOf(cause);
  if (found instanceof AddressRefused) return fetchFault('refused-address', url, `${found.message}; nothing is fetched from there.`);
  const code = codeOf(found);
  if (TIMEOUTS.includes(code)) return fetchFault('timeout', url, `${host} did not answer in time.`);
  if (NAMES_UNKNOWN.includes(code))
    return fetchFault('dns-failed', url, `The name ${host} could not be looked up (${code}).`, { mayPass: code === 'EAI_AGAIN' });
  if (isTls(code)) return fetchFault('tls', url, `The secure connection to ${host} could not be made: ${tlsWords(code)}.`);
  if (code === 'ECONNREFUSED') return fetchFault('connection', url, `${host} refuses the connection.`);
  return fetchFault('connection', url, `The connection to ${host} broke off (${code === '' ? 'no reason given' : code}).`);
}

/** Several addresses of one host that all failed come as one error with several inside. */
function firstOf(cause: unknown): unknown {
  if (cause instanceof AggregateError && cause.errors.length > 0) return cause.errors[0];
  return cause;
}

function codeOf(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : '';
}

function isTls(code: string): boolean {
  return /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/.test(code);
}

function tlsWords(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'its certificate is for another name';
  if (/SELF_SIGNED|DEPTH_ZERO|UNABLE_TO/.test(code)) return 'its certificate is signed by nobody that we know';
  return `it does not speak TLS as it should (${code})`;
}
