import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { mayGoOut } from './may-go-out.ts';
import { CHANNELS } from './planned-delivery.ts';

const NOW = '2026-11-23T15:00:00.000Z' as Instant;

test.each(CHANNELS)('what is above GREEN never goes out by %s', (channel) => {
  expect(mayGoOut({ label: 'GREEN' }, channel, NOW).kind).toBe('yes');
  for (const label of ['AMBER', 'AMBER+STRICT', 'RED'] as const) expect(mayGoOut({ label }, channel, NOW).kind).not.toBe('yes');
});
