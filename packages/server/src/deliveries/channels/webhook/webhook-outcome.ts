import { type Outcome, RESPONSE_LENGTH_MAX } from '../channel.ts';

/** What the status of a receiver's answer means. Redirects are not followed: the address is the one that the member gave us. */
export function webhookOutcome(status: number, answer: string): Outcome {
  const response = `HTTP ${status} ${answer}`.trim().slice(0, RESPONSE_LENGTH_MAX);
  if (status >= 200 && status < 300) return { kind: 'sent', response };
  if (status === 410) return { kind: 'failed-for-good', reason: 'gone', response };
  if (status === 413) return { kind: 'failed-for-good', reason: 'too-large', response };
  if (status === 429) return { kind: 'failed-for-now', reason: 'busy', response };
  if (status === 408 || status === 425) return { kind: 'failed-for-now', reason: 'timeout', response };
  if (status === 401 || status === 403) return { kind: 'failed-for-good', reason: 'rejected-by-policy', response };
  return status >= 500 ? { kind: 'failed-for-now', reason: 'busy', response } : { kind: 'failed-for-good', reason: 'refused', response };
}
