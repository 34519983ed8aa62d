import type { LaterChannel } from '@forewarn/core/deliveries/doors.ts';
import type { Gateway } from './gateway.ts';

/** What a provider's public API is like; the operator adds account, key, sender and hook. */
export type GatewayTemplate = Omit<Gateway, 'sender' | 'account' | 'key' | 'hook' | 'channel' | 'allowPrivate' | 'name'>;

/**
 * Providers whose APIs are public. Twilio: Message and Call resources, status callbacks, X-Twilio-Signature. MessageBird: REST API of messages and
 * voice messages; its status reports come by GET.
 */
export const GATEWAY_TEMPLATES: Readonly<Record<string, Readonly<Partial<Record<LaterChannel, GatewayTemplate>>>>> = {
  twilio: {
    sms: {
      method: 'POST',
      url: 'https://api.twilio.com/2010-04-01/Accounts/{account}/Messages.json',
      headers: { authorization: 'Basic {basic}' },
      body: { kind: 'form', fields: { To: '{number}', From: '{sender}', Body: '{text}', StatusCallback: '{callback}' } },
      accepted: { statuses: [200, 201] },
      messageId: '/sid',
      receipts: {
        withinMinutes: 5,
        messageId: '/MessageSid',
        status: '/MessageStatus',
        delivered: ['delivered', 'read'],
        failed: ['undelivered', 'failed', 'canceled'],
      },
      replies: { from: '/From', text: '/Body' },
      signature: { kind: 'url-and-fields-sha1', header: 'x-twilio-signature' },
    },
    voice: {
      method: 'POST',
      url: 'https://api.twilio.com/2010-04-01/Accounts/{account}/Calls.json',
      headers: { authorization: 'Basic {basic}' },
      body: {
        kind: 'form',
        fields: {
          To: '{number}',
          From: '{sender}',
          Twiml: '<Response><Say language="{language}" loop="2">{text:xml}</Say></Response>',
          StatusCallback: '{callback}',
        },
      },
      accepted: { statuses: [200, 201] },
      messageId: '/sid',
      receipts: {
        withinMinutes: 5,
        messageId: '/CallSid',
        status: '/CallStatus',
        delivered: ['completed'],
        failed: ['busy', 'failed', 'no-answer', 'canceled'],
      },
      replies: undefined,
      signature: { kind: 'url-and-fields-sha1', header: 'x-twilio-signature' },
    },
  },
  messagebird: {
    sms: {
      method: 'POST',
      url: 'https://rest.messagebird.com/messages',
      headers: { authorization: 'AccessKey {key}' },
      body: {
        kind: 'json',
        fields: { originator: '{sender}', recipients: ['{number}'], body: '{text}', reference: '{delivery}', reportUrl: '{callback}' },
      },
      accepted: { statuses: [200, 201] },
      messageId: '/id',
      receipts: { withinMinutes: 5, messageId: '/id', status: '/status', delivered: ['delivered'], failed: ['delivery_failed', 'expired'] },
      replies: { from: '/originator', text: '/body' },
      signature: undefined,
    },
    voice: {
      method: 'POST',
      url: 'https://rest.messagebird.com/voicemessages',
      headers: { authorization: 'AccessKey {key}' },
      body: {
        kind: 'json',
        fields: {
          originator: '{sender}',
          recipients: ['{number}'],
          body: '{text}',
          language: '{language}',
          reference: '{delivery}',
          reportUrl: '{callback}',
          repeat: '2',
        },
      },
      accepted: { statuses: [200, 201] },
      messageId: '/id',
      receipts: {
        withinMinutes: 5,
        messageId: '/id',
        status: '/status',
        delivered: ['answered'],
        failed: ['busy', 'nonumber', 'machine', 'failed'],
      },
      replies: undefined,
      signature: undefined,
    },
  },
};
