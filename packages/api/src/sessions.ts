/**
 * Signing in, as the portal does it. All bodies are JSON; cookies carry the session, and everything but GET that comes with a session's cookie
 * needs the header `x-forewarn-csrf` with the `csrf` of GET /api/session.
 *
 *   GET    /api/session                           → { name, email, kind, assurance: "passkey", fresh: true, csrf, endsAt }   401: nobody
 *   DELETE /api/session                           signs out
 *   POST   /api/sessions/passkey-options          {} → what navigator.credentials.get takes (optionsJSON of @simplewebauthn/browser)
 *   POST   /api/sessions/passkey                  { response } → { assurance }; while signed in it renews: fresh for five minutes
 *   POST   /api/sessions/mail-codes               { email } → { shortCode: "K7M2PQ", endsAt }; show the short code on the screen
 *   POST   /api/sessions/mail                     { code: "1234 5678" } · elsewhere { code, shortCode } · { token, shortCode? } of the mail's link
 *   GET    /api/sign-in-providers                 → { providers: [{ id, name, startsAt }] }; lead the browser to startsAt, with ?again=true to renew
 *   GET    /api/sessions                          → { sessions: [{ id, current, assurance, begunAt, usedAt, network, device }] }
 *   DELETE /api/sessions/:id · POST /api/sessions/end-others
 *   GET    /api/passkeys                          → { passkeys: [{ id, name, madeAt, usedAt?, synchronised, suspect }] }
 *   POST   /api/passkeys/options                  {} or { code } → what navigator.credentials.create takes
 *   POST   /api/passkeys                          { name, response } or { name, response, code } (of a new account or a recovery) → { id }
 *   PATCH  /api/passkeys/:id                      { name } · { removed: false } within ten minutes of its removal → { id, name }
 *   DELETE /api/passkeys/:id?evenTheLast=true     409 last-passkey without it
 *
 * 409 sign-in-again: the route asks once more who it is (`x-fresh` in the OpenAPI document). Sign in again, by any way of POST /api/sessions/…, and
 * repeat.
 */
import Type from 'typebox';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Assurance = Type.Union([Type.Literal('passkey'), Type.Literal('oidc'), Type.Literal('email')]);
const Base64 = (maxLength: number) => Type.String({ maxLength, pattern: '^[A-Za-z0-9_-]*$' });
const Nothing = Type.Object({});
const ById = Type.Object({ id: Id });
const SignedIn = Type.Object({ assurance: Assurance });
const CredentialId = Base64(1_400);

/** AuthenticationResponseJSON of WebAuthn L3 §5.1; what is not named here is left out. */
const SignedResponse = Type.Object({
  id: CredentialId,
  rawId: CredentialId,
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: Base64(8_000),
    authenticatorData: Base64(8_000),
    signature: Base64(4_000),
    userHandle: Type.Optional(Base64(200)),
  }),
});
/** RegistrationResponseJSON. */
const MadeResponse = Type.Object({
  id: CredentialId,
  rawId: CredentialId,
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: Base64(8_000),
    attestationObject: Base64(40_000),
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 30 }), { maxItems: 10 })),
  }),
});
const OneTimeCode = Type.Optional(Type.String({ maxLength: 100, pattern: '^[A-Za-z0-9_-]{43}$' }));

export const showSession = route({
  method: 'GET',
  path: '/api/session',
  access: 'anyone',
  summary: 'Who is signed in in this browser, and the word that acts need.',
  response: Type.Object({
    name: Type.String(),
    email: Type.String(),
    kind: Type.String(),
    institutionId: Type.Optional(Id),
    roles: Type.Array(Type.String()),
    assurance: Assurance,
    fresh: Type.Boolean({ description: 'Whether they showed who they are within five minutes.' }),
    csrf: Type.String(),
    endsAt: Type.String(),
  }),
});
export const signOutOfSession = route({
  method: 'DELETE',
  path: '/api/session',
  access: 'anyone',
  summary: 'Signs this browser out.',
  response: Type.Object({ ended: Type.Integer() }),
});
export const askPasskey = route({
  method: 'POST',
  path: '/api/sessions/passkey-options',
  access: 'anyone',
  summary: 'What a browser signs to sign in with a passkey. The same for everybody.',
  body: Nothing,
  response: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
});
export const signInWithPasskey = route({
  method: 'POST',
  path: '/api/sessions/passkey',
  access: 'anyone',
  summary: 'Signs in with a passkey, or shows once more who is signed in.',
  body: Type.Object({ response: SignedResponse }),
  response: SignedIn,
});
export const askMailCode = route({
  method: 'POST',
  path: '/api/sessions/mail-codes',
  access: 'anyone',
  summary: 'Asks for a code by mail. Answers alike whether or not anybody has the address.',
  body: Type.Object({ email: Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s\\u0000]+@[^\\s\\u0000]+$' }) }),
  response: Type.Object({
    shortCode: Type.String({ description: 'For the screen: who types the code elsewhere types this as well.' }),
    endsAt: Type.String(),
  }),
});
export const signInByMail = route({
  method: 'POST',
  path: '/api/sessions/mail',
  access: 'anyone',
  summary: 'Signs in with the code or the link of the mail.',
  body: Type.Object({
    code: Type.Optional(Type.String({ maxLength: 40 })),
    token: Type.Optional(Type.String({ maxLength: 100 })),
    shortCode: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  response: SignedIn,
});
export const listSessions = route({
  method: 'GET',
  path: '/api/sessions',
  access: 'keep-sign-in',
  summary: "One's own sessions.",
  response: Type.Object({
    sessions: Type.Array(
      Type.Object({
        id: Id,
        current: Type.Boolean(),
        assurance: Assurance,
        begunAt: Type.String(),
        usedAt: Type.String(),
        network: Type.String(),
        device: Type.String(),
      }),
    ),
  }),
});
export const endSession = route({
  method: 'DELETE',
  path: '/api/sessions/:id',
  access: 'keep-sign-in',
  summary: "Ends one of one's own sessions.",
  params: ById,
  response: Type.Object({ ended: Type.Integer() }),
});
export const endOtherSessions = route({
  method: 'POST',
  path: '/api/sessions/end-others',
  access: 'keep-sign-in',
  summary: "Ends all of one's own sessions but this one.",
  body: Nothing,
  response: Type.Object({ ended: Type.Integer() }),
});
export const listPasskeys = route({
  method: 'GET',
  path: '/api/passkeys',
  access: 'keep-sign-in',
  summary: "One's own passkeys.",
  response: Type.Object({
    passkeys: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        madeAt: Type.String(),
        usedAt: Type.Optional(Type.String()),
        synchronised: Type.Boolean({ description: 'Kept in an account of its maker, so that a lost telephone does not lose it.' }),
        suspect: Type.Boolean({ description: 'Its counter went back: somebody may hold a copy. It lets nobody in.' }),
      }),
    ),
  }),
});
export const askNewPasskey = route({
  method: 'POST',
  path: '/api/passkeys/options',
  access: 'anyone',
  summary: 'What a browser makes a passkey with: signed in, or with a one-time code.',
  body: Type.Object({ code: OneTimeCode }),
  response: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
});
export const addPasskey = route({
  method: 'POST',
  path: '/api/passkeys',
  access: 'anyone',
  summary: 'Keeps a passkey that a browser made. With a one-time code it signs in as well.',
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), response: MadeResponse, code: OneTimeCode }),
  response: Type.Object({ id: Id }),
});
export const changePasskey = route({
  method: 'PATCH',
  path: '/api/passkeys/:id',
  access: 'keep-sign-in',
  fresh: true,
  summary: "Renames one of one's own passkeys, or takes back that it was removed, for ten minutes.",
  params: ById,
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })),
      removed: Type.Optional(Type.Literal(false)),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ id: Id, name: Type.String() }),
});
export const removePasskey = route({
  method: 'DELETE',
  path: '/api/passkeys/:id',
  access: 'keep-sign-in',
  fresh: true,
  summary: "Removes one of one's own passkeys.",
  params: ById,
  query: Type.Object({ evenTheLast: Type.Optional(Type.Boolean()) }),
  response: Type.Object({ left: Type.Integer() }),
});
/** The page behind the mail's link, until the portal has it. */
export const showMailLink = route({
  method: 'GET',
  path: '/sign-in/mail/:token',
  access: 'anyone',
  summary: 'The page behind the link of a sign-in mail. Never acts.',
  params: Type.Object({ token: Type.String({ maxLength: 100 }) }),
});
export const useMailLink = route({
  method: 'POST',
  path: '/sign-in/mail/:token',
  access: 'anyone',
  summary: 'Signs in by the link of a mail.',
  params: Type.Object({ token: Type.String({ maxLength: 100 }) }),
  body: Type.Object({ shortCode: Type.Optional(Type.String({ maxLength: 40 })) }),
});

export const listSignInProviders = route({
  method: 'GET',
  path: '/api/sign-in-providers',
  access: 'anyone',
  summary: 'The sign-in services of organisations that people may come from. Lead the browser to `startsAt`.',
  response: Type.Object({
    providers: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), startsAt: Type.String() })),
  }),
});
const OfProvider = Type.Object({ provider: Type.String({ maxLength: 40, pattern: '^[a-z0-9-]+$' }) });
export const beginProviderSignIn = route({
  method: 'GET',
  path: '/sign-in/oidc/:provider',
  access: 'anyone',
  summary: 'Leads the browser to the sign-in service of an organisation.',
  params: OfProvider,
  query: Type.Object({ again: Type.Optional(Type.Boolean({ description: 'To show once more who one is.' })) }),
});
/** What a service puts here is read by the library that checks it (OpenID Connect Core 1.0 §3.1.2.5 and .6). */
const BackQuery = Type.Object({}, { additionalProperties: Type.String({ maxLength: 4_000 }), maxProperties: 20 });
export const returnFromProvider = route({
  method: 'GET',
  path: '/sign-in/oidc/:provider/back',
  access: 'anyone',
  summary: 'Where that service sends the browser back to. Does nothing but lead on, so that the cookies of this site come along.',
  params: OfProvider,
  query: BackQuery,
});
export const finishProviderSignIn = route({
  method: 'GET',
  path: '/sign-in/oidc/:provider/finish',
  access: 'anyone',
  summary: 'Signs in with what that service said, in the browser that asked.',
  params: OfProvider,
  query: BackQuery,
});

export const bindCertificate = route({
  method: 'PUT',
  path: '/api/accounts/:id/certificate',
  access: 'change-accounts',
  fresh: true,
  summary: 'Binds a client certificate to a program, which then signs in with it behind the proxy; null unbinds.',
  params: ById,
  body: Type.Object(
    {
      certificate: Type.Union([
        Type.String({ minLength: 1, maxLength: 20_000, description: 'PEM, or its SHA-256 in hexadecimal.' }),
        Type.Null(),
      ]),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ sha256: Type.Optional(Type.String()) }),
});
