import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstant } from '../basics/instant.ts';
import { CONTACT_ROLES } from '../institutions/contact.ts';
import { mayReceive, PURPOSES, WAYS, type MayReceive, type Reader, type Sharing } from './may-receive.ts';
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

const OPENNESS: Readonly<Record<MayReceive['kind'], number>> = { no: 0, 'notice-only': 1, yes: 2 };

const sharings: fc.Arbitrary<Sharing> = fc.record({
  label: fc.constantFrom(...TLP_LABELS),
  channel: fc.constantFrom(...WAYS),
  purpose: fc.constantFrom(...PURPOSES),
  reader: fc.oneof(
    fc.constantFrom(...CONTACT_ROLES).map((role): Reader => ({ kind: 'contact', role })),
    fc.constant(group),
    fc.constant(anyone),
  ),
  sharedWithItProvider: fc.boolean(),
});

const NOW = readInstant('2026-11-23T15:00:00Z');

/** Each makes a sharing stricter in one way. */
const restrictions: fc.Arbitrary<(sharing: Sharing) => Sharing> = fc.oneof(
  fc.nat(4).map((steps) => (sharing: Sharing): Sharing => ({
    ...sharing,
    label: TLP_LABELS[Math.min(TLP_LABELS.indexOf(sharing.label) + steps, TLP_LABELS.length - 1)] ?? 'RED',
  })),
  fc.constant((sharing: Sharing): Sharing => ({ ...sharing, sharedWithItProvider: false })),
  fc.constant((sharing: Sharing): Sharing => ({ ...sharing, embargoUntil: readInstant('2027-01-01T00:00:00Z') })),
  fc.constant((sharing: Sharing): Sharing => ({ ...sharing, purpose: sharing.purpose === 'warn' ? 'share-in-sector' : 'publish' })),
  fc.constant((sharing: Sharing): Sharing => ({ ...sharing, channel: sharing.channel === 'signed-in' ? 'encrypted-email' : 'email' })),
  fc.constant((sharing: Sharing): Sharing => ({ ...sharing, reader: sharing.reader.kind === 'contact' ? group : anyone })),
);

test('a further restriction never lets anybody see more', () => {
  fc.assert(
    fc.property(sharings, fc.array(restrictions, { maxLength: 4 }), (sharing, restrict) => {
      // A group is stricter than a person in all but the tick for IT providers, which is about one person's role.
      fc.pre(sharing.reader.kind !== 'contact' || sharing.reader.role !== 'it-provider' || sharing.sharedWithItProvider === true);
      const open = OPENNESS[mayReceive(sharing, NOW).kind];
      const restricted =
        OPENNESS[
          mayReceive(
            restrict.reduce((each, step) => step(each), sharing),
            NOW,
          ).kind
        ];
      expect(restricted).toBeLessThanOrEqual(open);
    }),
    { numRuns: 500 },
  );
});
