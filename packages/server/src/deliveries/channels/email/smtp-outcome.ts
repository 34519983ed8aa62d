import type { NodemailerError } from 'nodemailer';
import type { FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import { reasonOfStatus } from '@forewarn/core/deliveries/reason-of-status.ts';
import { RESPONSE_LENGTH_MAX, type Outcome } from '../channel.ts';

/**
 * What a failed attempt means: by the server's reply (RFC 5321 §4.2, the enhanced code of RFC 3463 where it gives one), else by where
 * it broke off. What the relay holds against *us* (greeting, sign-in, sender) is never the receiver's fault: it is tried again.
 */
export function smtpOutcome(fault: NodemailerError): Outcome {
  if (fault.responseCode === undefined) return withoutReply(fault);
  const response = (fault.response ?? '').slice(0, RESPONSE_LENGTH_MAX);
  const reply: Reply = { code: fault.responseCode, enhanced: enhancedCode(response), text: response, command: fault.command ?? '' };
  if (reply.command.startsWith('AUTH') || [530, 534, 535, 538].includes(reply.code)) {
    return { kind: 'failed-for-now', reason: 'authentication', response };
  }
  if (!['RCPT TO', 'DATA'].includes(reply.command) && !isTooLarge(reply)) {
    return { kind: 'failed-for-now', reason: reply.code === 421 || reply.code < 500 ? 'busy' : 'refused', response };
  }
  return reply.code >= 500 && reply.code !== 503
    ? { kind: 'failed-for-good', reason: permanentReason(reply), response }
    : { kind: 'failed-for-now', reason: temporaryReason(reply), response };
}

type Reply = { readonly code: number; readonly enhanced: string; readonly text: string; readonly command: string };

/** "5.1.1" to "1.1": the class is the reply's own. Empty where there is none. */
function enhancedCode(response: string): string {
  return /\b[245]\.(\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? '';
}

function permanentReason(reply: Reply): FailureReason {
  const known = reasonOfStatus(reply.enhanced);
  if (known !== undefined) return known;
  if (isTooLarge(reply)) return 'too-large';
  if (reply.command === 'DATA' || reply.code === 554) return 'rejected-by-policy';
  if (reply.code === 550 || reply.code === 551) return 'mailbox-unknown';
  return reply.code === 553 ? 'address-unusable' : 'refused';
}

function temporaryReason(reply: Reply): FailureReason {
  if (/gr[ea]y-?list/i.test(reply.text)) return 'greylisted';
  if (reply.enhanced === '2.2' || (reply.code === 452 && reply.enhanced === '')) return 'mailbox-full';
  // Greylisting servers say 4.7.1 or a bare 450/451 to the receiver's address (RFC 6647 §2.1).
  if (reply.command === 'RCPT TO' && (reply.enhanced.startsWith('7.') || (reply.enhanced === '' && [450, 451].includes(reply.code)))) {
    return 'greylisted';
  }
  return 'busy';
}

function isTooLarge(reply: Reply): boolean {
  return reply.enhanced === '3.4' || (reply.code === 552 && reply.enhanced !== '2.2');
}

function withoutReply(fault: NodemailerError): Outcome {
  const response = fault.message.slice(0, RESPONSE_LENGTH_MAX);
  switch (fault.code) {
    case 'EENVELOPE':
      return { kind: 'failed-for-good', reason: 'address-unusable', response };
    case 'EMESSAGE':
      return { kind: 'failed-for-good', reason: 'too-large', response };
    case 'ETIMEDOUT':
    case 'EABORT':
      return { kind: 'failed-for-now', reason: 'timeout', response };
    case 'ETLS':
    case 'EREQUIRETLS':
      return { kind: 'failed-for-now', reason: 'tls', response };
    case 'EAUTH':
    case 'ENOAUTH':
      return { kind: 'failed-for-now', reason: 'authentication', response };
    default:
      return { kind: 'failed-for-now', reason: /certificate|TLS|SSL/i.test(fault.message) ? 'tls' : 'connection', response };
  }
}
