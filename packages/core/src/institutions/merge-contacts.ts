import type { Contact } from './contact.ts';
import { foldInstitutionName, type ContactEntry } from './institution-entry.ts';

/** What a list of contacts changes about those that are stored. Contacts that the list does not name stay as they are. */
export type ContactMerge = {
  readonly added: readonly (ContactEntry & { readonly order: number })[];
  readonly changed: readonly Contact[];
  /** Secrets said of contacts that are stored, as these are now: nobody here can tell whether they are new ones. */
  readonly secrets: readonly { readonly contact: Contact; readonly webhookSecret: string }[];
};

/**
 * Compares contacts handed in with those stored: the same person where role and name agree, or role and e-mail address. What an entry
 * does not say stays. A new address or number takes away what was known against the old one. New contacts come after those there are.
 */
export function mergeContacts(stored: readonly Contact[], entries: readonly ContactEntry[]): ContactMerge {
  const left = [...stored];
  const added: (ContactEntry & { order: number })[] = [];
  const changed: Contact[] = [];
  const matched: Contact[] = [];
  const secrets: { contact: Contact; webhookSecret: string }[] = [];
  let last = Math.max(0, ...stored.map((contact) => contact.order));
  for (const entry of entries) {
    const place = left.findIndex((contact) => isSame(contact, entry));
    const [contact] = place < 0 ? [] : left.splice(place, 1);
    if (contact === undefined) {
      if ([...matched, ...added].some((other) => isSame(other, entry))) continue; // named twice in one list
      last += 1;
      added.push({ ...entry, order: entry.order ?? last });
      continue;
    }
    matched.push(contact);
    const merged = changeContact(contact, entry);
    if (!isEqual(contact, merged)) changed.push(merged);
    if (entry.webhookSecret !== undefined) secrets.push({ contact: merged, webhookSecret: entry.webhookSecret });
  }
  return { added, changed, secrets };
}

/** A stored contact with what an entry says about it. */
export function changeContact(contact: Contact, entry: ContactEntry): Contact {
  const { webhookSecret: _, ...said } = entry;
  const merged = { ...contact, ...said };
  const isReachedOtherwise = merged.email !== contact.email || merged.phone !== contact.phone || merged.webhookUrl !== contact.webhookUrl;
  return isReachedOtherwise ? { ...merged, toRepair: undefined } : merged;
}

function isSame(contact: Pick<Contact, 'role' | 'name' | 'email'>, entry: ContactEntry): boolean {
  if (contact.role !== entry.role) return false;
  if (foldInstitutionName(contact.name) === foldInstitutionName(entry.name)) return true;
  return entry.email !== undefined && contact.email?.toLowerCase() === entry.email.toLowerCase();
}

const FIELDS = ['name', 'role', 'email', 'phone', 'webhookUrl', 'language', 'order', 'toRepair'] as const;
function isEqual(a: Contact, b: Contact): boolean {
  return FIELDS.every((field) => a[field] === b[field]);
}
