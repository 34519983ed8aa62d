import { CERT_READERS, type CertReader, type Reader, type Way } from './sharing.ts';

/**
 * What of a principal decides about labels. Of a shape and not of the kinds there are: a kind that this file does not know reads as
 * anyone, so that nothing is shown to it before somebody says here what it may.
 */
export type ReadingPrincipal = {
  readonly kind: string;
  readonly roles?: readonly string[];
  /** An IT provider that acts for the institution: it reads as a provider does. */
  readonly onBehalf?: unknown;
  /** How the session was opened: `passkey`, `oidc`, `email` (a code from a mail), `token`. */
  readonly assurance?: string;
};

/** Who reads, and by which way, when this principal asks. A person who signed in is a colleague of those whom a text is addressed to. */
export function readerOf(principal: ReadingPrincipal): { readonly reader: Reader; readonly channel: Way } {
  return { reader: kindOf(principal), channel: wayOf(principal) };
}

function kindOf({ kind, roles = [], assurance, onBehalf }: ReadingPrincipal): Reader {
  if (onBehalf !== undefined) return { kind: 'it-provider' };
  switch (kind) {
    case 'cert':
      return { kind: 'cert', role: widestOf(roles) };
    case 'system':
      return { kind: 'cert', role: 'analyst' };
    case 'institution':
      return { kind: assurance === 'passkey' || assurance === 'oidc' || assurance === 'email' ? 'colleague' : 'service-account' };
    // Who holds a link is not known: as many may read it as the mail was forwarded to.
    case 'link':
      return { kind: 'group' };
    case 'provider':
      return { kind: 'it-provider' };
    case 'branch':
    case 'supplier':
      return { kind };
    default:
      return { kind: 'anyone' };
  }
}

/** Of several duties the one that reads most; none of them known: the auditor's, who reads least. */
function widestOf(roles: readonly string[]): CertReader {
  return CERT_READERS.find((role) => roles.includes(role)) ?? 'auditor';
}

function wayOf({ kind, assurance }: ReadingPrincipal): Way {
  if (kind === 'link') return 'answer-page';
  if (kind === 'anyone') return 'static-page';
  return assurance === 'email' ? 'mail-code' : 'signed-in';
}
