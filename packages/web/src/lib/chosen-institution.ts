import { recall, remember } from './remembered.ts';
import type { SignedIn } from './session.ts';

/** Remembers for which of several institutions somebody last chose to look; undefined: the one that they sign in for. */
export function rememberInstitution({ home }: SignedIn, institutionId: string | undefined): void {
  remember('institution', [home.accountId ?? '', institutionId ?? ''].join(' '));
}

/** The institution that this reader chose last, where it still has an account of it. Of another reader's choice nothing is known. */
export function rememberedInstitution({ home, actingFor }: SignedIn): string | undefined {
  const [accountId, institutionId] = (recall('institution') ?? '').split(' ');
  if (home.accountId === undefined || accountId !== home.accountId) return undefined;
  return actingFor.find((one) => one.byOwnAccount && one.institutionId === institutionId)?.institutionId;
}
