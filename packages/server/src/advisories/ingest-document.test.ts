import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ingestDocument } from './ingest-document.ts';
import type { RawDocument } from './raw-document.ts';

let machine: TestMachine;
beforeAll(async () => {
  machine = await testMachine();
});
afterAll(() => machine?.close());

const rawOf = (document: unknown, change: Partial<RawDocument> = {}): RawDocument => ({
  url: 'https://meridiaan.example/2026-001.json',
  bytes: new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document)),
  retrievedAt: readInstant('2026-11-23T09:00:00Z') as Instant,
  hashCheck: { kind: 'absent' },
  signatureCheck: { kind: 'absent' },
  verdict: 'accepted',
  ...change,
});

test('identical bytes twice are one revision and one job', async () => {
  const first = await ingestDocument(machine, rawOf(EXAMPLE_CSAF));
  expect(first).toMatchObject({ kind: 'new', change: 'first', isInForce: true });
  const again = await ingestDocument(machine, rawOf(EXAMPLE_CSAF));
  expect(again).toMatchObject({ kind: 'known' });
});
