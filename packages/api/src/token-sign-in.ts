import Type from 'typebox';
import { route } from './route-shape.ts';

/**
 * How an operator uses the portal with an API token: the browser keeps it in a cookie that no script reads (12 hours), and everything but GET
 * needs the header `x-forewarn-csrf` with the `csrf` of GET /api/token-session. Programs send `Authorization: Bearer` and need none of this.
 */
export const signInWithToken = route({
  method: 'POST',
  path: '/api/sessions/token',
  access: 'anyone',
  summary: 'Has this browser keep an API token, where no script reads it.',
  body: Type.Object({ token: Type.String({ maxLength: 100 }) }),
  response: Type.Object({}),
});
export const showTokenSession = route({
  method: 'GET',
  path: '/api/token-session',
  access: 'anyone',
  summary: 'The word that acts need, where this browser keeps an API token.',
  response: Type.Object({ csrf: Type.String() }),
});
export const signOutOfToken = route({
  method: 'DELETE',
  path: '/api/token-session',
  access: 'anyone',
  summary: 'Has this browser forget its API token; the token itself stays.',
  response: Type.Object({}),
});
