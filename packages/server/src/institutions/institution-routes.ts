import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/institutions.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import { readInstitutionEntry } from '@forewarn/core/institutions/read-institution-entry.ts';
import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { acceptInstitutions } from './accept-institutions.ts';
import { addInstitution } from './add-institution.ts';
import { registerBranchRoutes } from './branch-routes.ts';
import { changeInstitution } from './change-institution.ts';
import { changeKvkNumber } from './change-kvk-number.ts';
import { presentContact, registerContactRoutes } from './contact-routes.ts';
import { findContacts } from './contact-store.ts';
import { findInstitution, findSurroundings, listInstitutions, type StoredInstitution, type Surroundings } from './institution-store.ts';
import { previewInstitutions } from './preview-institutions.ts';

/** Institutions, their contacts, and the branch organisations that they joined through. */
export function registerInstitutionRoutes(app: FastifyInstance, machine: Machine): void {
  registerContactRoutes(app, machine);
  registerBranchRoutes(app, machine);

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
}

type Unreadable = Refusal & { readonly problems: readonly Problem[] };

function understood(body: unknown): InstitutionEntry | Unreadable {
  const problems: Problem[] = [];
  const entry = readInstitutionEntry({ value: body, at: '' }, problems);
  if (entry !== undefined && problems.length === 0) return entry;
  return { ...refuse('input-unreadable', 'Some of this could not be understood, so nothing was changed.'), problems };
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
    contacts: contacts.map(presentContact),
  };
}
