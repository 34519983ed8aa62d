import { secondsLater, type Instant } from '../basics/instant.ts';
import type { Language } from '../institutions/institution.ts';
import type { Urgency } from './warning.ts';

/** Within how long somebody of the CERT rings back, by how urgent it is for who asks. In minutes. */
export const HELP_MINUTES: Readonly<Record<Urgency, number>> = {
  'act-now': 30,
  'this-week': 24 * 60,
  'at-maintenance': 3 * 24 * 60,
  'for-information': 7 * 24 * 60,
};

export function helpDueAt(askedAt: Instant, urgency: Urgency): Instant {
  return secondsLater(askedAt, HELP_MINUTES[urgency] * 60);
}

/** What who asks for help is told with it: who reads it, and that the law is not served by it (DOMAIN §4.1). */
export function helpNotice(language: Language, certName: string): string {
  return language === 'nl'
    ? `Alleen medewerkers van ${certName} en mensen van uw eigen organisatie kunnen dit lezen. Dit is geen wettelijke melding. Moet u een incident of datalek melden? Doe dat ook zelf bij de toezichthouder.`
    : `Only staff of ${certName} and people of your own organisation can read this. This is no legal notification. Do you have to report an incident or data breach? Report it to the authority yourself as well.`;
}
