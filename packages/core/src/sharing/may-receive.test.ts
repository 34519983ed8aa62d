import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstant } from '../basics/instant.ts';
import { combinationAt, compiledRules } from './compiled-rules.ts';
import { mayReceive, type MayReceive, type Reader, type Sharing } from './may-receive.ts';
import { OPENNESS } from './receive-rules.ts';
import { TLP_LABELS } from './tlp.ts';

const ciso: Reader = { kind: 'contact', role: 'ciso' };
const provider: Reader = { kind: 'contact', role: 'it-provider' };
const group: Reader = { kind: 'group' };
const anyone: Reader = { kind: 'anyone' };

const warn = (label: Sharing['label'], channel: Sharing['channel'], reader: Reader = ciso): Sharing => ({
  label,
  channel,
  reader,
  purpose: 'warn',
});

test.each<[Sharing, MayReceive['kind']]>([
  [warn('CLEAR', 'email'), 'yes'],
  [warn('GREEN', 'email'), 'yes'],
  [warn('AMBER', 'email'), 'notice-only'],
  [warn('AMBER+STRICT', 'email'), 'notice-only'],
  [warn('RED', 'email'), 'notice-only'],
  [warn('AMBER', 'encrypted-email'), 'yes'],
  [warn('RED', 'encrypted-email'), 'yes'],
  [warn('RED', 'encrypted-email', group), 'no'], // RED is for persons, whatever the envelope
  [warn('RED', 'signed-in', group), 'no'],
  [warn('AMBER', 'signed-in', group), 'yes'],
  [warn('GREEN', 'subject'), 'yes'],
  [warn('AMBER', 'subject'), 'notice-only'], // not even the title
  [warn('AMBER', 'webhook'), 'notice-only'],
  [warn('GREEN', 'answer-page'), 'yes'],
  [warn('AMBER', 'answer-page'), 'notice-only'], // links get forwarded
  [warn('RED', 'signed-in'), 'yes'],
  [warn('GREEN', 'email', provider), 'yes'],
  [warn('AMBER', 'signed-in', provider), 'no'],
  [{ ...warn('AMBER', 'signed-in', provider), sharedWithItProvider: true }, 'yes'],
  [{ ...warn('AMBER', 'email', provider), sharedWithItProvider: true }, 'notice-only'], // the tick opens no channel
  [warn('CLEAR', 'email', anyone), 'yes'],
  [warn('GREEN', 'signed-in', anyone), 'no'],
  [{ ...warn('GREEN', 'signed-in'), purpose: 'share-in-sector' }, 'yes'],
  [{ ...warn('AMBER', 'signed-in'), purpose: 'share-in-sector' }, 'no'],
  [{ ...warn('GREEN', 'email'), purpose: 'publish' }, 'no'],
  [{ ...warn('CLEAR', 'email'), purpose: 'publish' }, 'yes'],
])('%o: %s', (sharing, kind) => {
  expect(mayReceive(sharing).kind).toBe(kind);
});

test('what is under embargo reaches nobody until its hour, and the refusal says so', () => {
  const hour = readInstant('2026-11-23T16:00:00Z');
  const sharing = { ...warn('CLEAR', 'signed-in'), embargoUntil: hour };
  expect(mayReceive(sharing, readInstant('2026-11-23T15:59:59Z'))).toEqual({ kind: 'no', because: 'embargo' });
  expect(mayReceive(sharing)).toEqual({ kind: 'no', because: 'embargo' });
  expect(mayReceive(sharing, hour)).toEqual({ kind: 'yes' });
});

test('staff reads what it prepares before its hour, but nothing is released before its time', () => {
  const hour = readInstant('2026-11-23T16:00:00Z');
  const staff = {
    label: 'AMBER',
    channel: 'signed-in',
    reader: { kind: 'cert', role: 'analyst' },
    purpose: 'read',
    embargoUntil: hour,
  } as const;
  expect(mayReceive(staff, readInstant('2026-11-23T15:00:00Z')).kind).toBe('yes');
  const released = { ...warn('GREEN', 'email'), releasedAt: hour };
  expect(mayReceive(released, readInstant('2026-11-23T15:59:59Z'))).toEqual({ kind: 'no', because: 'embargo' });
  expect(mayReceive(released, hour).kind).toBe('yes');
});

test('a text that its reader would only get a notice of is not found by its words', () => {
  const sharing = { ...warn('AMBER', 'mail-code'), purpose: 'list-row' } as const;
  expect(mayReceive(sharing).kind).toBe('notice-only');
  expect(mayReceive({ ...sharing, purpose: 'search-hit' })).toEqual({ kind: 'no', because: 'hit-would-tell' });
});

/** Any combination at all, with times on both sides of now. */
const NOW = readInstant('2026-11-23T15:00:00Z');
const hours = fc.constantFrom(undefined, readInstant('2026-11-23T14:00:00Z'), readInstant('2026-11-23T16:00:00Z'));
const sharings: fc.Arbitrary<Sharing> = fc
  .record({ place: fc.nat(compiledRules().combinations - 1), embargoUntil: hours, releasedAt: hours })
  .map(({ place, embargoUntil, releasedAt }) => ({ ...combinationAt(place), embargoUntil, releasedAt }));

/** Each adds one restriction: a stricter label, a hidden screen, no tick, a later hour, a wider circle or a weaker way. */
const RESTRICTIONS: Readonly<Record<string, (sharing: Sharing) => Sharing>> = {
  'a stricter label': (sharing) => ({ ...sharing, label: TLP_LABELS[TLP_LABELS.indexOf(sharing.label) + 1] ?? 'RED' }),
  'no tick for the IT provider': (sharing) => ({ ...sharing, sharedWithItProvider: false }),
  'no details in mail': (sharing) => ({ ...sharing, ownDetailsInMail: false }),
  'an embargo': (sharing) => ({ ...sharing, embargoUntil: readInstant('2027-01-01T00:00:00Z') }),
  'a later release': (sharing) => ({ ...sharing, releasedAt: readInstant('2027-01-01T00:00:00Z') }),
  'it is about the institution': (sharing) => (sharing.block === 'text' ? { ...sharing, block: 'personal' } : sharing),
  'the product becomes its version': (sharing) => (sharing.block === 'why' ? { ...sharing, block: 'personal' } : sharing),
  'a colleague in place of who it is for': (sharing) =>
    sharing.reader.kind === 'contact' && sharing.reader.role !== 'it-provider' ? { ...sharing, reader: { kind: 'colleague' } } : sharing,
  'a group in place of a colleague': (sharing) =>
    sharing.reader.kind === 'colleague' ? { ...sharing, reader: { kind: 'group' } } : sharing,
  'the IT provider in place of the institution': (sharing) =>
    sharing.reader.kind === 'group' ? { ...sharing, reader: { kind: 'it-provider' } } : sharing,
  'a branch organisation in place of a member': (sharing) =>
    sharing.reader.kind === 'group' ? { ...sharing, reader: { kind: 'branch' } } : sharing,
  'anyone in place of whomever': (sharing) => ({ ...sharing, reader: { kind: 'anyone' } }),
  'a code from a mail in place of a passkey': (sharing) =>
    sharing.channel === 'signed-in' ? { ...sharing, channel: 'mail-code' } : sharing,
  'mail that is not encrypted': (sharing) =>
    // What the institution chose for its mail is a permission, and changing the way to mail would use it.
    sharing.channel === 'encrypted-email' && sharing.ownDetailsInMail !== true ? { ...sharing, channel: 'email' } : sharing,
  'the lock screen in place of chat': (sharing) => (sharing.channel === 'chat' ? { ...sharing, channel: 'push' } : sharing),
  'searching in place of listing': (sharing) => (sharing.purpose === 'list-row' ? { ...sharing, purpose: 'search-hit' } : sharing),
  'a file in place of the screen': (sharing) => (sharing.purpose === 'read' ? { ...sharing, purpose: 'export' } : sharing),
  'the sector in place of the receiver': (sharing) => (sharing.purpose === 'read' ? { ...sharing, purpose: 'share-in-sector' } : sharing),
  'the world in place of the sector': (sharing) => (sharing.purpose === 'share-in-sector' ? { ...sharing, purpose: 'publish' } : sharing),
};

test.each(Object.entries(RESTRICTIONS))('%s never lets anybody see more', (_name, restrict) => {
  fc.assert(
    fc.property(sharings, (sharing) => {
      const before = OPENNESS[mayReceive(sharing, NOW).kind];
      expect(OPENNESS[mayReceive(restrict(sharing), NOW).kind]).toBeLessThanOrEqual(before);
    }),
    { numRuns: 2_000 },
  );
});
