import { expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { InstitutionRole, Principal } from '@forewarn/core/institutions/principal.ts';
import type { ChangeRow } from './events-store.ts';
import { heardChange } from './heard-change.ts';

const RIETMARK = '0196c000-0000-7000-8000-000000000001';
const LINDEMARK = '0196c000-0000-7000-8000-000000000002';
const analyst: Principal = { kind: 'cert', name: 'B. Analist', roles: ['analyst'] };
const memberOf = (id: string, role: InstitutionRole = 'ciso'): Principal => ({
  kind: 'institution',
  name: 'CISO',
  institutionId: idOf<'Institution'>(id),
  roles: [role],
});
const entry = (part: Partial<ChangeRow>): ChangeRow => ({
  id: 1,
  action: 'institution-told',
  subject_kind: 'warning',
  subject: 'w1',
  institution_id: RIETMARK,
  acting_for: null,
  ...part,
});

test('the CERT hears which warning changed', () => {
  expect(heardChange(analyst, entry({}))).toEqual({ word: 'warnings', id: 'w1' });
});

test('an institution hears that it was told, and not of which warning: it may be for one person by name', () => {
  expect(heardChange(memberOf(RIETMARK), entry({}))).toEqual({ word: 'warnings' });
});

test("another institution hears nothing of it, nor of what is nobody's", () => {
  expect(heardChange(memberOf(LINDEMARK), entry({}))).toBeUndefined();
  expect(heardChange(memberOf(LINDEMARK), entry({ institution_id: null, action: 'warning-released' }))).toBeUndefined();
});

test('what the CERT notes of an institution it does not hear; what its own people do it does', () => {
  const called = entry({ action: 'called' });
  expect(heardChange(memberOf(RIETMARK), called)).toBeUndefined();
  expect(heardChange(analyst, called)).toBeDefined();
  const own = entry({ action: 'contact-changed', subject_kind: 'contact', acting_for: RIETMARK });
  expect(heardChange(memberOf(RIETMARK), own)).toEqual({ word: 'institutions' });
});

test('who may not read a word hears nothing of it', () => {
  const own = entry({ action: 'inventory-accepted', subject_kind: 'inventory', acting_for: RIETMARK });
  expect(heardChange(memberOf(RIETMARK, 'ciso'), own)).toBeDefined();
  expect(heardChange(memberOf(RIETMARK, 'communications'), own)).toBeUndefined();
  expect(heardChange({ kind: 'institution', name: 'token', institutionId: idOf<'Institution'>(RIETMARK) }, own)).toBeUndefined();
});

test('signing in, accounts and keys are told to nobody', () => {
  expect(heardChange(analyst, entry({ action: 'signed-in', subject_kind: 'session' }))).toBeUndefined();
});

test('who acts for no institution hears nothing', () => {
  const provider: Principal = { kind: 'provider', name: 'Kwartel ICT', providerId: idOf<'Provider'>(RIETMARK), roles: ['provider'] };
  expect(heardChange(provider, entry({}))).toBeUndefined();
});
