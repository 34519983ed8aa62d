import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isLockNotHad } from '../database/wait-for-locks.ts';
import type { Machine } from '../machine.ts';
import { sendFaultPage } from './send-page.ts';

/** A request that is refused before any route looks at it; its message is ours and is shown. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly statusCode: number;
  readonly hint: string | undefined;
  constructor(statusCode: number, message: string, hint?: string) {
    super(message);
    this.statusCode = statusCode;
    this.hint = hint;
  }
}

type Said = { readonly code: string; readonly title: string; readonly hint?: string };

/** Code, sentence and hint of what went wrong outside our use cases. */
const SAID: Readonly<Record<number, Said>> = {
  400: { code: 'input-unreadable', title: 'The request could not be read.' },
  403: { code: 'not-allowed', title: 'This may not be done.' },
  404: { code: 'no-such', title: 'There is nothing here.' },
  413: { code: 'too-large', title: 'What was sent is larger than this route takes.' },
  414: { code: 'too-large', title: 'The address is too long.' },
  415: { code: 'input-unreadable', title: 'This route does not take a body of that type.', hint: 'The types are in /api/openapi.json.' },
  429: { code: 'too-many', title: 'Too many requests.', hint: 'Wait as long as Retry-After says, in seconds.' },
  503: { code: 'busy', title: 'Forewarn has too much to do at the moment. Nothing was changed.', hint: 'Try again in a minute.' },
};
const NO_JSON: Said = { code: 'input-unreadable', title: 'The body is no JSON that can be read.' };
const OUR_FAULT: Said = { code: 'internal-fault', title: 'Something went wrong on our side. Nothing was changed.' };
/** What the reader of forms throws without saying whose fault it is: always the sender's. */
const FORM_BROKEN = /^Multipart: |multipart data|^Boundary |^The needle /;

/** By then whoever held it is done, or is the one who gives up. */
const LOCK_RETRY_SECONDS = 2;

/** Outsiders read our sentence, never an exception's text; the operator finds the cause in the log. */
export function answerFault(machine: Machine, fault: FastifyError, request: FastifyRequest, reply: FastifyReply, isPage: boolean): unknown {
  const status = statusOf(fault, request);
  // The route and not the address: an answer link's address is its key.
  if (status >= 500) machine.log.error({ err: fault, route: request.routeOptions.url }, 'request failed');
  if (isLockNotHad(fault)) reply.header('retry-after', LOCK_RETRY_SECONDS);
  if (isPage) return sendFaultPage(reply, machine, status);
  const body = fault.validation === undefined ? { status, ...saidOf(fault, status) } : { status, ...saidOfSchema(fault) };
  return reply.status(status).type('application/problem+json').send(JSON.stringify(body));
}

function statusOf(fault: FastifyError, request: FastifyRequest): number {
  if (fault.statusCode !== undefined) return fault.statusCode;
  if (isLockNotHad(fault)) return 503;
  return request.isMultipart() && FORM_BROKEN.test(fault.message) ? 400 : 500;
}

function saidOf(fault: FastifyError, status: number): Said {
  const usual = SAID[status] ?? (status >= 500 ? OUR_FAULT : { code: 'input-unreadable', title: 'The request could not be read.' });
  if (fault instanceof RequestRefused) {
    const hint = fault.hint ?? usual.hint;
    return { code: usual.code, title: fault.message, ...(hint === undefined ? {} : { hint }) };
  }
  return /JSON/.test(fault.code ?? '') || fault.name === 'SyntaxError' ? NO_JSON : usual;
}

function saidOfSchema({ validation = [], validationContext }: FastifyError) {
  return {
    code: 'input-unreadable',
    title: 'The request does not have the form that this route asks for.',
    hint: 'The form is described in /api/openapi.json.',
    problems: validation.map((found) => ({
      code: 'schema',
      at: `${validationContext ?? ''}${found.instancePath}`,
      message: found.message ?? 'is not right',
    })),
  };
}
