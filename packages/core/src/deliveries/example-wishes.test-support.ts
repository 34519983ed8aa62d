import fc from 'fast-check';
import { idOf } from '../basics/ids.ts';
import { PRODUCT_KINDS } from '../products/catalogue/catalogue.ts';
import type { MessageFacts } from './decide-arrival.ts';
import { WEEKDAYS } from './local-time.ts';
import { CHANNELS } from './planned-delivery.ts';
import { URGENCIES } from './urgency.ts';
import type { Wishes } from './wishes.ts';

export const ZONES = ['Europe/Amsterdam', 'America/Curacao', 'Asia/Kathmandu', 'Pacific/Apia'] as const;

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const days = fc.subarray([...WEEKDAYS], { minLength: 1 });
const matter = fc.constantFrom('advisory' as const, 'report' as const, 'wave' as const);
const supplier = fc.constantFrom('Meridiaan', 'Infuvida', 'Fortinet');

/** Any wishes that somebody may have, with these as stand-ins. */
export function anyWishes(standIns: readonly string[]): fc.Arbitrary<Wishes> {
  return fc.record(
    {
      zone: fc.constantFrom(...ZONES),
      channels: fc.subarray([...CHANNELS]),
      hours: fc.record({ days, from: time, until: time }).filter(({ from, until }) => from !== until),
      bundle: fc.record({ days, at: time }),
      floor: fc.constantFrom(...URGENCIES),
      severityMin: fc.integer({ min: 0, max: 10 }),
      topics: fc.record({
        kinds: fc.subarray([...PRODUCT_KINDS]),
        suppliers: fc.subarray(['Meridiaan', 'Infuvida']),
        matters: fc.uniqueArray(matter),
      }),
      away: fc.array(
        fc.record(
          {
            from: fc.constantFrom('2026-11-01', '2026-11-23'),
            until: fc.constantFrom('2026-11-24', '2026-12-24'),
            standIn: fc.constantFrom(...standIns).map((id) => idOf<'Contact'>(id)),
          },
          { requiredKeys: ['from', 'until'] },
        ),
        { maxLength: 2 },
      ),
      endOfWeek: fc.boolean(),
    },
    { requiredKeys: ['zone', 'channels', 'bundle', 'floor', 'away', 'endOfWeek'] },
  );
}

export const anyFacts: fc.Arbitrary<MessageFacts> = fc.record(
  {
    urgency: fc.constantFrom(...URGENCIES),
    takesBack: fc.boolean(),
    severity: fc.integer({ min: 0, max: 10 }),
    suppliers: fc.uniqueArray(supplier),
    kinds: fc.array(fc.option(fc.constantFrom(...PRODUCT_KINDS), { nil: undefined }), { maxLength: 3 }),
    matter,
  },
  { requiredKeys: ['urgency'] },
);
