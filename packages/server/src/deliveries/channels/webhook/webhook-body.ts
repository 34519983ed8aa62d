import type { Outgoing } from '../channel.ts';

/**
 * What a webhook is sent, as JSON: the same text for every attempt of a delivery. Fields are added, never renamed or removed; described
 * in docs/members/webhook.md.
 */
export function webhookBody(outgoing: Outgoing): string {
  const { message } = outgoing;
  return JSON.stringify({
    type: 'message',
    delivery: outgoing.deliveryId,
    follows: outgoing.follows,
    plannedAt: outgoing.plannedAt,
    institution: outgoing.institutionId,
    contact: outgoing.contactId,
    urgent: outgoing.urgent,
    message: {
      key: message.key,
      thread: message.thread,
      reference: message.reference,
      label: `TLP:${message.label}`,
      language: message.language,
      subject: message.subject,
      opening: message.opening,
      blocks: message.blocks,
      closing: message.closing,
    },
    ...(message.drill === true ? { drill: true } : {}),
    ...(outgoing.link === undefined ? {} : { answer: { text: message.button?.text, url: outgoing.link } }),
  });
}
