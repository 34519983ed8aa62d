import type { Contact } from './contact.ts';

export type Place = { readonly id: string; readonly order: number };

/**
 * The places of contacts in the order in which they are to be asked, 1 first: those that change. Undefined where the ids are not those of
 * the contacts, each once: somebody changed them in between.
 */
export function orderContacts(contacts: readonly Pick<Contact, 'id' | 'order'>[], ids: readonly string[]): readonly Place[] | undefined {
  const earlier = new Map<string, number>(contacts.map(({ id, order }) => [id, order]));
  if (ids.length !== contacts.length || new Set(ids).size !== ids.length || ids.some((id) => !earlier.has(id))) return undefined;
  return ids.map((id, place) => ({ id, order: place + 1 })).filter(({ id, order }) => earlier.get(id) !== order);
}
