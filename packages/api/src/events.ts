import Type from 'typebox';
import { route } from './route-shape.ts';

/** What the API is about, as a change is told of: the words of its paths. */
export const CHANGE_WORDS = [
  'advisories',
  'deliveries',
  'institutions',
  'inventories',
  'matters',
  'names',
  'rules',
  'sources',
  'warnings',
] as const;
export type ChangeWord = (typeof CHANGE_WORDS)[number];

/** Something changed: what it is about and, for the CERT, which. Never what it says: that is read where rights and labels are looked at. */
export type Change = { readonly word: ChangeWord; readonly id?: string };

/** A stream is held so long at most; after it the reader comes again, and who may no longer read is found out. Seconds. */
export const EVENT_SECONDS_MAX = 55;

/**
 * Server-sent events (WHATWG HTML, section 9.2). `event: changed` has `data: {"changes":[{"word":"warnings","id":"…"}]}`; `event: again` says
 * that all may have changed: read again. The `id` of the last event, sent back as `Last-Event-ID`, gives what came since.
 */
export const followEvents = route({
  method: 'GET',
  path: '/api/events',
  access: 'read-self',
  summary: 'Tells what changes while it does, as server-sent events: which, never what it says.',
  query: Type.Object({
    seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: EVENT_SECONDS_MAX,
        description: 'So long it is held open. Absent: what there is, and no longer.',
      }),
    ),
  }),
});
