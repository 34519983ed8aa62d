import type { NodemailerError } from 'nodemailer';
import { expect, test } from 'vitest';
import type { FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import { smtpOutcome } from './smtp-outcome.ts';

const replied = (command: string, response: string): NodemailerError =>
  Object.assign(new Error('x'), { command, response, responseCode: Number(response.slice(0, 3)) });
const broken = (code: string, message = 'x'): NodemailerError => Object.assign(new Error(message), { code });

const GOOD = 'failed-for-good';
const NOW = 'failed-for-now';

test.each<[NodemailerError, 'failed-for-good' | 'failed-for-now', FailureReason]>([
  // To the receiver
  [replied('RCPT TO', '550 5.1.1 <x>: Recipient address rejected: User unknown'), GOOD, 'mailbox-unknown'],
  [replied('RCPT TO', '550 No such user'), GOOD, 'mailbox-unknown'],
  [replied('RCPT TO', '551 User not local'), GOOD, 'mailbox-unknown'],
  [replied('RCPT TO', '550 5.2.1 mailbox disabled'), GOOD, 'mailbox-unknown'],
  [replied('RCPT TO', '550 5.1.2 Host unknown'), GOOD, 'domain-unknown'],
  [replied('RCPT TO', '556 5.1.10 Recipient domain has null MX'), GOOD, 'domain-unknown'],
  [replied('RCPT TO', '553 5.1.3 bad address syntax'), GOOD, 'address-unusable'],
  [replied('RCPT TO', '552 5.2.2 over quota'), GOOD, 'mailbox-full'],
  [replied('RCPT TO', '550 5.7.1 blocked by list'), GOOD, 'rejected-by-policy'],
  [replied('RCPT TO', '554 denied'), GOOD, 'rejected-by-policy'],
  [replied('RCPT TO', '450 4.7.1 <x>: please try again'), NOW, 'greylisted'],
  [replied('RCPT TO', '451 Try again later'), NOW, 'greylisted'],
  [replied('DATA', '451 4.7.1 Greylisted for 300 seconds'), NOW, 'greylisted'],
  [replied('RCPT TO', '452 4.2.2 mailbox full'), NOW, 'mailbox-full'],
  [replied('RCPT TO', '450 4.2.1 mailbox busy'), NOW, 'busy'],
  [replied('RCPT TO', '503 5.5.1 bad sequence'), NOW, 'busy'], // the session was wrong, not the message
  // To the text
  [replied('DATA', '554 5.7.1 spam'), GOOD, 'rejected-by-policy'],
  [replied('DATA', '550 content refused'), GOOD, 'rejected-by-policy'], // not "no such mailbox": that one was taken
  [replied('DATA', '552 5.3.4 too big'), GOOD, 'too-large'],
  [replied('MAIL FROM', '552 5.3.4 message size exceeds limit'), GOOD, 'too-large'],
  [replied('DATA', '421 4.3.2 shutting down'), NOW, 'busy'],
  // To us: never the receiver's fault
  [replied('MAIL FROM', '530 5.7.0 Must issue a STARTTLS command first'), NOW, 'authentication'],
  [replied('AUTH PLAIN', '535 5.7.8 bad credentials'), NOW, 'authentication'],
  [replied('MAIL FROM', '550 5.7.1 sender not allowed'), NOW, 'refused'],
  [replied('CONN', '554 5.7.1 no service for you'), NOW, 'refused'],
  [replied('CONN', '421 too many connections'), NOW, 'busy'],
  // Without a reply
  [broken('ECONNECTION'), NOW, 'connection'],
  [broken('ESOCKET', 'connect ECONNREFUSED'), NOW, 'connection'],
  [broken('ESOCKET', 'self-signed certificate'), NOW, 'tls'],
  [broken('EDNS'), NOW, 'connection'],
  [broken('ETIMEDOUT'), NOW, 'timeout'],
  [broken('EABORT'), NOW, 'timeout'],
  [broken('ETLS'), NOW, 'tls'],
  [broken('EENVELOPE', 'Invalid recipient'), GOOD, 'address-unusable'],
  [broken('EMESSAGE', 'Message size larger than allowed 100'), GOOD, 'too-large'],
])('%s', (fault, kind, reason) => {
  expect(smtpOutcome(fault)).toMatchObject({ kind, reason });
});

test('what the server says is kept, up to a limit', () => {
  const outcome = smtpOutcome(replied('RCPT TO', `550 ${'x'.repeat(10_000)}`));
  expect(outcome.response).toHaveLength(500);
});
