import Type from 'typebox';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });

const FeedShape = Type.Object({
  id: Id,
  name: Type.String(),
  madeAt: Type.String(),
  madeBy: Type.String(),
  lastUsedAt: Type.Optional(Type.String()),
  revokedAt: Type.Optional(Type.String()),
});

export const listFeeds = route({
  method: 'GET',
  path: '/api/feeds',
  access: 'keep-feeds',
  summary: 'The secret links by which programs of an institution follow its warnings and deadlines, and when each was last used.',
  response: Type.Object({ feeds: Type.Array(FeedShape) }),
});

export const addFeed = route({
  method: 'POST',
  path: '/api/feeds',
  access: 'keep-feeds',
  summary: 'Makes a secret link and shows it, once: warnings as Atom, deadlines as a calendar.',
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false }),
  response: Type.Object({ id: Id, atomUrl: Type.String(), calendarUrl: Type.String() }),
});

export const revokeFeed = route({
  method: 'DELETE',
  path: '/api/feeds/:id',
  access: 'keep-feeds',
  summary: 'Ends a secret link at once.',
  params: Type.Object({ id: Id }),
  response: Type.Object({ revoked: Type.Boolean() }),
});

export const restoreFeed = route({
  method: 'DELETE',
  path: '/api/feeds/:id/revocation',
  access: 'keep-feeds',
  summary: 'Takes back that a secret link was ended, within the hour: who follows it goes on.',
  params: Type.Object({ id: Id }),
  response: Type.Object({ restored: Type.Boolean() }),
});

const Token = Type.Object({ token: Type.String({ maxLength: 100 }) });

export const showAtomFeed = route({
  method: 'GET',
  path: '/feeds/:token/warnings.atom',
  access: 'link',
  summary: 'Warnings of the institution that the link is of (RFC 4287). Titles up to GREEN; above it that there is one.',
  params: Token,
});

export const showCalendar = route({
  method: 'GET',
  path: '/feeds/:token/deadlines.ics',
  access: 'link',
  summary: 'Deadlines of the open points of the institution that the link is of (RFC 5545).',
  params: Token,
});
