import type { Message } from '../deliveries/message.ts';
import type { Institution, Language } from '../institutions/institution.ts';
import type { Matter } from '../matters/matter.ts';
import type { Decision } from './decision.ts';
import type { ProductRemedies } from './product-remedies.ts';
import type { Warning, WarningVersion } from './warning.ts';

export type ToCompose = {
  readonly warning: Pick<Warning, 'id' | 'reference' | 'matterId'>;
  readonly version: WarningVersion;
  readonly decision: Decision;
  readonly institution: Pick<Institution, 'id' | 'name' | 'sector' | 'detailsInMail' | 'itProvider'>;
  readonly language: Language;
  readonly cert: { readonly name: string; readonly phone: string; readonly domain: string };
  readonly matter: Pick<Matter, 'title' | 'source' | 'confirmation'>;
  /** Of the matter's advisories. */
  readonly productRemedies?: readonly ProductRemedies[];
};

export function composeMessage(_toCompose: ToCompose): Message {
  return { key: '', thread: '', label: 'CLEAR', language: 'nl', subject: '', opening: '', blocks: [], reference: '', closing: [] };
}
