import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/institutions.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import type { ContactEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { readContactEntry } from '@forewarn/core/institutions/read-institution-entry.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { addContact } from './add-contact.ts';
import { changeContact } from './change-contact.ts';
import { orderContacts } from './order-contacts.ts';
import { removeContact } from './remove-contact.ts';

/** Whom of an institution is told, and in which order. */
export function registerContactRoutes(app: FastifyInstance, machine: Machine): void {
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
    return isRefusal(outcome) ? outcome : presentContact(outcome.contact);
  });

  register(app, routes.removeContact, async ({ principal, params }) => {
    const outcome = await removeContact(machine, principal, params.id, params.contactId);
    return isRefusal(outcome) ? outcome : { removed: true };
  });

  register(app, routes.orderContacts, ({ principal, params, body }) => orderContacts(machine, principal, params.id, body.contactIds));
}

export function presentContact(contact: Contact) {
  const { institutionId: _, ...shown } = contact;
  return shown;
}

function understoodContact(body: unknown): ContactEntry | (Refusal & { readonly problems: readonly Problem[] }) {
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
