import { expect, test } from 'vitest';
import { foldInstitutionName } from './institution-entry.ts';

test('case and spaces make no other institution; accents do', () => {
  expect(foldInstitutionName(' ggz  RIETMARK ')).toBe('ggz rietmark');
  expect(foldInstitutionName('Zorggroep Één')).not.toBe(foldInstitutionName('Zorggroep Een'));
});
