import { idOf, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';

/**
 * Of which institution a page for members is asked: its own, or the one that the CERT names. Another's is answered as one that nobody has.
 */
export function ownInstitution(principal: Principal, asked: string | undefined): InstitutionId | Refusal {
  if (principal.kind === 'institution') return asked === undefined || asked === principal.institutionId ? principal.institutionId : NO_SUCH;
  if (asked === undefined)
    return refuse('input-unreadable', 'Of which institution?', 'The CERT gives institutionId.', { about: 'institution' });
  return idOf<'Institution'>(asked);
}

const NO_SUCH = refuse('no-such', 'There is no such institution.');
