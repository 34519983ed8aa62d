import Type from 'typebox';
import { route } from './route-shape.ts';

/** Told to anyone, so no more than whether to send work here. The operator's details are `forewarn doctor`. */
export const HealthShape = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('failing')]),
  database: Type.Union([Type.Literal('ok'), Type.Literal('unreachable')]),
  time: Type.String({ description: 'The clock of this Forewarn, UTC.' }),
});

export const showHealth = route({
  method: 'GET',
  path: '/api/health',
  access: 'anyone',
  summary: 'Whether this Forewarn can do its work: 200 where it can, 503 where it cannot.',
  response: HealthShape,
});

export const showOpenApi = route({
  method: 'GET',
  path: '/api/openapi.json',
  access: 'anyone',
  summary: 'This description: OpenAPI 3.1.',
});
