import Type from 'typebox';
import { LATER_CHANNELS, type LaterChannel } from '@forewarn/core/deliveries/doors.ts';
import { route } from './route-shape.ts';

const Params = Type.Object({
  channel: Type.Unsafe<LaterChannel>({ type: 'string', enum: [...LATER_CHANNELS] }),
  hook: Type.String({ minLength: 20, maxLength: 200 }),
});
const Delivery = Type.Optional(Type.String({ format: 'uuid' }));
const Taken = Type.Object({ taken: Type.Union([Type.Literal('receipt'), Type.Literal('answer'), Type.Literal('nothing')]) });
const FIELDS_MAX = 100;

export const takeFromGateway = route({
  method: 'POST',
  path: '/hooks/gateway/:channel/:hook',
  access: 'anyone',
  summary: 'A telephone gateway tells what became of a message, or hands over an answer. The secret in the address says that it is one.',
  params: Params,
  query: Type.Object({ delivery: Delivery }),
  body: Type.Record(Type.String(), Type.Unknown(), { maxProperties: FIELDS_MAX, description: 'As the gateway sends it: a form or JSON.' }),
  response: Taken,
});

export const takeReceipt = route({
  method: 'GET',
  path: '/hooks/gateway/:channel/:hook',
  access: 'anyone',
  summary: 'A telephone gateway that calls by GET tells what became of a message.',
  params: Params,
  query: Type.Object({ delivery: Delivery }, { additionalProperties: Type.String({ maxLength: 2_000 }), maxProperties: FIELDS_MAX }),
  response: Taken,
});
