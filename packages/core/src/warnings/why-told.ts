import type { Institution, Language } from '../institutions/institution.ts';
import type { Decision } from './decision.ts';

/** "U krijgt dit omdat …": the first line of a message, of the answer page and of what the API tells. */
export function whyTold(_told: {
  readonly decision: Pick<Decision, 'reasons' | 'kind'>;
  readonly language: Language;
  readonly institution?: Pick<Institution, 'detailsInMail'>;
}): string {
  return '';
}
