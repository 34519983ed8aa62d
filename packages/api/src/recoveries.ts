import Type from 'typebox';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: Id });
const Nothing = Type.Object({});

export const RecoveryShape = Type.Object({
  id: Id,
  accountId: Id,
  account: Type.String(),
  startedBy: Type.String(),
  startedAt: Type.String(),
  /** Another officer may confirm from then on. */
  confirmFrom: Type.String(),
  endsAt: Type.String(),
  confirmedAt: Type.Optional(Type.String()),
});

export const listRecoveries = route({
  method: 'GET',
  path: '/api/recoveries',
  access: 'recover-accounts',
  summary: 'Recoveries of accounts that are going on.',
  response: Type.Object({ recoveries: Type.Array(RecoveryShape) }),
});
export const startRecovery = route({
  method: 'POST',
  path: '/api/recoveries',
  access: 'recover-accounts',
  fresh: true,
  summary: 'Begins to give back a way in to somebody who lost every one. All contacts of the institution are asked whether it is right.',
  body: Type.Object(
    {
      accountId: Id,
      because: Type.String({ minLength: 1, maxLength: 500, description: 'How it was made sure who asks. In the audit trail.' }),
    },
    { additionalProperties: false },
  ),
  response: RecoveryShape,
});
export const confirmRecovery = route({
  method: 'POST',
  path: '/api/recoveries/:id/confirm',
  access: 'recover-accounts',
  fresh: true,
  summary: 'By another officer, after the contacts had their time: the code that makes a new passkey, shown once.',
  params: Params,
  body: Nothing,
  response: Type.Object({ code: Type.String(), endsAt: Type.String() }),
});
export const refuseRecovery = route({
  method: 'POST',
  path: '/api/recoveries/:id/refuse',
  access: 'recover-accounts',
  summary: 'Stops a recovery at once, confirmed or not: somebody says that it is not right.',
  params: Params,
  body: Nothing,
  response: Type.Object({ stopped: Type.Boolean() }),
});
