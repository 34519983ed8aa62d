import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/institutions.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { readContactEntry, readInstitutionEntry } from '@forewarn/core/institutions/read-institution-entry.ts';
import type { ContactEntry, InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { acceptInstitutions } from './accept-institutions.ts';
import { addContact } from './add-contact.ts';
import { addInstitution } from './add-institution.ts';
import { changeContact } from './change-contact.ts';
import { changeInstitution } from './change-institution.ts';
import { changeKvkNumber } from './change-kvk-number.ts';
import { findContacts } from './contact-store.ts';
import {
  findInstitution,
  findSurroundings,
  listBranches,
  listInstitutions,
  type StoredInstitution,
  type Surroundings,
} from './institution-store.ts';
import { previewInstitutions } from './preview-institutions.ts';
import { orderContacts } from './order-contacts.ts';
import { removeContact } from './remove-contact.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';

export function registerInstitutionRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listInstitutions, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    const found = await asPrincipal(machine.database, principal, async (trx) => {
      if (query.text !== undefined)
        await recordReading(trx, machine, {
          principal,
          action: 'institutions-searched',
          subject: { kind: 'institutions', id: 'all' },
          details: { text: query.text },
        });
      return listInstitutions(trx, { ...query, limit: limit + 1 });
    });
    const institutions = found.slice(0, limit);
    return { institutions, next: found.length > limit ? institutions.at(-1)?.name : undefined };
  });

  register(app, routes.addInstitution, async ({ principal, body }) => {
    const entry = understood(body);
    if (isRefusal(entry)) return entry;
    const outcome = await addInstitution(machine, principal, entry);
    return isRefusal(outcome) ? outcome : { id: outcome.id };
  });

  register(app, routes.acceptInstitutions, async ({ principal, body }) => {
    const problems: Problem[] = [];
    const entries = body.institutions.flatMap(
      (value, index) => readInstitutionEntry({ value, at: `/institutions/${index}` }, problems) ?? [],
    );
    const outcome = await acceptInstitutions(machine, principal, entries);
    return { ...outcome, problems: [...problems, ...outcome.problems] };
  });

  register(app, routes.previewInstitutions, ({ principal, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const { institutions } = body;
      const subject = { kind: 'institutions', id: 'all' };
      await recordReading(trx, machine, { principal, action: 'institutions-searched', subject, details: { count: institutions.length } });
      return { outcomes: await previewInstitutions(trx, institutions) };
    }),
  );

  register(app, routes.showInstitution, ({ principal, params }) => show(machine, principal, params.id));

  register(app, routes.changeInstitution, async ({ principal, params, body }) => {
    const entry = understood(body);
    if (isRefusal(entry)) return entry;
    const replaced = {
      locations: body.locations !== undefined,
      networks: body.networks !== undefined,
      domains: body.domains !== undefined,
    };
    const outcome = await changeInstitution(machine, principal, params.id, entry, replaced);
    return isRefusal(outcome) ? outcome : show(machine, principal, params.id);
  });

  register(
    app,
    routes.changeKvkNumber,
    async ({ principal, params, body }) =>
      (await changeKvkNumber(machine, principal, params.id, body.kvk)) ?? show(machine, principal, params.id),
  );

  register(app, routes.addContact, async ({ principal, params, body }) => {
    const entry = understoodContact(body);
    if (isRefusal(entry)) return entry;
    const outcome = await addContact(machine, principal, params.id, entry);
    return isRefusal(outcome) ? outcome : { id: outcome.id };
  });

  register(app, routes.changeContact, async ({ principal, params, body }) => {
    const entry = understoodContact({ name: 'x', phone: 'x', ...body });
    if (isRefusal(entry)) return entry;
    // What the body does not say stays; the reader's stand-ins for it are not to be written.
    const said = Object.fromEntries(Object.entries(entry).filter(([name]) => name in body)) as Partial<ContactEntry>;
    const outcome = await changeContact(machine, principal, params.id, params.contactId, said);
    return isRefusal(outcome) ? outcome : contactOf(outcome.contact);
  });

  register(app, routes.removeContact, async ({ principal, params }) => {
    const outcome = await removeContact(machine, principal, params.id, params.contactId);
    return isRefusal(outcome) ? outcome : { removed: true };
  });

  register(app, routes.orderContacts, ({ principal, params, body }) => orderContacts(machine, principal, params.id, body.contactIds));

  register(app, routes.listBranches, async ({ principal }) => ({
    branches: [...(await asPrincipal(machine.database, principal, listBranches))],
  }));
}

type Unreadable = Refusal & { readonly problems: readonly Problem[] };

function understood(body: unknown): InstitutionEntry | Unreadable {
  const problems: Problem[] = [];
  const entry = readInstitutionEntry({ value: body, at: '' }, problems);
  if (entry !== undefined && problems.length === 0) return entry;
  return { ...refuse('input-unreadable', 'Some of this could not be understood, so nothing was changed.'), problems };
}

function understoodContact(body: unknown): ContactEntry | Unreadable {
  const problems: Problem[] = [];
  const entry = readContactEntry({ value: body, at: '' }, problems);
  if (entry !== undefined && problems.length === 0) return entry;
  return {
    ...refuse(
      'input-unreadable',
      'This contact could not be understood, so nothing was changed.',
      'A contact needs an e-mail address, a telephone number or a webhook.',
      { about: 'contact' },
    ),
    problems,
  };
}

async function show(machine: Machine, principal: Principal, id: string) {
  return asPrincipal(machine.database, principal, async (trx) => {
    const institution = await findInstitution(trx, id);
    if (institution === undefined) return refuse('no-such', 'There is no such institution.');
    await recordReading(trx, machine, { principal, action: 'institution-read', subject: { kind: 'institution', id }, institutionId: id });
    return detailOf(institution, await findSurroundings(trx, id), await findContacts(trx, [id]));
  });
}

function detailOf(institution: StoredInstitution, surroundings: Surroundings, contacts: readonly Contact[]) {
  return {
    ...institution,
    locations: [...surroundings.locations],
    networks: [...surroundings.networks],
    domains: [...surroundings.domains],
    contacts: contacts.map(contactOf),
  };
}

function contactOf(contact: Contact) {
  const { institutionId: _, ...shown } = contact;
  return shown;
}
