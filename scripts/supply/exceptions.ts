/**
 * What the supply-chain check lets pass, each with its reason and a day after which it must be looked at again.
 * Whoever adds a line writes the reason; there are no others.
 */
export type LicenceException = { readonly licence: string; readonly because: string };

/** Licences beside those of the house (check-licences.ts). Decision record 026. */
export const LICENCE_EXCEPTIONS: readonly LicenceException[] = [
  { licence: 'MIT-0', because: 'MIT without its only duty (to name the author): nodemailer, smtp-server, postal-mime.' },
  { licence: '0BSD', because: 'BSD without its only duty: tslib.' },
  { licence: 'Unlicense', because: 'Given to the public domain, with a licence where that cannot be: isbot, robust-predicates.' },
  { licence: 'Python-2.0', because: 'Permissive, as BSD; argparse was ported from Python and keeps its licence.' },
];

export type AuditException = {
  /** GHSA id. */
  readonly id: string;
  readonly package: string;
  readonly because: string;
  /** ISO day; from then on the exception counts no longer. */
  readonly until: string;
};

/** Known weaknesses that do not touch us. Empty is how it should be. */
export const AUDIT_EXCEPTIONS: readonly AuditException[] = [];
