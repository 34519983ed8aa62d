import Type from 'typebox';
import { route } from './route-shape.ts';

/** Pages for people, without a script. The API has everything that they show. */
const Token = Type.Object({ token: Type.String({ maxLength: 100 }) });
const Words = Type.Optional(Type.String({ maxLength: 10_000 }));

export const showStyle = route({ method: 'GET', path: '/style.css', access: 'anyone', summary: 'The stylesheet of the pages.' });

export const showSecurityTxt = route({
  method: 'GET',
  path: '/.well-known/security.txt',
  access: 'anyone',
  summary: 'How to tell of a flaw in this Forewarn (RFC 9116).',
});

export const showAnswerPage = route({
  method: 'GET',
  path: '/a/:token',
  access: 'link',
  summary: 'The warning behind a link in a mail, with the form to answer. Never acts.',
  params: Token,
  query: Type.Object({ done: Type.Optional(Type.String({ maxLength: 20, description: 'What was just done, to be said thanks for.' })) }),
});

export const answer = route({
  method: 'POST',
  path: '/a/:token',
  access: 'link',
  summary: 'Answers through a link.',
  params: Token,
  body: Type.Object({
    answer: Words,
    answeredAs: Words,
    why: Words,
    until: Words,
    forwardedTo: Words,
    remark: Words,
    abuseCheck: Words,
    item: Words,
    version: Words,
  }),
});

export const undoAnswer = route({
  method: 'POST',
  path: '/a/:token/undo',
  access: 'link',
  summary: 'Undoes an answer through a link of the same institution to the same warning.',
  params: Token,
  body: Type.Object({ acknowledgementId: Type.String({ maxLength: 40 }), answeredAs: Words }),
});

export const showUsefulPage = route({
  method: 'GET',
  path: '/a/:token/useful',
  access: 'link',
  summary: '"Was dit nuttig?" of the warning behind a link in a mail. Never acts.',
  params: Token,
});

export const sayUseful = route({
  method: 'POST',
  path: '/a/:token/useful',
  access: 'link',
  summary: 'Says whether the warning was of use; the last word of a contact counts.',
  params: Token,
  body: Type.Object({ useful: Words }),
});

export const showNominationPage = route({
  method: 'GET',
  path: '/j/:token',
  access: 'link',
  summary: '"Doet u mee?" of the institution that a branch organisation brings. Never acts.',
  params: Token,
});

export const sayNomination = route({
  method: 'POST',
  path: '/j/:token',
  access: 'link',
  summary: 'Says that the institution joins, does not, or is another.',
  params: Token,
  body: Type.Object({ say: Words }),
});

export const showContactPage = route({
  method: 'GET',
  path: '/c/:token',
  access: 'link',
  summary: '"Kloppen uw gegevens nog?" of the contact that a mail went to. Never acts.',
  params: Token,
});

export const sayContact = route({
  method: 'POST',
  path: '/c/:token',
  access: 'link',
  summary: 'Says that the contact is right, or that something is wrong with it, which the CERT hears.',
  params: Token,
  body: Type.Object({ right: Words }),
});
