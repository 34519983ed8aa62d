import { idOf, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { InstitutionChange } from '@forewarn/core/institutions/compare-institution.ts';
import { foldInstitutionName, type InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { mergeContacts } from '@forewarn/core/institutions/merge-contacts.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { holdTurn } from '../database/hold-turn.ts';
import { newId } from '../database/new-id.ts';
import { placeOfSecret } from '../database/reseal-secrets.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { findContacts, findWebhookSecrets, insertContacts, updateContacts, type ContactWrite } from './contact-store.ts';
import { addSurroundings, insertInstitutions, keepBranches, updateKnown, type InstitutionWrite } from './institution-store.ts';
import { sealWebhookSecret } from './seal-webhook-secret.ts';
import { judgeInstitutions } from './judge-institutions.ts';
import { recogniseByNumber } from './recognise-by-number.ts';
import { readNetworks } from './read-networks.ts';

/** Institutions of one transaction: large enough that round trips do not count, small enough to lose little when one fails. */
const BATCH = 500;

export type AcceptedInstitutions = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly problems: readonly Problem[];
};

/**
 * Adds institutions or changes those that are there, by name: what an entry does not say stays, lists add to what is stored. The same
 * list a second time changes nothing. Batches of 500, each one transaction with its audit entry; `onProgress` hears how many are done.
 */
export async function acceptInstitutions(
  machine: Machine,
  principal: Principal,
  entries: readonly InstitutionEntry[],
  onProgress: (done: number) => void = () => {},
): Promise<AcceptedInstitutions> {
  let [added, changed, unchanged] = [0, 0, 0];
  const problems: Problem[] = [];
  const recognised = await asPrincipal(machine.database, principal, (trx) => recogniseByNumber(trx, entries));
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH);
    const now = machine.clock.now();
    const outcome = await asPrincipal(machine.database, principal, (trx) =>
      acceptBatch(machine, trx, principal, batch, recognised, problems, now),
    );
    added += outcome.added;
    changed += outcome.changed;
    unchanged += batch.length - outcome.added - outcome.changed;
    onProgress(from + batch.length);
  }
  return { added, changed, unchanged, problems };
}

async function acceptBatch(
  machine: Machine,
  trx: Transaction,
  principal: Principal,
  batch: readonly InstitutionEntry[],
  recognised: ReadonlyMap<string, InstitutionId>,
  problems: Problem[],
  now: Instant,
): Promise<{ added: number; changed: number }> {
  const judged = await judgeInstitutions(trx, batch, recognised, problems);
  const idsByName = new Map(judged.flatMap(({ entry, id }) => (id === undefined ? [] : [[foldInstitutionName(entry.name), id] as const])));
  const branches = await keepBranches(trx, uniqueBranches(batch, now));
  const fresh: InstitutionWrite[] = [];
  const known: InstitutionWrite[] = [];
  const placed: { entry: InstitutionEntry; id: InstitutionId }[] = [];
  for (const { entry } of judged) {
    const folded = foldInstitutionName(entry.name);
    const earlier = idsByName.get(folded);
    const id = earlier ?? newId<'Institution'>(now);
    (earlier === undefined ? fresh : known).push(writeOf(entry, id, branches));
    idsByName.set(folded, id);
    placed.push({ entry, id });
  }
  await insertInstitutions(trx, fresh, now);
  const changed = new Set<string>(await updateKnown(trx, [...Map.groupBy(known, ({ id }) => id).values()].map(together)));
  const surroundings = placed.map(({ entry, id }) => ({
    id,
    locations: entry.locations,
    networks: readNetworks(entry, []), // what is none was pointed out when it was judged
    domains: entry.domains,
  }));
  for (const id of await addSurroundings(trx, surroundings)) changed.add(id);
  const contacts = await acceptContacts(machine, trx, placed, now);
  for (const id of contacts.institutions) changed.add(id);
  const added = fresh.map((row) => row.id);
  for (const id of added) changed.delete(id);
  if (added.length > 0 || changed.size > 0) {
    await record(trx, {
      principal,
      at: now,
      action: 'institutions-accepted',
      subject: { kind: 'institutions', id: added[0] ?? [...changed][0] ?? '' },
      details: {
        added,
        changed: [...changed],
        // What was of the institution: the way back for who accepted too much. What is somebody's own (a contact's address) is named alone.
        was: judged.flatMap(({ id, comparison }) =>
          comparison.kind === 'changed'
            ? [{ id, changes: comparison.changes.map((change) => (isOfPerson(change) ? { what: change.what } : change)) }]
            : [],
        ),
        ...(contacts.newSecrets.length === 0 ? {} : { newWebhookSecrets: contacts.newSecrets }),
      },
    });
  }
  return { added: added.length, changed: changed.size };
}

/** What several entries of a list say of one institution: the last word of each. */
function together(entries: readonly InstitutionWrite[]): InstitutionWrite {
  const said = entries.map((entry) => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null)));
  return Object.assign({}, entries[0], ...said) as InstitutionWrite;
}

function isOfPerson({ what }: InstitutionChange): boolean {
  return what === 'contact-added' || what === 'contact-changed' || what === 'webhook-secret';
}

function uniqueBranches(batch: readonly InstitutionEntry[], now: Instant): readonly { id: string; name: string }[] {
  return [...new Set(batch.flatMap((entry) => entry.branch ?? []))].map((name) => ({ id: newId<'Branch'>(now), name }));
}

/** What is written of an entry; null where it does not say. */
export function writeOf(entry: InstitutionEntry, id: string, branches: ReadonlyMap<string, string>): InstitutionWrite {
  return {
    id,
    name: entry.name,
    sector: entry.sector ?? null,
    region: entry.region ?? null,
    staff: entry.staff ?? null,
    branch_id: entry.branch === undefined ? null : (branches.get(entry.branch) ?? null),
    it_provider: entry.itProvider ?? null,
    language: entry.language ?? null,
    details_in_mail: entry.detailsInMail ?? null,
    kvk: entry.kvk ?? null,
  };
}

/** The institutions of which a contact was added or changed, and the stored contacts that got another secret. */
async function acceptContacts(
  machine: Machine,
  trx: Transaction,
  placed: readonly { entry: InstitutionEntry; id: InstitutionId }[],
  now: Instant,
): Promise<{ readonly institutions: readonly string[]; readonly newSecrets: readonly string[] }> {
  // A list may name an institution twice: a contact that stands in both entries is one contact.
  const withContacts = [...Map.groupBy(placed, ({ id }) => id)]
    .map(([id, its]) => ({
      id,
      contacts: its.flatMap(({ entry }) => entry.contacts),
      language: its.find(({ entry }) => entry.language)?.entry.language,
    }))
    .filter(({ contacts }) => contacts.length > 0);
  // In one order, so that two lists do not wait for each other.
  for (const id of withContacts.map((one) => one.id).sort()) await holdTurn(trx, `contacts of ${id}`);
  const stored = Map.groupBy(
    await findContacts(
      trx,
      withContacts.map(({ id }) => id),
    ),
    (contact) => contact.institutionId,
  );
  const added: ContactWrite[] = [];
  const changed: ContactWrite[] = [];
  const said: { readonly contact: Contact; readonly webhookSecret: string }[] = [];
  for (const { id, contacts, language } of withContacts) {
    const merge = mergeContacts(stored.get(id) ?? [], contacts);
    changed.push(...merge.changed);
    said.push(...merge.secrets);
    const withIds = merge.added.map((contact) => ({ ...contact, id: newId<'Contact'>(now) }));
    added.push(
      ...withIds.map((contact) => ({
        ...contact,
        webhookSecret: sealWebhookSecret(machine, contact.id, contact.webhookSecret),
        institutionId: idOf<'Institution'>(id),
        language: contact.language ?? language ?? 'nl',
      })),
    );
  }
  await insertContacts(trx, added);
  const resealed = await withNewSecrets(machine, trx, said);
  const newSecrets = resealed.map((contact) => contact.id);
  const all = [...changed.filter(({ id }) => !newSecrets.includes(id)), ...resealed];
  await updateContacts(trx, all);
  return { institutions: [...added, ...all].map((contact) => contact.institutionId), newSecrets };
}

/** Of these, those whose secret is another than the stored one, with the new one sealed. The same list a second time seals nothing anew. */
async function withNewSecrets(
  machine: Machine,
  trx: Transaction,
  said: readonly { readonly contact: Contact; readonly webhookSecret: string }[],
): Promise<readonly ContactWrite[]> {
  const stored = await findWebhookSecrets(
    trx,
    said.map(({ contact }) => contact.id),
  );
  return said.flatMap(({ contact, webhookSecret }) => {
    const sealed = stored.get(contact.id);
    if (
      sealed !== undefined &&
      machine.secrets.open(sealed, placeOfSecret({ table: 'contacts', column: 'webhook_secret' }, contact.id)) === webhookSecret
    )
      return [];
    return [{ ...contact, webhookSecret: sealWebhookSecret(machine, contact.id, webhookSecret) }];
  });
}
