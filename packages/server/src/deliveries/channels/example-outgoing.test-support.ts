import type { Instant } from '@forewarn/core/basics/instant.ts';
import { exampleMessage } from '../example-deliveries.test-support.ts';
import type { Outgoing } from './channel.ts';

/** A delivery on its way to the duty desk of Ziekenhuis Lindemark. */
export function exampleOutgoing(more: Partial<Outgoing> = {}): Outgoing {
  return {
    deliveryId: '0198f2a4-7c11-7abc-8def-0123456789ab',
    contactId: '0198f2a4-7c11-7abc-8def-00000000c0de',
    institutionId: '0198f2a4-7c11-7abc-8def-000000001a57',
    address: 'piket@lindemark.example',
    contactName: 'Piket',
    contactRole: '24-7',
    keys: [],
    link: 'https://forewarn.example/a/0123456789012345678901234567890123456789012',
    secret: 'a secret of the member',
    message: exampleMessage('warning-1:1:lindemark', 'matter-1:lindemark'),
    urgent: false,
    plannedAt: '2026-11-23T09:00:00.000Z' as Instant,
    follows: [],
    attempt: 1,
    ...more,
  };
}
