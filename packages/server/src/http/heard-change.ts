import type { Change, ChangeWord } from '@forewarn/api/events.ts';
import { may, type Permission } from '@forewarn/core/institutions/permissions.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { ChangeRow } from './events-store.ts';

/** What an entry is about, and the permission without which nobody hears of it. Kinds that are not here are told to nobody. */
const WORD_OF: Readonly<Record<string, readonly [word: ChangeWord, needs: Permission]>> = {
  advisory: ['advisories', 'read-advisories'],
  'advisory-matches': ['advisories', 'read-matching'],
  document: ['advisories', 'read-sources-of-advisories'],
  delivery: ['deliveries', 'read-deliveries'],
  institution: ['institutions', 'read-institutions'],
  contact: ['institutions', 'read-institutions'],
  feed: ['institutions', 'keep-feeds'],
  'service-desk': ['institutions', 'keep-service-desk'],
  inventory: ['inventories', 'read-inventory'],
  'inventory-upload': ['inventories', 'read-inventory'],
  matter: ['matters', 'read-matters'],
  'product-alias': ['names', 'read-names'],
  'catalogue-product': ['names', 'read-names'],
  'standing-rule': ['rules', 'read-rules'],
  source: ['sources', 'read-sources'],
  warning: ['warnings', 'read-warnings'],
};
/** What others do that an institution hears of: as it may see them in the trail (policy own_trace of 0013), and that its inventory was compared. */
const TOLD: readonly string[] = ['institution-told', 'warning-acknowledged', 'answer-confirmed', 'answer-undone', 'inventory-matched'];

/**
 * What this reader hears of an entry; undefined: nothing. A member hears of its own alone, and by the word alone: a warning may be for
 * one person of it by name. Who is neither (a provider that acts for nobody, a branch, a supplier) hears nothing.
 */
export function heardChange(principal: Principal, entry: ChangeRow): Change | undefined {
  const [word, needs] = WORD_OF[entry.subject_kind] ?? [];
  if (word === undefined || needs === undefined || !may(principal, needs)) return undefined;
  if (principal.kind === 'cert') return { word, id: entry.subject };
  if (principal.kind !== 'institution' || entry.institution_id !== principal.institutionId) return undefined;
  return entry.acting_for === principal.institutionId || TOLD.includes(entry.action) ? { word } : undefined;
}
