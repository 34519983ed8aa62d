import { readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { LATER_CHANNELS, type LaterChannel } from '@forewarn/core/deliveries/doors.ts';
import type { Config } from '../../../config.ts';
import { InternalFault } from '../../../internal-fault.ts';
import type { Gateway, Gateways, TemplateTree } from './gateway.ts';
import { GATEWAY_TEMPLATES } from './gateway-templates.ts';

const Text = Type.String({ maxLength: 2_000 });
const Pointer = Type.String({ pattern: '^/', maxLength: 200 });
const Values = Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 });

const GatewayShape = Type.Object(
  {
    provider: Type.Optional(Type.String()),
    account: Type.Optional(Text),
    key: Type.Optional(Text),
    sender: Type.Optional(Text),
    hook: Type.Optional(Type.String({ minLength: 20, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' })),
    allowPrivate: Type.Optional(Type.Boolean()),
    method: Type.Optional(Type.Union([Type.Literal('POST'), Type.Literal('PUT'), Type.Literal('GET')])),
    url: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 2_000 })),
    headers: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Za-z0-9-]{1,60}$' }), Text)),
    body: Type.Optional(Type.Object({ kind: Type.Union([Type.Literal('json'), Type.Literal('form')]), fields: Type.Unknown() })),
    accepted: Type.Optional(
      Type.Object({
        statuses: Type.Array(Type.Integer({ minimum: 200, maximum: 299 })),
        at: Type.Optional(Pointer),
        values: Type.Optional(Values),
      }),
    ),
    messageId: Type.Optional(Pointer),
    receipts: Type.Optional(
      Type.Object({
        withinMinutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
        messageId: Pointer,
        status: Pointer,
        delivered: Values,
        failed: Values,
      }),
    ),
    replies: Type.Optional(Type.Object({ from: Pointer, text: Pointer })),
  },
  { additionalProperties: false },
);
const FileShape = Type.Object({ sms: Type.Optional(GatewayShape), voice: Type.Optional(GatewayShape) }, { additionalProperties: false });

/**
 * The gateways of the operator's file (docs/operating/channels.md); none where there is no file. Throws `InternalFault` in words for one that
 * can't be used. Read each time: whoever changes it restarts nothing but what is open.
 */
export function readGateways(config: Pick<Config, 'gatewaysFile'>): Gateways {
  const path = config.gatewaysFile;
  if (path === undefined) return {};
  const file = parsed(path);
  return Object.fromEntries(
    LATER_CHANNELS.flatMap((channel) => (file[channel] === undefined ? [] : [[channel, gatewayOf(channel, file[channel], path)]])),
  );
}

/** The channels that ring which the file opens. */
export function openLaterChannels(config: Pick<Config, 'gatewaysFile'>): readonly LaterChannel[] {
  return Object.keys(readGateways(config)) as LaterChannel[];
}

type Written = Static<typeof GatewayShape>;

function parsed(path: string): Static<typeof FileShape> {
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new InternalFault(`${path} (FOREWARN_GATEWAYS) can't be read as JSON.`, { cause });
  }
  if (Value.Check(FileShape, file)) return file;
  const [fault] = Value.Errors(FileShape, file);
  throw new InternalFault(`${path} (FOREWARN_GATEWAYS) can't be used: ${fault?.instancePath ?? ''} ${fault?.message ?? ''}`.trim());
}

function gatewayOf(channel: LaterChannel, written: Written, path: string): Gateway {
  const { provider, account = '', key = '', sender = '', hook, allowPrivate = false, body, ...said } = written;
  const template = provider === undefined ? undefined : GATEWAY_TEMPLATES[provider]?.[channel];
  if (provider !== undefined && template === undefined)
    throw new InternalFault(`${path}: no template "${provider}" for ${channel}. There are ${Object.keys(GATEWAY_TEMPLATES).join(', ')}.`);
  const url = said.url ?? template?.url;
  if (url === undefined) throw new InternalFault(`${path}: ${channel} names neither a provider nor an url.`);
  if (!allowPrivate && !url.startsWith('https://'))
    throw new InternalFault(`${path}: ${channel} goes out without TLS; its url must begin with https://.`);
  const receipts = said.receipts ?? template?.receipts;
  return {
    name: provider ?? new URL(url).hostname,
    channel,
    account,
    key,
    sender,
    hook,
    allowPrivate,
    url,
    method: said.method ?? template?.method ?? 'POST',
    headers: said.headers ?? template?.headers ?? {},
    body: body === undefined ? template?.body : { kind: body.kind, fields: body.fields as TemplateTree },
    accepted: said.accepted ?? template?.accepted ?? { statuses: [200, 201, 202] },
    messageId: said.messageId ?? template?.messageId,
    // Without an address to be called at, a receipt that is missing says nothing.
    receipts: hook === undefined ? undefined : receipts,
    replies: said.replies ?? template?.replies,
    signature: template?.signature,
  };
}
