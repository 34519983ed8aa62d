import { placeOfSecret } from '../database/reseal-secrets.ts';
import type { SealedText } from '../database/sealed-text.ts';
import type { Machine } from '../machine.ts';

/** A contact's webhook secret as the database keeps it; undefined where none was given. */
export function sealWebhookSecret({ secrets }: Machine, contactId: string, secret: string | undefined): SealedText | undefined {
  return secret === undefined ? undefined : secrets.seal(secret, placeOfSecret({ table: 'contacts', column: 'webhook_secret' }, contactId));
}
