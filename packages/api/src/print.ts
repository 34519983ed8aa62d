import Type from 'typebox';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });

/** Pages for paper: for when mail, portal or telephones are down. Without a script. */
export const showCallSheet = route({
  method: 'GET',
  path: '/warnings/:id/call-sheet',
  access: 'follow-up',
  summary: 'Whom to telephone about a warning, with numbers and room to write: a page to print.',
  params: Type.Object({ id: Id }),
});

export const showContactCard = route({
  method: 'GET',
  path: '/institutions/:id/card',
  access: 'change-institution',
  summary: 'The out-of-band card of an institution: numbers and words by which both sides know each other, to print and keep.',
  params: Type.Object({ id: Id }),
});
