import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { knownLinkSecrets, linkIdOfAny } from '../sessions/link-token.ts';
import { findAnswerLink } from './answer-link-store.ts';

export type OpenedLink =
  | { readonly kind: 'open'; readonly principal: Extract<Principal, { kind: 'link' }> }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired'; readonly at: Instant }
  | { readonly kind: 'revoked' };

/** Whom a token in an address speaks for. The token is whatever somebody typed: hostile. */
export async function openAnswerLink(machine: Machine, token: string): Promise<OpenedLink> {
  const id = linkIdOfAny(token, knownLinkSecrets(machine));
  if (id === undefined) return { kind: 'unknown' };
  const link = await asSystem(machine.database, 'open-answer-link', (trx) => findAnswerLink(trx, id));
  if (link === undefined) return { kind: 'unknown' };
  if (link.revokedAt !== undefined) return { kind: 'revoked' };
  if (link.expiresAt <= machine.clock.now()) return { kind: 'expired', at: link.expiresAt };
  return {
    kind: 'open',
    principal: {
      kind: 'link',
      warningId: link.warningId,
      institutionId: idOf<'Institution'>(link.institutionId),
      contactId: idOf<'Contact'>(link.contactId),
    },
  };
}
