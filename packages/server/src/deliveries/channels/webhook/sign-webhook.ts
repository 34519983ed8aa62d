import { createHmac } from 'node:crypto';

/**
 * The `Forewarn-Signature` header: `t=` seconds since 1970 at which it was sent, `v1=` HMAC-SHA256 of "t.body" in hex, keyed with the
 * contact's secret. The time is signed too, so an old call can't be played again. For receivers: docs/members/webhook.md.
 */
export function signWebhook(body: string, secret: string, unixSeconds: number): string {
  const digest = createHmac('sha256', secret).update(`${unixSeconds}.${body}`).digest('hex');
  return `t=${unixSeconds},v1=${digest}`;
}
