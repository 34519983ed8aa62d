import Type from 'typebox';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Line = Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' });

const DeskShape = Type.Object({
  url: Type.String(),
  userName: Type.String(),
  enabled: Type.Boolean(),
  hasPassword: Type.Boolean({ description: 'It is written only, never shown.' }),
  changedAt: Type.String(),
  changedBy: Type.String(),
  lastSuccessAt: Type.Optional(Type.String()),
  lastFault: Type.Optional(
    Type.Object(
      { nl: Type.String(), en: Type.String() },
      { description: 'What went wrong the last time and what to do, until it went well.' },
    ),
  ),
});

export const showServiceDesk = route({
  method: 'GET',
  path: '/api/service-desk',
  access: 'keep-service-desk',
  summary: 'The connection with the service desk of the institution, and what became of each point that was sent there.',
  response: Type.Object({
    desk: Type.Optional(DeskShape),
    incidents: Type.Array(
      Type.Object({
        warningId: Id,
        line: Type.Optional(Line),
        externalNumber: Type.String({ description: 'Ours, which the desk keeps.' }),
        incidentNumber: Type.Optional(Type.String()),
        status: Type.Optional(Type.String({ description: 'As the desk words it.' })),
        closed: Type.Boolean(),
        proposes: Type.Optional(
          Type.Literal('fixed', { description: 'The desk closed it: an answer to give, which nobody gives by itself.' }),
        ),
        pushedAt: Type.Optional(Type.String()),
        checkedAt: Type.Optional(Type.String()),
      }),
    ),
  }),
});

export const keepServiceDesk = route({
  method: 'PUT',
  path: '/api/service-desk',
  access: 'keep-service-desk',
  summary: 'Sets the service desk: TOPdesk, or what speaks its API. A password that is left out stays as it was.',
  body: Type.Object(
    {
      url: Type.String({ minLength: 1, maxLength: 500, description: 'Of its API: https://desk.example/tas/api' }),
      userName: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^:\\u0000-\\u001f]+$' }),
      password: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      enabled: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  response: DeskShape,
});

export const testServiceDesk = route({
  method: 'POST',
  path: '/api/service-desk/tests',
  access: 'keep-service-desk',
  summary: 'Tries the connection now and says in words what happened. Makes nothing at the desk.',
  response: Type.Object({ works: Type.Boolean(), nl: Type.String(), en: Type.String() }),
});

export const removeServiceDesk = route({
  method: 'DELETE',
  path: '/api/service-desk',
  access: 'keep-service-desk',
  summary: 'Ends the connection and forgets its password.',
  response: Type.Object({ removed: Type.Boolean() }),
});

export const sendToServiceDesk = route({
  method: 'POST',
  path: '/api/service-desk/incidents',
  access: 'answer-warnings',
  summary: '"Stuur naar TOPdesk": makes an incident for each of these open points, once however often it is asked.',
  body: Type.Object(
    {
      institutionId: Type.Optional(Id),
      points: Type.Array(Type.Object({ warningId: Id, line: Type.Optional(Line) }, { additionalProperties: false }), {
        minItems: 1,
        maxItems: 200,
      }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ queued: Type.Integer() }),
});
