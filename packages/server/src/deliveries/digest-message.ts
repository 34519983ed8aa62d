import { hash } from 'node:crypto';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import { canonicalJson, type Json } from '../audit/canonical-json.ts';
import { storableJson } from '../database/storable-json.ts';

/** SHA-256 over the canonical JSON (RFC 8785) of a message as it is kept: what stands for its exact words in the audit trail. */
export function digestMessage(message: Message): string {
  const [kept] = JSON.parse(storableJson([message])) as [Json];
  return hash('sha256', canonicalJson(kept), 'hex');
}
