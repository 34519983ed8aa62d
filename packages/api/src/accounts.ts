import Type from 'typebox';
import { ACCOUNT_KINDS, type AccountKind } from '@forewarn/core/institutions/account.ts';
import { PERMISSION_NAMES, type Permission } from '@forewarn/core/institutions/permissions.ts';
import { CONSENT_SCOPES, type ConsentScope } from '@forewarn/core/institutions/principal.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Instant = Type.String();
const Kind = Type.Unsafe<AccountKind>({ type: 'string', enum: [...ACCOUNT_KINDS] });
const Roles = Type.Array(Type.String({ maxLength: 50 }), { maxItems: 20 });
const Permissions = Type.Array(Type.Unsafe<Permission>({ type: 'string', enum: [...PERMISSION_NAMES] }), { minItems: 1, maxItems: 100 });
const Scopes = Type.Array(Type.Unsafe<ConsentScope>({ type: 'string', enum: [...CONSENT_SCOPES] }), { minItems: 1, maxItems: 3 });
const OfAccount = Type.Object({ id: Id });
const OfInstitution = Type.Object({ id: Id });
const Page = { after: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })) };

export const AccountShape = Type.Object({
  id: Id,
  kind: Kind,
  name: Type.String(),
  email: Type.Optional(Type.String()),
  roles: Type.Array(Type.String()),
  institutionId: Type.Optional(Id),
  providerId: Type.Optional(Id),
  supplier: Type.Optional(Type.String()),
  branchId: Type.Optional(Id),
  createdAt: Instant,
  disabledAt: Type.Optional(Instant),
});
const TokenShape = Type.Object({
  id: Id,
  name: Type.String(),
  permissions: Type.Optional(Type.Array(Type.String())),
  createdAt: Instant,
  expiresAt: Type.Optional(Instant),
  lastUsedAt: Type.Optional(Instant),
  revokedAt: Type.Optional(Instant),
});
const ConsentShape = Type.Object({
  providerId: Id,
  provider: Type.String(),
  institutionId: Id,
  institution: Type.String(),
  scopes: Type.Array(Type.String()),
  givenAt: Instant,
  suspended: Type.Boolean({ description: 'The CERT has suspended the provider: it can do nothing, whatever it has consent for.' }),
});
const ProviderShape = Type.Object({ id: Id, name: Type.String(), suspendedAt: Type.Optional(Instant) });

export const showMe = route({
  method: 'GET',
  path: '/api/me',
  access: 'read-self',
  summary: 'Who asks, what they may do, and for whom they may act.',
  response: Type.Object({
    kind: Type.String(),
    name: Type.String(),
    accountId: Type.Optional(Id),
    institutionId: Type.Optional(Id),
    institution: Type.Optional(Type.String({ description: 'The name of that institution.' })),
    roles: Type.Array(Type.String()),
    permissions: Type.Array(Type.String()),
    onBehalf: Type.Boolean(),
    actingFor: Type.Array(
      Type.Object({
        institutionId: Id,
        institution: Type.String(),
        scopes: Type.Array(Type.String()),
        byOwnAccount: Type.Boolean({
          description: 'The reader has an account of this institution too, and acts as that; else by its consent.',
        }),
      }),
    ),
  }),
});

export const listAccounts = route({
  method: 'GET',
  path: '/api/accounts',
  access: 'read-accounts',
  summary: 'Accounts, of an institution its own.',
  query: Type.Object(Page),
  response: Type.Object({ accounts: Type.Array(AccountShape), next: Type.Optional(Id) }),
});
export const addAccount = route({
  method: 'POST',
  path: '/api/accounts',
  access: 'change-accounts',
  fresh: true,
  summary: 'Invites somebody, or makes a service account. An institution does so for itself, whatever it says.',
  body: Type.Object(
    {
      kind: Kind,
      name: Name,
      email: Type.Optional(Type.String({ maxLength: 254, pattern: '^[^\\s@<>,;]{1,64}@[^\\s@<>,;]{1,189}$' })),
      roles: Roles,
      institutionId: Type.Optional(Id),
      providerId: Type.Optional(Id),
      supplier: Type.Optional(Name),
      branchId: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ id: Id }),
});
export const changeAccount = route({
  method: 'PATCH',
  path: '/api/accounts/:id',
  access: 'change-accounts',
  fresh: true,
  summary: 'Changes the roles of an account, or disables it. Its sessions end.',
  params: OfAccount,
  body: Type.Object({ roles: Type.Optional(Roles), disabled: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  response: AccountShape,
});
export const listTokens = route({
  method: 'GET',
  path: '/api/accounts/:id/tokens',
  access: 'read-accounts',
  summary: 'The tokens of an account, and when each was last used.',
  params: OfAccount,
  response: Type.Object({ tokens: Type.Array(TokenShape) }),
});
export const addToken = route({
  method: 'POST',
  path: '/api/accounts/:id/tokens',
  access: 'change-accounts',
  fresh: true,
  summary: 'Makes a token for a service account and shows it, once.',
  params: OfAccount,
  body: Type.Object(
    { name: Name, days: Type.Integer({ minimum: 1, maximum: 366 }), permissions: Type.Optional(Permissions) },
    { additionalProperties: false },
  ),
  response: Type.Object({ id: Id, token: Type.String(), expiresAt: Instant }),
});
export const revokeToken = route({
  method: 'DELETE',
  path: '/api/accounts/:id/tokens/:tokenId',
  access: 'change-accounts',
  fresh: true,
  summary: 'Ends a token at once.',
  params: Type.Object({ id: Id, tokenId: Id }),
  response: Type.Object({ revoked: Type.Boolean() }),
});

export const listProviders = route({
  method: 'GET',
  path: '/api/providers',
  access: 'read-consents',
  summary: 'IT providers that an institution can let act for it.',
  query: Type.Object(Page),
  response: Type.Object({ providers: Type.Array(ProviderShape), next: Type.Optional(Id) }),
});
export const addProvider = route({
  method: 'POST',
  path: '/api/providers',
  access: 'add-institutions',
  summary: 'Adds an IT provider.',
  body: Type.Object({ name: Name }, { additionalProperties: false }),
  response: Type.Object({ id: Id }),
});
export const suspendProvider = route({
  method: 'PUT',
  path: '/api/providers/:id/suspension',
  access: 'suspend-providers',
  fresh: true,
  summary: 'Suspends an IT provider at once, or lets it act again.',
  params: OfInstitution,
  body: Type.Object(
    { suspended: Type.Boolean(), because: Type.String({ minLength: 1, maxLength: 1_000 }) },
    { additionalProperties: false },
  ),
  response: ProviderShape,
});
export const listConsents = route({
  method: 'GET',
  path: '/api/consents',
  access: 'read-consents',
  summary: 'Which IT provider acts for whom, in force now: of an institution and of a provider their own.',
  query: Type.Object(Page),
  response: Type.Object({ consents: Type.Array(ConsentShape) }),
});
export const giveConsent = route({
  method: 'PUT',
  path: '/api/consents/:providerId',
  access: 'change-consents',
  fresh: true,
  summary: 'Lets an IT provider act for the institution that asks, within these scopes. Replaces what was given before.',
  params: Type.Object({ providerId: Id }),
  body: Type.Object({ scopes: Scopes }, { additionalProperties: false }),
  response: Type.Object({ scopes: Type.Array(Type.String()) }),
});
export const withdrawConsent = route({
  method: 'DELETE',
  path: '/api/consents/:providerId',
  access: 'change-consents',
  fresh: true,
  summary: 'Withdraws the consent; the next request of the provider is refused.',
  params: Type.Object({ providerId: Id }),
  response: Type.Object({ withdrawn: Type.Boolean() }),
});

const Count = Type.Optional(Type.Integer({ minimum: 5 }));
const Some = Type.Optional(Type.Integer({ description: 'Absent: from one to four, or what would give that away.' }));
export const showBranchNumbers = route({
  method: 'GET',
  path: '/api/branch-numbers',
  access: 'read-branch-numbers',
  summary: 'The members of a branch organisation in numbers. A number below five is left out.',
  response: Type.Object({
    members: Count,
    withRoundTheClockContact: Count,
    withInventory: Count,
    concerned: Count,
    answered: Count,
    answersByUrgency: Type.Array(
      Type.Object({ urgency: Type.String(), concerned: Type.Integer(), silent: Some, working: Some, done: Some }),
      { description: 'Of the members that are asked something. An urgency at which fewer than five are is left out.' },
    ),
  }),
});
