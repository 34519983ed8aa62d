import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asSystem } from '../database/as-principal.ts';
import { inGroupsOf } from '../database/in-groups.ts';
import type { Machine } from '../machine.ts';
import { knownLinkSecrets, linkIdOfAny } from '../sessions/link-token.ts';
import { findAnswerLinks, type AnswerLink } from './answer-link-store.ts';
import type { VersionLabel } from './warning-store.ts';

export type OpenedLink =
  | {
      readonly kind: 'open';
      readonly principal: Extract<Principal, { kind: 'link' }>;
      /** Of the version in force, whose text the holder of a link may not read. */
      readonly label: VersionLabel | undefined;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired'; readonly at: Instant }
  | { readonly kind: 'revoked' };

/** Whom a token in an address speaks for. The token is whatever somebody typed: hostile. */
export async function openAnswerLink(machine: Machine, token: string): Promise<OpenedLink> {
  const id = linkIdOfAny(token, knownLinkSecrets(machine));
  return id === undefined ? { kind: 'unknown' } : openedLink(await lookUpOf(machine)(id), machine.clock.now());
}

export function openedLink(link: AnswerLink | undefined, now: Instant): OpenedLink {
  if (link === undefined) return { kind: 'unknown' };
  if (link.revokedAt !== undefined) return { kind: 'revoked' };
  if (link.expiresAt <= now) return { kind: 'expired', at: link.expiresAt };
  return {
    kind: 'open',
    label: link.label,
    principal: {
      kind: 'link',
      warningId: link.warningId,
      institutionId: idOf<'Institution'>(link.institutionId),
      contactId: idOf<'Contact'>(link.contactId),
    },
  };
}

/** Links that are opened at the same moment are looked up together. */
const TOGETHER_MAX = 200;
const lookUpOf = inGroupsOf(TOGETHER_MAX, async (machine: Machine, ids: readonly string[]) => {
  const links = await asSystem(machine.database, 'open-answer-link', (trx) => findAnswerLinks(trx, ids));
  return ids.map((id) => links.get(id));
});
