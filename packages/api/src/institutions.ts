import Type from 'typebox';
import type { InstitutionChange } from '@forewarn/core/institutions/compare-institution.ts';
import { CONTACT_ROLES, type ContactRole } from '@forewarn/core/institutions/contact.ts';
import { SECTORS, type Sector as SectorName } from '@forewarn/core/institutions/institution.ts';
import { ProblemShape } from './problem.ts';
import { route } from './route-shape.ts';

const Sector = Type.Unsafe<SectorName>({ type: 'string', enum: [...SECTORS] });
const Language = Type.Union([Type.Literal('nl'), Type.Literal('en')]);
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Id = Type.String({ format: 'uuid' });
/** What was not understood of what was handed in, each at its place. */
export const ProblemsShape = Type.Index(Type.Required(Type.Pick(ProblemShape, ['problems'])), ['problems']);

/** A page of a list: at most this many at once. */
export const PAGE_MAX = 500;
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: 100 }));

export const LocationShape = Type.Object({ name: Name, city: Type.Optional(Type.String({ maxLength: 200 })) });

export const ContactShape = Type.Object({
  id: Id,
  name: Type.String(),
  role: Type.Unsafe<ContactRole>({ type: 'string', enum: [...CONTACT_ROLES] }),
  email: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  webhookUrl: Type.Optional(Type.String()),
  language: Language,
  order: Type.Integer(),
  toRepair: Type.Optional(Type.String({ description: 'Why the contact cannot be reached, in words.' })),
  confirmedAt: Type.Optional(Type.String({ description: 'When somebody last said that it is right, or answered through it.' })),
});

/** A contact as handed in. Role and language may be in words ("24/7-contact", "Nederlands"). */
export const ContactInputShape = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(Type.String({ maxLength: 200 })),
  email: Type.Optional(Type.String({ maxLength: 320 })),
  phone: Type.Optional(Type.String({ maxLength: 50 })),
  webhookUrl: Type.Optional(Type.String({ maxLength: 1000 })),
  webhookSecret: Type.Optional(Type.String({ maxLength: 500, description: 'Signs what goes to the webhook; never read back.' })),
  language: Type.Optional(Type.String({ maxLength: 50 })),
  order: Type.Optional(Type.Integer({ minimum: 1, maximum: 999 })),
});

export const InstitutionShape = Type.Object({
  id: Id,
  name: Type.String(),
  sector: Sector,
  region: Type.Optional(Type.Integer({ description: 'ROAZ region, 1 to 11.' })),
  staff: Type.Optional(Type.Integer()),
  branch: Type.Optional(Type.String({ description: 'Branch organisation that it joined through.' })),
  itProvider: Type.Optional(Type.String()),
  language: Language,
  detailsInMail: Type.Boolean({ description: 'Whether it chose to have product versions in mails that are not encrypted.' }),
  kvk: Type.Optional(Type.String({ description: 'Number of the Dutch trade register, eight digits.' })),
  joinedAt: Type.String(),
  leftAt: Type.Optional(Type.String()),
});

export const InstitutionListedShape = Type.Intersect([
  InstitutionShape,
  Type.Object({
    contactCount: Type.Integer({ description: 'Contacts that something can be sent to.' }),
    itemCount: Type.Integer(),
    inventoryReceivedAt: Type.Optional(Type.String({ description: 'When the newest snapshot of an inventory came; absent: none yet.' })),
  }),
]);

/** An institution as handed in: what is absent is not known. */
export const InstitutionInputShape = Type.Object({
  name: Name,
  sector: Type.Optional(Type.String({ maxLength: 200 })),
  region: Type.Optional(Type.Integer({ minimum: 1, maximum: 11 })),
  staff: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  branch: Type.Optional(Type.String({ maxLength: 200 })),
  itProvider: Type.Optional(Type.String({ maxLength: 200 })),
  language: Type.Optional(Type.String({ maxLength: 50 })),
  detailsInMail: Type.Optional(Type.Boolean()),
  kvk: Type.Optional(Type.String({ maxLength: 50, description: 'Number of the Dutch trade register, eight digits.' })),
  locations: Type.Optional(Type.Array(LocationShape, { maxItems: 1000 })),
  networks: Type.Optional(
    Type.Array(Type.String({ maxLength: 50 }), { maxItems: 1000, description: 'CIDR: 192.0.2.0/28, 2001:db8::/32.' }),
  ),
  domains: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: 2000 })),
});
const InstitutionWithContactsShape = Type.Intersect([
  InstitutionInputShape,
  Type.Object({ contacts: Type.Optional(Type.Array(ContactInputShape, { maxItems: 200 })) }),
]);

export const InstitutionDetailShape = Type.Intersect([
  InstitutionShape,
  Type.Object({
    locations: Type.Array(LocationShape),
    networks: Type.Array(Type.String()),
    domains: Type.Array(Type.String()),
    contacts: Type.Array(ContactShape),
  }),
]);

const InstitutionParams = Type.Object({ id: Id });
const ContactParams = Type.Object({ id: Id, contactId: Id });

export const listInstitutions = route({
  method: 'GET',
  path: '/api/institutions',
  access: 'read-institutions',
  summary: 'Institutions by name; an institution sees itself.',
  query: Type.Object({
    sector: Type.Optional(Sector),
    region: Type.Optional(Type.Integer({ minimum: 1, maximum: 11 })),
    text: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name.' })),
    after: Type.Optional(Type.String({ maxLength: 200, description: 'The `next` of the page before.' })),
    limit: Limit,
  }),
  response: Type.Object({ institutions: Type.Array(InstitutionListedShape), next: Type.Optional(Type.String()) }),
});

export const addInstitution = route({
  method: 'POST',
  path: '/api/institutions',
  access: 'add-institutions',
  summary: 'Adds an institution, with its contacts where given. Refused where one of this name is there.',
  body: InstitutionWithContactsShape,
  response: Type.Object({ id: Id }),
});

export const acceptInstitutions = route({
  method: 'PUT',
  path: '/api/institutions',
  access: 'add-institutions',
  summary: 'Adds or changes many institutions by name. What an entry does not say stays as it is; lists add to what is there.',
  body: Type.Object({ institutions: Type.Array(InstitutionWithContactsShape, { minItems: 1, maxItems: 2000 }) }),
  response: Type.Object({ added: Type.Integer(), changed: Type.Integer(), unchanged: Type.Integer(), problems: ProblemsShape }),
});

const InstitutionChangeShape = Type.Object({
  what: Type.Unsafe<InstitutionChange['what']>({
    type: 'string',
    description: 'The field, or locations, networks, domains, contact-added, contact-changed, webhook-secret.',
  }),
  from: Type.Optional(Type.String({ description: 'What is known now; absent: nothing.' })),
  to: Type.String(),
});

const KnownAs = Type.Optional(
  Type.String({ description: 'Its name here, where it was known by its KvK number and is called otherwise; that name stays.' }),
);

export const previewInstitutions = route({
  method: 'POST',
  path: '/api/institutions/preview',
  access: 'add-institutions',
  summary: 'What accepting these institutions would do, with nothing written: one outcome an entry, in their order.',
  body: Type.Object({ institutions: Type.Array(InstitutionWithContactsShape, { minItems: 1, maxItems: 2000 }) }),
  response: Type.Object({
    outcomes: Type.Array(
      Type.Union([
        Type.Object({ kind: Type.Literal('new') }),
        Type.Object({ kind: Type.Literal('changed'), id: Id, knownAs: KnownAs, changes: Type.Array(InstitutionChangeShape) }),
        Type.Object({ kind: Type.Literal('unchanged'), id: Id, knownAs: KnownAs }),
        Type.Object({
          kind: Type.Literal('repeated'),
          of: Type.Integer({ description: 'The same institution as the entry at this place, from 0: there will be one.' }),
        }),
        Type.Object({ kind: Type.Literal('refused'), problems: ProblemsShape }),
      ]),
    ),
  }),
});

export const showInstitution = route({
  method: 'GET',
  path: '/api/institutions/:id',
  access: 'read-institutions',
  summary: 'One institution with its locations, networks, domains and contacts.',
  params: InstitutionParams,
  response: InstitutionDetailShape,
});

export const changeInstitution = route({
  method: 'PUT',
  path: '/api/institutions/:id',
  access: 'change-institution',
  summary:
    'Changes an institution. Locations, networks and domains replace those there were, where given. Name, sector, region, branch and KvK number are changed by the CERT alone.',
  params: InstitutionParams,
  body: InstitutionInputShape,
  response: InstitutionDetailShape,
});

export const changeKvkNumber = route({
  method: 'PUT',
  path: '/api/institutions/:id/kvk-number',
  access: 'add-institutions',
  summary: 'Says what the KvK number of an institution is; null: not known.',
  params: InstitutionParams,
  body: Type.Object({ kvk: Type.Union([Type.String({ minLength: 1, maxLength: 50 }), Type.Null()]) }, { additionalProperties: false }),
  response: InstitutionDetailShape,
});

export const addContact = route({
  method: 'POST',
  path: '/api/institutions/:id/contacts',
  access: 'change-institution',
  summary: 'Adds a contact.',
  params: InstitutionParams,
  body: ContactInputShape,
  response: Type.Object({ id: Id }),
});

export const changeContact = route({
  method: 'PUT',
  path: '/api/institutions/:id/contacts/:contactId',
  access: 'change-institution',
  summary: 'Changes a contact. A new address or number takes away what was known against the old one.',
  params: ContactParams,
  body: ContactInputShape,
  response: ContactShape,
});

export const removeContact = route({
  method: 'DELETE',
  path: '/api/institutions/:id/contacts/:contactId',
  access: 'change-institution',
  summary: 'Removes a contact: nothing is sent to it any more. What it was sent and answered stays.',
  params: ContactParams,
  response: Type.Object({ removed: Type.Boolean() }),
});

export const orderContacts = route({
  method: 'PUT',
  path: '/api/institutions/:id/contact-order',
  access: 'change-institution',
  summary: 'Sets in which order the contacts are asked: all of them, the first first.',
  params: InstitutionParams,
  body: Type.Object({ contactIds: Type.Array(Id, { minItems: 1, maxItems: 999 }) }, { additionalProperties: false }),
  response: Type.Object({ changed: Type.Integer() }),
});

export const listBranches = route({
  method: 'GET',
  path: '/api/branches',
  access: 'read-matching',
  summary: 'Branch organisations with how many institutions joined through each. One is made by naming it in an institution.',
  response: Type.Object({ branches: Type.Array(Type.Object({ id: Id, name: Type.String(), institutionCount: Type.Integer() })) }),
});
