import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';
import { digestOf, GENESIS, hashOf } from './chain.ts';
import { readDetails, type ChainedEntry } from './chained-entry.ts';
import { ChainChecker, type AuditFault } from './check-chain.ts';
import type { SealedEntry } from './seal-store.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const anEntry: fc.Arbitrary<ChainedEntry> = fc.record({
  id: fc.nat(),
  at: fc.constantFrom('2026-11-23T09:00:00.000000Z', '2026-11-23T09:00:00.000001Z'),
  actorKind: fc.constantFrom('cert', 'institution', 'link', 'system'),
  actor: text,
  actingFor: fc.option(fc.uuid()),
  origin: fc.option(fc.constantFrom('192.0.2.1', 'job match-advisory')),
  action: text,
  subjectKind: text,
  subject: text,
  institutionId: fc.option(fc.uuid()),
  details: fc.dictionary(text, fc.jsonValue() as fc.Arbitrary<Json>),
  salt: fc.uuid(),
});

function chainOf(entries: readonly ChainedEntry[]): readonly SealedEntry[] {
  let previous = GENESIS;
  return entries.map((entry, index) => {
    const link = { sequence: index + 1, sealedAt: '2026-11-23T09:00:01.000000Z', previous, digest: digestOf(entry) };
    previous = hashOf(link);
    return { seal: { ...link, entryId: entry.id, hash: previous }, entry };
  });
}

function faultsOf(chain: readonly SealedEntry[]): readonly AuditFault[] {
  const checker = new ChainChecker();
  return chain.flatMap((sealed) => checker.next(sealed));
}

const entries = fc.array(anEntry, { minLength: 2, maxLength: 12 });
const someChain = entries.chain((list) => fc.tuple(fc.constant(list), fc.nat(list.length - 1)));

test('a chain that nobody touched has no faults', () => {
  fc.assert(
    fc.property(entries, (list) => {
      expect(faultsOf(chainOf(list))).toEqual([]);
    }),
  );
});

test('any field of any entry that is changed is found at its sequence', () => {
  fc.assert(
    fc.property(
      someChain,
      anEntry,
      fc.constantFrom(
        ...(Object.keys({
          id: 0,
          at: 0,
          actorKind: 0,
          actor: 0,
          actingFor: 0,
          origin: 0,
          action: 0,
          subjectKind: 0,
          subject: 0,
          institutionId: 0,
          details: 0,
          salt: 0,
        }) as (keyof ChainedEntry)[]),
      ),
      ([list, place], other, field) => {
        const chain = chainOf(list);
        const entry = chain[place]!.entry!;
        fc.pre(canonicalJson(entry[field]) !== canonicalJson(other[field]));
        const spoilt = chain.with(place, { ...chain[place]!, entry: { ...entry, [field]: other[field] } });
        expect(faultsOf(spoilt)).toMatchObject([{ code: 'entry-changed', sequence: place + 1 }]);
      },
    ),
  );
});

test('an entry that is taken out with its seal, but the last, leaves a gap that is named', () => {
  fc.assert(
    fc.property(someChain, ([list, place]) => {
      fc.pre(place < list.length - 1);
      expect(faultsOf(chainOf(list).toSpliced(place, 1))[0]).toMatchObject({ code: 'seal-removed', sequence: place + 1 });
    }),
  );
});

test('an entry with a seal of its own put in between does not fit what follows', () => {
  fc.assert(
    fc.property(someChain, anEntry, ([list, place], added) => {
      const chain = chainOf(list);
      const { seal } = chain[place]!;
      const link = { ...seal, digest: digestOf(added) };
      fc.pre(link.digest !== seal.digest);
      const forged = chain.with(place, { seal: { ...link, entryId: added.id, hash: hashOf(link) }, entry: added });
      const faults = faultsOf(forged);
      // Only what a signed checkpoint says of the end tells when the last one is replaced.
      if (place === list.length - 1) expect(faults).toEqual([]);
      else expect(faults[0]).toMatchObject({ code: 'seal-changed', sequence: place + 2 });
    }),
  );
});

test('a seal whose entry is gone, and a seal that was changed, are told', () => {
  const chain = chainOf(fc.sample(anEntry, { numRuns: 3, seed: 1 }));
  expect(faultsOf(chain.with(1, { ...chain[1]!, entry: undefined }))).toMatchObject([{ code: 'entry-removed', sequence: 2 }]);
  const later = { ...chain[1]!.seal, sealedAt: '2026-11-24T09:00:01.000000Z' };
  expect(faultsOf(chain.with(1, { ...chain[1]!, seal: later }))).toMatchObject([{ code: 'seal-changed', sequence: 2 }]);
});

test('canonical JSON is as RFC 8785 §3.2.3 has it', () => {
  const value = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
  ) as Json;
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 })).toBe(
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  );
});

test('a number that differs only where ECMAScript would not see it is another number', () => {
  expect(readDetails('{"a": 1.5}')).toEqual({ a: 1.5 });
  expect(readDetails('{"a": 1.50, "b": 9007199254740993}')).toEqual({ a: '1.50', b: '9007199254740993' });
});
