import type { Contact } from './contact.ts';
import type { Institution, Location } from './institution.ts';
import type { InstitutionEntry } from './institution-entry.ts';
import { mergeContacts } from './merge-contacts.ts';

/** An institution as it is stored, with all that a list can say of it. */
export type KnownInstitution = Omit<Institution, 'id' | 'branchId' | 'memberUntil'> & {
  /** Name of the branch organisation. */
  readonly branch?: string;
  readonly locations: readonly Location[];
  /** CIDR. */
  readonly networks: readonly string[];
  readonly domains: readonly string[];
  readonly contacts: readonly Contact[];
};

/** One thing that becomes another; `from` is absent where nothing was known. Stored spelling. */
export type InstitutionChange = {
  readonly what: (typeof SAID)[number] | 'locations' | 'networks' | 'domains' | 'contact-added' | 'contact-changed' | 'webhook-secret';
  readonly from?: string;
  readonly to: string;
};

export type InstitutionComparison =
  | { readonly kind: 'new' }
  | { readonly kind: 'changed'; readonly changes: readonly InstitutionChange[] }
  | { readonly kind: 'unchanged' };

const SAID = ['sector', 'region', 'staff', 'branch', 'itProvider', 'language', 'detailsInMail', 'kvk'] as const;

/**
 * What a list says anew of one institution: the one decision of the dry run and of accepting. What the entry does not say stays, and lists
 * only grow. `stored` is undefined where nobody of this name is there. A secret that is said counts as a change that may turn out none.
 */
export function compareInstitution(stored: KnownInstitution | undefined, entry: InstitutionEntry): InstitutionComparison {
  if (stored === undefined) return { kind: 'new' };
  const changes = [...changesOfWords(stored, entry), ...changesOfLists(stored, entry), ...changesOfContacts(stored, entry)];
  return changes.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', changes };
}

function changesOfWords(stored: KnownInstitution, entry: InstitutionEntry): readonly InstitutionChange[] {
  return SAID.flatMap((what) => {
    const [from, to] = [stored[what], entry[what]];
    return to === undefined || to === from ? [] : [{ what, ...(from === undefined ? {} : { from: String(from) }), to: String(to) }];
  });
}

function changesOfLists(stored: KnownInstitution, entry: InstitutionEntry): readonly InstitutionChange[] {
  const locations = entry.locations.filter((location) => {
    const known = stored.locations.find(({ name }) => name === location.name);
    return known === undefined || (location.city !== undefined && location.city !== known.city);
  });
  const gained = {
    locations: [...new Set(locations.map(({ name, city }) => (city === undefined || city === name ? name : `${name} (${city})`)))],
    networks: [...new Set(entry.networks)].filter((network) => !stored.networks.includes(network)),
    domains: [...new Set(entry.domains)].filter((domain) => !stored.domains.includes(domain)),
  };
  return (['locations', 'networks', 'domains'] as const).flatMap((what) => gained[what].map((to) => ({ what, to })));
}

function changesOfContacts(stored: KnownInstitution, entry: InstitutionEntry): readonly InstitutionChange[] {
  const merge = mergeContacts(stored.contacts, entry.contacts);
  return [
    ...merge.added.map((contact) => ({ what: 'contact-added' as const, to: described(contact) })),
    ...merge.changed.map((contact) => ({
      what: 'contact-changed' as const,
      from: described(stored.contacts.find(({ id }) => id === contact.id) ?? contact),
      to: described(contact),
    })),
    ...merge.secrets.map(({ contact }) => ({ what: 'webhook-secret' as const, to: contact.name })),
  ];
}

function described({ name, role, email, phone, webhookUrl }: Pick<Contact, 'name' | 'role' | 'email' | 'phone' | 'webhookUrl'>): string {
  return [name, role, email, phone, webhookUrl].filter((part) => part !== undefined).join(', ');
}
