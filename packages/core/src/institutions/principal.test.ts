import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { principalName } from './principal.ts';

test('the holder of a link is never called by the name of the contact', () => {
  const link = { kind: 'link', institutionId: idOf<'Institution'>('i'), contactId: idOf<'Contact'>('c'), warningId: 'w' } as const;
  expect(principalName(link)).toBe('link of contact c');
  expect(principalName({ kind: 'cert', name: 'analist van dienst', roles: ['analyst'] })).toBe('analist van dienst');
});
