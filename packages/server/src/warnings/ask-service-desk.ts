import { deskFaultOfStatus, type DeskFault, type DeskFaultCode } from '@forewarn/core/warnings/desk-fault.ts';
import { readDeskIncident, type DeskIncident } from '@forewarn/core/warnings/desk-incident.ts';
import { placeOfSecret } from '../database/reseal-secrets.ts';
import type { Machine } from '../machine.ts';
import type { Door } from '../outbound/door.ts';
import type { FetchFaultCode } from '../outbound/fetch-fault.ts';
import { sendSafely } from '../outbound/send-safely.ts';
import type { ServiceDesk } from './service-desk-store.ts';

const TOTAL_MS = 20_000;
const ANSWER_BYTES_MAX = 1_000_000;

export type DeskQuestion = {
  readonly method: 'GET' | 'POST';
  /** Below the address of its API. */
  readonly path: string;
  readonly body?: object;
};
export type DeskAnswer =
  | { readonly kind: 'answered'; readonly incident?: DeskIncident }
  | { readonly kind: 'fault'; readonly fault: DeskFault };

/** Asks a member's service desk one thing (TOPdesk API, incidents) with its own user name and password. Never throws: what went wrong is a fault. */
export async function askServiceDesk(
  machine: Machine,
  door: Door,
  desk: ServiceDesk,
  { method, path, body }: DeskQuestion,
): Promise<DeskAnswer> {
  const password =
    desk.password === undefined
      ? undefined
      : machine.secrets.open(desk.password, placeOfSecret({ table: 'service_desks', column: 'password' }, desk.institutionId));
  if (password === undefined) return faulty({ code: desk.password === undefined ? 'password-missing' : 'password-lost' });
  const sent = await sendSafely(door, {
    url: `${desk.url.replace(/\/$/, '')}${path}`,
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${desk.userName}:${password}`).toString('base64')}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    allowPrivate: machine.config.allowPrivateWebhooks,
    sizeBytesMax: ANSWER_BYTES_MAX,
    totalMs: TOTAL_MS,
  });
  if (sent.kind === 'fault') return faulty({ code: CODE_OF[sent.code] });
  // An incident that the desk threw away; anywhere else 404 says that there is no such API.
  if (sent.status === 404 && path.startsWith('/incidents/id/')) return { kind: 'answered' };
  const fault = deskFaultOfStatus(sent.status);
  if (fault !== undefined) return faulty(fault);
  if (sent.status === 204) return { kind: 'answered' };
  const answer = jsonOf(sent.bytes);
  const incident = readDeskIncident(answer);
  // A page for people answers 200 too; a list without anything in it is an answer.
  if (incident === undefined && !(method === 'GET' && Array.isArray(answer) && answer.length === 0)) return faulty({ code: 'not-a-desk' });
  return incident === undefined ? { kind: 'answered' } : { kind: 'answered', incident };
}

const CODE_OF: Readonly<Record<FetchFaultCode, DeskFaultCode>> = {
  'refused-url': 'address-unusable',
  redirected: 'redirected',
  'refused-address': 'address-forbidden',
  'dns-failed': 'name-unknown',
  connection: 'unreachable',
  tls: 'tls',
  timeout: 'timeout',
  status: 'refused',
  'too-large': 'not-a-desk',
  'decompression-bomb': 'not-a-desk',
  'unreadable-encoding': 'not-a-desk',
  'too-many-redirects': 'redirected',
};

function faulty(fault: DeskFault): DeskAnswer {
  return { kind: 'fault', fault };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
