import type { Language } from '../institutions/institution.ts';
import type { Confirmation } from './matter.ts';

export function describeConfirmation(confirmation: Confirmation, _language: Language): string {
  return confirmation.kind;
}
