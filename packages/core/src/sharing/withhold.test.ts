import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { withhold, WITHHELD, type Withholding } from './withhold.ts';
import { TLP_LABELS } from './tlp.ts';

const NOW = '2026-11-23T15:00:00.000Z' as Instant;
const member: Withholding = { reader: { kind: 'colleague' }, channel: 'signed-in', purpose: 'read' };
const byMailCode: Withholding = { ...member, channel: 'mail-code' };
const supplier: Withholding = { ...member, reader: { kind: 'supplier' } };

test('a list holds only what its reader may know of', () => {
  const page = {
    warnings: [
      { id: 'a', tlp: 'GREEN', title: 'een' },
      { id: 'b', tlp: 'RED', title: 'twee' },
    ],
    next: 'c',
  };
  expect(withhold(page, member, NOW)).toEqual({ warnings: [{ id: 'a', tlp: 'GREEN', title: 'een' }], next: 'c' });
});

test('behind a code from a mail an AMBER warning is a notice: that it is there, how urgent, and nothing that it says', () => {
  const warning = {
    id: 'a',
    reference: 'FW-2026-0031',
    tlp: 'AMBER',
    urgency: 'act-now',
    title: 'Lek in X',
    severity: 9.8,
    isOwn: true,
    cves: ['CVE-1'],
    texts: { nl: { title: 'Lek in X', id: 'X' } },
  };
  expect(withhold(warning, byMailCode, NOW)).toEqual({
    id: 'a',
    reference: 'FW-2026-0031',
    tlp: 'AMBER',
    urgency: 'act-now',
    title: '',
    severity: 0,
    isOwn: false,
    cves: [],
    texts: { nl: { title: '', id: '' } },
  });
});

test('the personal block goes by its own label within a text that is free', () => {
  const warning = { id: 'a', tlp: 'CLEAR', title: 'Lek', concerns: { label: 'AMBER+STRICT', reasons: [{ version: '7.4.1' }] } };
  expect(withhold(warning, supplier, NOW)).toEqual({ id: 'a', tlp: 'CLEAR', title: 'Lek' });
});

test('an answer that may not be seen at all is as if it were not there', () => {
  expect(withhold({ tlp: 'RED', title: 'x' }, member, NOW)).toBe(WITHHELD);
  expect(withhold({ tlp: 'CLEAR', embargoUntil: '2026-11-23T16:00:00Z', title: 'x' }, member, NOW)).toBe(WITHHELD);
});

test('what stands on a button is no label', () => {
  const button = { label: 'Rood', text: 'x' };
  expect(withhold(button, { ...member, reader: { kind: 'anyone' } }, NOW)).toEqual(button);
});

test('no text of a part that is above its reader is anywhere in the answer, however deep', () => {
  const secret = 'GEHEIM';
  const labelled = fc.record({
    tlp: fc.constantFrom('AMBER', 'AMBER+STRICT', 'RED'),
    title: fc.constant(secret),
    more: fc.array(fc.record({ text: fc.constant(secret) }), { maxLength: 2 }),
  });
  const nested = fc.letrec((tie) => ({
    part: fc.oneof(
      { depthSize: 'small' },
      labelled,
      fc.record({ tlp: fc.constantFrom(...TLP_LABELS.slice(0, 2)), inner: tie('part') }),
      fc.array(tie('part'), { maxLength: 3 }),
    ),
  })).part;
  fc.assert(fc.property(nested, (answer) => !JSON.stringify(withhold(answer, byMailCode, NOW) ?? null)?.includes(secret)));
});

test('an IT provider on behalf of an institution reads what is AMBER where the sender ticked it, and RED never', () => {
  const provider: Withholding = { ...member, reader: { kind: 'it-provider' } };
  const part = (tlp: string, sharedWithItProvider: boolean) => ({ tlp, sharedWithItProvider, title: 'een' });
  for (const tlp of ['AMBER', 'AMBER+STRICT']) {
    expect(withhold(part(tlp, true), provider, NOW)).toEqual(part(tlp, true));
    expect(withhold(part(tlp, false), provider, NOW)).toBe(WITHHELD);
  }
  expect(withhold({ ...part('RED', true), forYouByName: true }, provider, NOW)).toBe(WITHHELD);
});

test('what is RED is read by the person that it names and by no other way of signing in than one that proves who that is', () => {
  const part = { tlp: 'RED', forYouByName: true, title: 'een' };
  expect(withhold(part, member, NOW)).toEqual(part);
  expect(withhold({ ...part, forYouByName: false }, member, NOW)).toBe(WITHHELD);
  expect(withhold(part, byMailCode, NOW)).toMatchObject({ title: '' });
  for (const kind of ['group', 'service-account', 'branch', 'anyone'] as const)
    expect(withhold(part, { ...member, reader: { kind } }, NOW)).toBe(WITHHELD);
});
